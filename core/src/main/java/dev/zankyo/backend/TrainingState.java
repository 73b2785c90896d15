package dev.zankyo.backend;

import dev.zankyo.graph.Graph;

/**
 * Everything that training carries from one step to the next, in canonical order. State moves between backends, batch
 * sizes, runs and disk only in this form. The arrays are not copied.
 *
 * @param step number of updates made so far
 * @param weights parameters and moving statistics
 * @param firstMoment Adam's m, one float per trainable parameter
 * @param secondMoment Adam's v, one float per trainable parameter
 */
public record TrainingState(long step, Weights weights, float[] firstMoment, float[] secondMoment) {

    /** Returns the state before the first step: both moments are zero. */
    public static TrainingState initial(Weights weights) {
        int n = weights.parameters().length;
        return new TrainingState(0, weights, new float[n], new float[n]);
    }

    /**
     * Throws {@link IllegalArgumentException} unless every vector has the graph's size and the step is not negative.
     */
    public void requireFits(Graph graph) {
        weights.requireFits(graph);
        Weights.requireLength("first moment", graph.trainableSize(), firstMoment);
        Weights.requireLength("second moment", graph.trainableSize(), secondMoment);
        if (step < 0) {
            throw new IllegalArgumentException("step: must not be negative; got " + step);
        }
    }
}
