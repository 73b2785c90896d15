package dev.zankyo.backend;

/**
 * The settings that an inference plan is compiled for.
 *
 * @param batchSize samples per run, fixed for the plan's life
 * @param threads the maximum number of threads that may compute at once
 * @param precision the number format of activations
 * @param memoryLimit the maximum memory of the plan in bytes; a plan that needs more is refused before it allocates any
 */
public record InferenceSpec(int batchSize, int threads, Precision precision, long memoryLimit) {
    public InferenceSpec {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batch size: must be positive; got " + batchSize);
        }
        if (threads <= 0) {
            throw new IllegalArgumentException("threads: must be positive; got " + threads);
        }
    }

    /** Creates a spec without a memory limit. */
    public InferenceSpec(int batchSize, int threads, Precision precision) {
        this(batchSize, threads, precision, Long.MAX_VALUE);
    }

    /** Returns this spec with a memory limit of {@code bytes}. */
    InferenceSpec within(long bytes) {
        return new InferenceSpec(batchSize, threads, precision, bytes);
    }

    /** Returns a float32 spec without a memory limit. */
    public static InferenceSpec of(int batchSize, int threads) {
        return new InferenceSpec(batchSize, threads, Precision.FLOAT32);
    }
}
