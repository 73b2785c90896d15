package dev.zankyo.backend;

import java.util.List;

/**
 * A graph compiled for inference: batch normalisation uses the moving statistics. Ownership, threads and errors are those
 * of {@link TrainingPlan}.
 */
public interface InferencePlan extends AutoCloseable {

    /** Copies the weights in. */
    void load(Weights weights);

    /**
     * Computes the output node.
     *
     * @param inputs the batch, N x H x W x C
     * @param outputs receives N x K logits, K the size of the output node
     */
    void run(float[] inputs, float[] outputs);

    /** One line per compiled step: node, primitive, layout, implementation. */
    String describe();

    /** Whether what follows is timed, piece by piece; starts from zero. It costs a little time itself. */
    default void setProfiled(boolean profiled) {}

    /** Where the time went since {@link #setProfiled}, by kind; empty if the backend does not say. */
    default List<StepTime> profile() {
        return List.of();
    }

    /** Bytes the plan holds for tensors and scratch space, in native memory and on the heap. */
    long memoryBytes();

    /** Frees the memory. A second call does nothing. */
    @Override
    void close();
}
