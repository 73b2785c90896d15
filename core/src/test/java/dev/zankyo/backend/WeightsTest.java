package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.graph.Graph;
import org.junit.jupiter.api.Test;

class WeightsTest {
    private final Graph graph = Topology.CONV_BATCHNORM.graph();

    @Test
    void zeros_fitTheirGraph() {
        assertDoesNotThrow(() -> TrainingState.initial(Weights.zeros(graph)).requireFits(graph));
    }

    @Test
    void otherSizes_doNotFit() {
        int p = graph.trainableSize();
        int s = graph.movingStatisticsSize();
        assertMisfit(
                "parameters",
                new TrainingState(0, new Weights(new float[p + 1], new float[s]), new float[p], new float[p]));
        assertMisfit(
                "moving statistics",
                new TrainingState(0, new Weights(new float[p], new float[0]), new float[p], new float[p]));
        assertMisfit(
                "first moment",
                new TrainingState(0, new Weights(new float[p], new float[s]), new float[0], new float[p]));
        assertMisfit(
                "second moment",
                new TrainingState(0, new Weights(new float[p], new float[s]), new float[p], new float[1]));
        assertMisfit(
                "step", new TrainingState(-1, new Weights(new float[p], new float[s]), new float[p], new float[p]));
    }

    @Test
    void copy_isIndependent() {
        Weights weights = Weights.zeros(graph);
        Weights copy = weights.copy();
        copy.parameters()[0] = 1;
        copy.movingStatistics()[0] = 1;
        assertEquals(0, weights.parameters()[0]);
        assertEquals(0, weights.movingStatistics()[0]);
    }

    private void assertMisfit(String what, TrainingState state) {
        String message = assertThrows(IllegalArgumentException.class, () -> state.requireFits(graph))
                .getMessage();
        assertEquals(what, message.substring(0, message.indexOf(':')));
    }
}
