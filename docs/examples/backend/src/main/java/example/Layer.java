package example;

/** One node's computation. A layer that computes nothing overrides nothing. */
interface Layer {
    /**
     * Computes the output.
     *
     * @param x the activations that the node reads
     * @param y receives the node's activation, every element
     * @param training true to normalize with batch statistics and update the moving ones; false to normalize with the
     *     moving statistics
     */
    default void forward(float[][] x, float[] y, boolean training) {}

    /**
     * Computes gradients after a forward pass of training. The gradients of the layer's parameters are overwritten.
     *
     * @param x the activations that the node reads
     * @param dy the gradient of the loss with respect to the node's activation
     * @param dx the gradients with respect to {@code x}; this layer's are added to them
     */
    default void backward(float[][] x, float[] dy, float[][] dx) {}
}
