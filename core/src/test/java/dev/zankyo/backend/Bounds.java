package dev.zankyo.backend;

/**
 * How far a backend may be from the float64 reference: the one place where a number format's bounds stand. The error of a
 * tensor is the normalised mean squared one, {@code sum (a-b)^2 / sum b^2}.
 *
 * <p>Sound float32 has been seen to reach 3e-10 (a sum of thousands taken in order); multiplication in TensorFloat-32 has
 * 5e-8.
 *
 * <p>Of bfloat16, with 8 bits of fraction, one rounding makes 2e-6. Problems are rounded before both compute them, so what
 * differs is the rounding of what operations hand on. Sound ones have been seen to reach 1e-5 in tensors of integers (three
 * convolutions), 5e-5 in other results, 3e-4 in gradients of an operation (where a normalisation makes them small), 4e-3 in a
 * loss, 3e-3 in the losses of a run. In a graph rounding moves values to the other side of a ReLU, with all the gradient that
 * they pass or stop: of a tensor of four elements 0.65, of one of hundreds 0.08. What is caught there is a gradient that is
 * missing or another's.
 *
 * @param integers error of a tensor whose elements are integers; 0 where they must be exact
 * @param tensor error of any other tensor
 * @param gradient error of a gradient
 * @param graphGradient error of a gradient where several operations follow one another
 * @param leastShare some gradients are zero or nearly so by the formula (a bias that a batch normalisation takes out again)
 *     but noise when rounded: a gradient's error is measured by its own size, but by no less than this share of the root mean
 *     square of all
 * @param element error of one element that is no larger than 1, absolute
 * @param loss error of the loss of one forward pass, relative to the size of its terms
 * @param run error of the losses of ten steps of training, relative: rounding grows with every step
 * @param update error of one element by Adam, relative; parameters and moments are float32 in every precision
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

    /** The bounds of problems in integers. */
    Bounds ofIntegers() {
        return new Bounds(integers, integers, integers, integers, leastShare, element, loss, run, update);
    }

    /** The bounds where several operations follow one another. */
    Bounds ofGraphs() {
        return new Bounds(integers, tensor, graphGradient, graphGradient, leastShare, element, loss, run, update);
    }
}
