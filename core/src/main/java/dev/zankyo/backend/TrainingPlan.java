package dev.zankyo.backend;

import java.util.List;

/**
 * A graph compiled for training. It owns its memory, native or not, until {@link #close}; then every method but {@code
 * close} throws {@link IllegalStateException}. One thread at a time; the plan's own threads are its own affair.
 *
 * <p>Arrays handed in are read during the call only; arrays of the wrong length are {@link IllegalArgumentException}. A
 * step is {@link #computeGradients} then {@link #update}, and allocates nothing. Equal state and equal batches give equal
 * bits, on one backend with one number of threads.
 */
public interface TrainingPlan extends AutoCloseable {

    /** Copies the state in. */
    void load(TrainingState state);

    /** Copies the state out: bit for bit what was loaded, or what the steps since made of it. */
    TrainingState snapshot();

    /**
     * A forward pass in training mode: batch statistics normalise, moving statistics move.
     *
     * @param inputs the batch, N x H x W x C
     * @param targets N x K, K the size of the output node; for cross-entropy each row sums to 1
     * @return the loss
     */
    float forward(float[] inputs, float[] targets);

    /**
     * A forward pass as {@link #forward}, then the gradient of the loss by every trainable parameter, replacing the
     * previous one. Parameters do not change.
     *
     * @return the loss
     */
    float computeGradients(float[] inputs, float[] targets);

    /** Copies out the output node's activation of the last forward pass: N x K logits. */
    void readOutputs(float[] destination);

    /**
     * Copies out the moving statistics in canonical order, as {@link #snapshot} would. A plan that can do so without copying
     * the rest of the state should.
     */
    default void readMovingStatistics(float[] destination) {
        float[] statistics = snapshot().weights().movingStatistics();
        Weights.requireLength("moving statistics", statistics.length, destination);
        System.arraycopy(statistics, 0, destination, 0, statistics.length);
    }

    /** Copies out the gradients in the canonical order of trainable parameters. */
    void readGradients(float[] destination);

    /** Replaces the gradients, for clipping or for a sum over processes, before {@link #update}. */
    void writeGradients(float[] source);

    /** One step of Adam with the present gradients; the step count grows by one. */
    void update(float learningRate);

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
