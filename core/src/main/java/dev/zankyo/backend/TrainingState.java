package dev.zankyo.backend;

import dev.zankyo.graph.Graph;

/**
 * All that training carries from one step to the next, in canonical order: the only way state moves between backends,
 * batch sizes, runs and disk. The arrays are not copied.
 *
 * @param step updates made so far
 * @param weights parameters and moving statistics
 * @param firstMoment Adam's m, one float a trainable parameter
 * @param secondMoment Adam's v, likewise
 */
public record TrainingState(long step, Weights weights, float[] firstMoment, float[] secondMoment) {

    /** The state before the first step. */
    public static TrainingState initial(Weights weights) {
        int n = weights.parameters().length;
        return new TrainingState(0, weights, new float[n], new float[n]);
    }

    /** Throws {@link IllegalArgumentException} unless every vector has the graph's size. */
    public void requireFits(Graph graph) {
        weights.requireFits(graph);
        Weights.requireLength("first moment", graph.trainableSize(), firstMoment);
        Weights.requireLength("second moment", graph.trainableSize(), secondMoment);
        if (step < 0) {
            throw new IllegalArgumentException("step: must not be negative; got " + step);
        }
    }
}
