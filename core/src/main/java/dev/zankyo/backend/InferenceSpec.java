package dev.zankyo.backend;

/**
 * What an inference plan is compiled for.
 *
 * @param batchSize samples a run, fixed for the plan's life
 * @param threads the most threads that may compute at once
 * @param precision the number format of activations
 * @param mostBytes the most memory the plan may take; one that needs more is refused before any is claimed
 */
public record InferenceSpec(int batchSize, int threads, Precision precision, long mostBytes) {
    public InferenceSpec {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batch size: must be positive; got " + batchSize);
        }
        if (threads <= 0) {
            throw new IllegalArgumentException("threads: must be positive; got " + threads);
        }
    }

    /** Of any size. */
    public InferenceSpec(int batchSize, int threads, Precision precision) {
        this(batchSize, threads, precision, Long.MAX_VALUE);
    }

    /** The same within a number of bytes. */
    InferenceSpec within(long bytes) {
        return new InferenceSpec(batchSize, threads, precision, bytes);
    }

    /** Float32. */
    public static InferenceSpec of(int batchSize, int threads) {
        return new InferenceSpec(batchSize, threads, Precision.FLOAT32);
    }
}
