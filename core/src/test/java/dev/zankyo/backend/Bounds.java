package dev.zankyo.backend;

/**
 * How far a backend may be from the float64 reference: the one place where a number format's bounds stand.
 *
 * @param tensor normalised mean squared error of a tensor, {@code sum (a-b)^2 / sum b^2}; sound float32 has been seen to
 *     reach 3e-10 (a sum of thousands taken in order), multiplication in TensorFloat-32 has 5e-8
 * @param loss of one forward pass, relative to the size of its terms
 * @param run of the losses of ten steps of training, relative: rounding grows with every step
 * @param update of one element by Adam, relative
 */
record Bounds(double tensor, double loss, double run, double update) {

    static Bounds of(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> new Bounds(1e-8, 1e-5, 1e-5, 5e-5);
        };
    }
}
