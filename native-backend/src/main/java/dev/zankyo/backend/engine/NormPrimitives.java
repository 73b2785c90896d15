package dev.zankyo.backend.engine;

import dev.zankyo.backend.lowering.Instruction.BatchNormForward;
import dev.zankyo.backend.lowering.Instruction.BatchNormGradientSums;
import dev.zankyo.backend.lowering.Instruction.BatchNormStatistics;
import dev.zankyo.backend.lowering.Slice;

/**
 * A backend's primitives for one batch normalization. Each computes with the images of a slice; the engine combines the
 * results of slices. The primitives and the engine exchange numbers in four float32 rows of C channels for each worker,
 * at {@link #rows}: mean, variance, gradient of gamma, gradient of beta.
 */
public interface NormPrimitives {

    /** Returns the offset in the storage, in bytes, of a worker's rows. */
    long rows(int worker);

    /** Returns the task that writes mean and biased variance of the slice. */
    Runnable statistics(BatchNormStatistics i, Slice slice);

    /** Returns the task that normalizes the slice by the mean and variance in the rows. */
    Runnable forward(BatchNormForward i, Slice slice);

    /**
     * Returns the task that writes the slice's part of the gradients of gamma and beta, by mean and variance in the
     * rows.
     */
    Runnable gradientSums(BatchNormGradientSums i, Slice slice);

    /** Returns layout and implementation, for {@code describe()}. */
    String describe();
}
