package dev.zankyo.backend;

import java.util.List;

/**
 * A graph compiled for inference: batch normalization uses the moving statistics. Ownership, threads and errors are as
 * described for {@link TrainingPlan}.
 */
public interface InferencePlan extends AutoCloseable {

    /** Copies the weights into the plan. */
    void load(Weights weights);

    /**
     * Computes the output node.
     *
     * @param inputs the batch: (N, H, W, C)
     * @param outputs receives the logits: (N, K), where K is the size of the output node
     */
    void run(float[] inputs, float[] outputs);

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
