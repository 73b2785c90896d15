package example;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;

/** The parameters, their gradients and the moving statistics, in the canonical order of {@link Graph}. */
final class State {
    final float[] parameters;
    final float[] gradients;
    final float[] statistics;

    State(Graph graph) {
        parameters = new float[graph.trainableSize()];
        gradients = new float[graph.trainableSize()];
        statistics = new float[graph.movingStatisticsSize()];
    }

    void load(Weights weights) {
        System.arraycopy(weights.parameters(), 0, parameters, 0, parameters.length);
        System.arraycopy(weights.movingStatistics(), 0, statistics, 0, statistics.length);
    }

    Weights copy() {
        return new Weights(parameters.clone(), statistics.clone());
    }
}
