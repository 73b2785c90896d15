package dev.zankyo.backend;

/**
 * What a training plan is compiled for.
 *
 * @param batchSize samples a step, fixed for the plan's life
 * @param threads the most threads that may compute at once
 * @param precision the number format of activations
 * @param loss the function to minimize
 * @param optimizer the rule for updates
 * @param mostBytes the most memory the plan may take; one that needs more is refused before any is claimed
 */
public record TrainingSpec(
        int batchSize, int threads, Precision precision, Loss loss, Optimizer optimizer, long mostBytes) {
    public TrainingSpec {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batch size: must be positive; got " + batchSize);
        }
        if (threads <= 0) {
            throw new IllegalArgumentException("threads: must be positive; got " + threads);
        }
    }

    /** Of any size. */
    public TrainingSpec(int batchSize, int threads, Precision precision, Loss loss, Optimizer optimizer) {
        this(batchSize, threads, precision, loss, optimizer, Long.MAX_VALUE);
    }

    /** Float32, softmax cross-entropy, Keras' Adam. */
    public static TrainingSpec of(int batchSize, int threads) {
        return new TrainingSpec(batchSize, threads, Precision.FLOAT32, Loss.SOFTMAX_CROSS_ENTROPY, Adam.KERAS);
    }

    /** The same with another loss. */
    public TrainingSpec withLoss(Loss other) {
        return new TrainingSpec(batchSize, threads, precision, other, optimizer, mostBytes);
    }

    /** The same within a number of bytes. */
    TrainingSpec within(long bytes) {
        return new TrainingSpec(batchSize, threads, precision, loss, optimizer, bytes);
    }
}
