package dev.zankyo.backend;

/**
 * The Adam optimizer in Keras' form (Kingma and Ba 2015, section 2, last paragraph). For step t, counted from 1:
 *
 * <pre>{@code
 * alpha = learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)
 * m += (g - m) * (1 - beta1)
 * v += (g * g - v) * (1 - beta2)
 * w -= alpha * m / (sqrt(v) + epsilon)
 * }</pre>
 *
 * <p>Unlike in PyTorch, epsilon stands outside the bias correction.
 *
 * @param beta1 decay rate of the first moment m, in [0, 1)
 * @param beta2 decay rate of the second moment v, in [0, 1)
 * @param epsilon added to the denominator, positive
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    /** Keras' defaults: 0.9, 0.999, 1e-7. */
    public static final Adam KERAS = new Adam(0.9, 0.999, 1e-7);

    public Adam {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
            throw new IllegalArgumentException("adam: needs beta1 and beta2 in [0, 1) and epsilon > 0; got " + beta1
                    + ", " + beta2 + ", " + epsilon);
        }
    }

    /** Returns the bias-corrected step size alpha of step {@code t}, counted from 1. */
    public double stepSize(double learningRate, long t) {
        return learningRate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
    }
}
