package example;

/** One node's computation. A layer that computes nothing overrides nothing. */
interface Layer {
    /**
     * Computes the output.
     *
     * @param x the activations that the node reads
     * @param y receives the node's activation, every element
     * @param training whether batch statistics normalize, and moving statistics move
     */
    default void forward(float[][] x, float[] y, boolean training) {}

    /**
     * Computes gradients after a forward pass of training. Replaces those of the layer's parameters.
     *
     * @param x the activations that the node reads
     * @param dy the loss's gradient by the node's activation
     * @param dx receives the gradients by {@code x}: they are added
     */
    default void backward(float[][] x, float[] dy, float[][] dx) {}
}
