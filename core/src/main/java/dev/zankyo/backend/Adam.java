package dev.zankyo.backend;

/**
 * Adam in the form of Keras (Kingma and Ba 2015, section 2, last paragraph): for step t from 1,
 *
 * <pre>{@code
 * alpha = learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)
 * m += (g - m) * (1 - beta1)
 * v += (g * g - v) * (1 - beta2)
 * w -= alpha * m / (sqrt(v) + epsilon)
 * }</pre>
 *
 * The epsilon stands outside the bias correction, unlike PyTorch's.
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    /** Keras' own: 0.9, 0.999, 1e-7. */
    public static final Adam KERAS = new Adam(0.9, 0.999, 1e-7);

    public Adam {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
            throw new IllegalArgumentException("adam: needs beta1 and beta2 in [0, 1) and epsilon > 0; got " + beta1
                    + ", " + beta2 + ", " + epsilon);
        }
    }

    /** The bias-corrected step size alpha of step t, the first being 1. */
    public double stepSize(double learningRate, long t) {
        return learningRate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
    }
}
