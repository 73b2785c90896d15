package dev.zankyo.backend;

import java.util.List;

/**
 * A graph compiled for training. It owns its memory, native or on the heap, until {@link #close}. After that every
 * method except {@code close} throws {@link IllegalStateException}. Not safe for several threads; the plan manages its
 * own worker threads.
 *
 * <p>The plan reads the arrays it is given only during the call. Arrays of the wrong length throw {@link
 * IllegalArgumentException}. A training step is {@link #computeGradients} followed by {@link #update}, and allocates
 * nothing. On one backend with one number of threads, equal states and equal batches give equal bits.
 */
public interface TrainingPlan extends AutoCloseable {

    /** Copies the state into the plan. */
    void load(TrainingState state);

    /** Copies the state out of the plan. Without a step since {@link #load}, it equals the loaded state bit for bit. */
    TrainingState snapshot();

    /**
     * Runs a forward pass in training mode: batch normalization uses batch statistics and updates the moving
     * statistics.
     *
     * @param inputs the batch: (N, H, W, C)
     * @param targets (N, K), where K is the size of the output node; for cross-entropy each row sums to 1
     * @return the loss
     */
    float forward(float[] inputs, float[] targets);

    /**
     * Runs a forward pass like {@link #forward}, then computes the gradient of the loss with respect to every trainable
     * parameter. The gradients replace the previous ones. Parameters do not change.
     *
     * @return the loss
     */
    float computeGradients(float[] inputs, float[] targets);

    /** Copies out the logits of the last forward pass: (N, K). */
    void readOutputs(float[] destination);

    /**
     * Copies out the moving statistics in canonical order, equal to those of {@link #snapshot}. A plan that can do so
     * without copying the rest of the state should override this method.
     */
    default void readMovingStatistics(float[] destination) {
        float[] statistics = snapshot().weights().movingStatistics();
        Weights.requireLength("moving statistics", statistics.length, destination);
        System.arraycopy(statistics, 0, destination, 0, statistics.length);
    }

    /** Copies out the gradients in the canonical order of trainable parameters. */
    void readGradients(float[] destination);

    /**
     * Replaces the gradients before {@link #update}, for example after clipping them or summing them over processes.
     */
    void writeGradients(float[] source);

    /** Applies one Adam step with the current gradients and increments the step count. */
    void update(float learningRate);

    /** Returns one line per compiled step: node, primitive, layout, implementation. */
    String describe();

    /** Turns timing of each step on or off, and resets the times to zero. Timing itself costs a little time. */
    default void setProfiled(boolean profiled) {}

    /**
     * Returns the time spent on each kind of work since {@link #setProfiled}; empty if the backend does not measure it.
     */
    default List<StepTime> profile() {
        return List.of();
    }

    /** Returns the bytes that the plan holds for tensors and scratch buffers, in native memory and on the heap. */
    long memoryBytes();

    /** Frees the memory. A second call does nothing. */
    @Override
    void close();
}
