package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchNormStatisticsTest {
    private static final int[] ORDER = {3, 0, 8, 10, 5, 1, 9, 2, 7, 4, 6};
    private static final Dataset ROWS = Toy.rows(11, 5);

    /** Returns a graph whose normalization reads the input, so that its statistics are the rows'. */
    private static Graph graph() {
        var builder = new GraphBuilder(new Shape(4, 6, 1));
        var x = builder.batchNorm("bn", builder.input(), 0.99f, 1e-3f);
        return builder.build(builder.dense("dense", builder.globalAveragePool("pool", x), 3));
    }

    @Test
    void recompute_ofUnevenBatches_isTheirMeanWeightedByRows() {
        Graph graph = graph();
        Weights weights = Weights.zeros(graph);
        weights.movingStatistics()[0] = 99; // the previous statistics must not matter
        var backend = new RecordingBackend();
        var source = new BatchSource(ROWS, Standardization.NONE, Toy.RECIPE.withBatchSize(4));
        Weights exact = BatchNormStatistics.recompute(
                backend, TrainingSpec.of(4, 1), graph, weights, source, source.pass(ORDER));

        double mean = 0;
        double variance = 0;
        for (int[] batch : new int[][] {{3, 0, 8, 10}, {5, 1, 9, 2}, {7, 4, 6}}) {
            float[] values = ROWS.select(batch).values();
            double batchMean = 0;
            for (float value : values) {
                batchMean += value / values.length;
            }
            double squares = 0;
            for (float value : values) {
                squares += (value - batchMean) * (value - batchMean);
            }
            mean += batchMean * batch.length / 11;
            variance += squares / (values.length - 1) * batch.length / 11;
        }
        assertArrayEquals(new float[] {(float) mean, (float) variance}, exact.movingStatistics(), 1e-6f);
        assertSame(weights.parameters(), exact.parameters());
        assertEquals(99, weights.movingStatistics()[0], "the weights given are left as they are");
        assertEquals(0, backend.openPlans);
    }

    @Test
    void recompute_ofASortedOrder_wouldMissTheVarianceBetweenClasses() {
        int[] sorted = new int[11];
        Arrays.setAll(sorted, i -> i);
        float[] values = ROWS.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += 10 * ROWS.labels()[i / 24];
        }
        Dataset apart = new Dataset(ROWS.classes(), ROWS.labels(), values, 4, 6);
        var source = new BatchSource(apart, Standardization.NONE, Toy.RECIPE.withBatchSize(4));
        TrainingSpec spec = TrainingSpec.of(4, 1);
        Graph graph = graph();
        Weights zeros = Weights.zeros(graph);
        float ofSorted = BatchNormStatistics.recompute(
                        new RecordingBackend(), spec, graph, zeros, source, source.pass(sorted))
                .movingStatistics()[1];
        float ofMixed = BatchNormStatistics.recompute(
                        new RecordingBackend(), spec, graph, zeros, source, source.pass(ORDER))
                .movingStatistics()[1];
        assertTrue(ofMixed > 3 * ofSorted, () -> ofMixed + " against " + ofSorted);
    }
}
