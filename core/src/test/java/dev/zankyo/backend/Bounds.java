package dev.zankyo.backend;

/**
 * The maximum differences between a backend and the float64 reference. All bounds of a number format are defined here.
 * The error of a tensor is the normalized mean squared error, {@code sum (a-b)^2 / sum b^2}.
 *
 * <p>In float32, a correct backend has reached an error of 3e-10, in a sum of thousands of terms in order.
 * Multiplication in TensorFloat-32 has an error of 5e-8.
 *
 * <p>In bfloat16, with 8 bits of fraction, one rounding has an error of 2e-6. Problems are rounded before both sides
 * compute them, so only the rounding of intermediate results differs. Correct backends have reached 1e-5 in tensors of
 * integers (three convolutions) and 5e-5 in other results. They have reached 3e-4 in gradients of an operation, where a
 * normalization makes gradients small. They have reached 4e-3 in a loss, and 3e-3 in the losses of a run. In a graph,
 * rounding may move a value to the other side of a ReLU, and thus pass or stop its gradient. This has caused errors of
 * 0.65 in a tensor of four elements, and of 0.08 in one of hundreds. These bounds still detect a gradient that is
 * missing or belongs to another tensor.
 *
 * @param integers error of a tensor whose elements are integers; 0 where they must be exact
 * @param tensor error of any other tensor
 * @param gradient error of a gradient
 * @param graphGradient error of a gradient in a graph of several operations
 * @param leastShare lower limit of the size that a gradient's error is divided by, as a fraction of the root mean
 *     square of all gradients. By the formula, some gradients are zero or almost zero, such as that of a bias that
 *     batch normalization removes; rounding makes them noise
 * @param element absolute error of one element that is no larger than 1
 * @param loss error of the loss of one forward pass, relative to the size of its terms
 * @param run relative error of the losses of ten training steps; rounding errors grow with every step
 * @param update relative error of one element after Adam; parameters and moments are float32 in every precision
 */
record Bounds(
        double integers,
        double tensor,
        double gradient,
        double graphGradient,
        double leastShare,
        double element,
        double loss,
        double run,
        double update) {

    static Bounds of(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> new Bounds(0, 1e-8, 1e-8, 1e-8, 0.1, 1e-6, 1e-5, 1e-5, 5e-5);
            case BFLOAT16 -> new Bounds(3e-5, 2e-4, 1e-3, 1, 1, 4e-3, 1e-2, 1e-2, 5e-5);
        };
    }

    /** Returns the bounds for problems in integers. */
    Bounds ofIntegers() {
        return new Bounds(integers, integers, integers, integers, leastShare, element, loss, run, update);
    }

    /** Returns the bounds for graphs of several operations. */
    Bounds ofGraphs() {
        return new Bounds(integers, tensor, graphGradient, graphGradient, leastShare, element, loss, run, update);
    }
}
