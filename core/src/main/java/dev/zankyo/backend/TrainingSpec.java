package dev.zankyo.backend;

/**
 * The settings that a training plan is compiled for.
 *
 * @param batchSize samples per step, fixed for the plan's life
 * @param threads the maximum number of threads that may compute at once
 * @param precision the number format of activations
 * @param loss the function to minimize
 * @param optimizer the update rule
 * @param memoryLimit the maximum memory of the plan in bytes; a plan that needs more is refused before it allocates any
 */
public record TrainingSpec(
        int batchSize, int threads, Precision precision, Loss loss, Optimizer optimizer, long memoryLimit) {
    public TrainingSpec {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batch size: must be positive; got " + batchSize);
        }
        if (threads <= 0) {
            throw new IllegalArgumentException("threads: must be positive; got " + threads);
        }
    }

    /** Creates a spec without a memory limit. */
    public TrainingSpec(int batchSize, int threads, Precision precision, Loss loss, Optimizer optimizer) {
        this(batchSize, threads, precision, loss, optimizer, Long.MAX_VALUE);
    }

    /** Returns a spec with float32, softmax cross-entropy and Keras' Adam, without a memory limit. */
    public static TrainingSpec of(int batchSize, int threads) {
        return new TrainingSpec(batchSize, threads, Precision.FLOAT32, Loss.SOFTMAX_CROSS_ENTROPY, Adam.KERAS);
    }

    /** Returns this spec with another loss. */
    public TrainingSpec withLoss(Loss other) {
        return new TrainingSpec(batchSize, threads, precision, other, optimizer, memoryLimit);
    }

    /** Returns this spec with a memory limit of {@code bytes}. */
    TrainingSpec within(long bytes) {
        return new TrainingSpec(batchSize, threads, precision, loss, optimizer, bytes);
    }
}
