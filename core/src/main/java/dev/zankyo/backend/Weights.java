package dev.zankyo.backend;

import dev.zankyo.graph.Graph;

/**
 * The weights of a network: the two canonical flat vectors of {@link Graph}. The arrays are not copied: the holder of
 * the record may change them, and plans copy them in and out.
 *
 * @param parameters trainable parameters, {@link Graph#trainableSize} floats
 * @param movingStatistics moving means and variances, {@link Graph#movingStatisticsSize} floats
 */
public record Weights(float[] parameters, float[] movingStatistics) {

    /** Returns zero weights of the graph's sizes. */
    public static Weights zeros(Graph graph) {
        return new Weights(new float[graph.trainableSize()], new float[graph.movingStatisticsSize()]);
    }

    /** Returns an independent copy. */
    public Weights copy() {
        return new Weights(parameters.clone(), movingStatistics.clone());
    }

    /** Throws {@link IllegalArgumentException} unless the vectors have the graph's sizes. */
    public void requireFits(Graph graph) {
        requireLength("parameters", graph.trainableSize(), parameters);
        requireLength("moving statistics", graph.movingStatisticsSize(), movingStatistics);
    }

    static void requireLength(String what, int expected, float[] array) {
        if (array.length != expected) {
            throw new IllegalArgumentException(
                    what + ": length must fit; expected " + expected + " floats, got " + array.length);
        }
    }
}
