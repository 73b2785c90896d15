package dev.zankyo.backend;

/**
 * What a training plan is compiled for.
 *
 * @param batchSize samples a step, fixed for the plan's life
 * @param threads the most threads that may compute at once
 * @param precision the number format of activations
 * @param loss what is minimised
 * @param adam the optimiser's constants
 */
public record TrainingSpec(int batchSize, int threads, Precision precision, Loss loss, Adam adam) {
    public TrainingSpec {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batch size: must be positive; got " + batchSize);
        }
        if (threads <= 0) {
            throw new IllegalArgumentException("threads: must be positive; got " + threads);
        }
    }

    /** Float32, softmax cross-entropy, Keras' Adam. */
    public static TrainingSpec of(int batchSize, int threads) {
        return new TrainingSpec(batchSize, threads, Precision.FLOAT32, Loss.SOFTMAX_CROSS_ENTROPY, Adam.KERAS);
    }

    /** The same with another loss. */
    public TrainingSpec withLoss(Loss other) {
        return new TrainingSpec(batchSize, threads, precision, other, adam);
    }
}
