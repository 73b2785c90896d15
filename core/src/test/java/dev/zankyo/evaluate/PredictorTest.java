package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.BlockingBackend;
import dev.zankyo.Prediction;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.data.Standardized;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Shape;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PredictorTest {
    private static final List<String> CLASSES = List.of("bell", "clap", "whistle");
    private static final Standardization STANDARDIZATION = new Standardization(2, 4);

    /** Returns a predictor whose logits are the three standardized values of a row. */
    private static Predictor copying() {
        return copying(new ReferenceBackend());
    }

    private static Predictor copying(ComputeBackend backend) {
        var builder = new GraphBuilder(new Shape(1, 3, 1));
        Graph graph = builder.build(builder.dense("dense", builder.input(), 3));
        Weights weights = Weights.zeros(graph);
        for (int i = 0; i < 3; i++) {
            weights.parameters()[i * 4] = 1; // the identity, 3 x 3; the bias stays 0
        }
        var predictor = new Predictor(backend, 1, Precision.FLOAT32, graph, STANDARDIZATION);
        predictor.load(weights);
        return predictor;
    }

    private static Dataset rows(int count) {
        CounterRandom random = CounterRandom.of(4);
        float[] values = new float[count * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.gaussian(i);
        }
        return new Dataset(CLASSES, new int[count], values, 1, 3);
    }

    @Test
    void logits_ofAnyNumberOfRows_areThoseOfEachRow() {
        try (Predictor predictor = copying()) {
            for (int count : new int[] {0, 1, 15, 16, 17, 37}) {
                Dataset rows = rows(count);
                assertArrayEquals(
                        Standardized.copy(rows, STANDARDIZATION).values(), predictor.logits(rows), "rows: " + count);
            }
        }
    }

    @Test
    void predict_ofRows_sumToOneAndFollowTheLogits() {
        try (Predictor predictor = copying()) {
            Dataset rows = rows(20);
            float[] values = rows.values();
            List<Prediction> predictions = predictor.predict(rows);
            assertEquals(20, predictions.size());
            for (int row = 0; row < 20; row++) {
                double[] probabilities = predictions.get(row).probabilities();
                assertEquals(1, Arrays.stream(probabilities).sum(), 1e-12);
                double ratio = Math.exp((values[row * 3] - values[row * 3 + 1]) / 4);
                assertEquals(ratio, probabilities[0] / probabilities[1], 1e-6);
            }
        }
    }

    @Test
    void evaluate_ofLabelledRows_comparesWithTheLabels() {
        try (Predictor predictor = copying()) {
            var rows = new Dataset(CLASSES, new int[] {1, 2}, new float[] {0, 9, 0, 9, 0, 0}, 1, 3);
            assertEquals(0.5, predictor.evaluate(rows).accuracy());
        }
    }

    @Test
    void rows_ofAnotherSize_areRefused() {
        try (Predictor predictor = copying()) {
            var wide = new Dataset(CLASSES, new int[1], new float[4], 1, 4);
            assertThrows(IllegalArgumentException.class, () -> predictor.logits(wide));
        }
    }

    @Test
    void evaluate_batchByBatch_isTheEvaluationOfAllLogits() {
        try (Predictor predictor = copying()) {
            for (int count : new int[] {1, 16, 37}) {
                Dataset rows = rows(count);
                Evaluation expected = Evaluation.of(rows, predictor.logits(rows));
                Evaluation actual = predictor.evaluate(rows);
                assertEquals(expected.loss(), actual.loss());
                assertEquals(expected.toText(), actual.toText());
            }
        }
    }

    @Test
    void evaluate_ofRowsOfOtherClasses_isRefused() {
        try (Predictor predictor = copying()) {
            var rows = new Dataset(List.of("bell", "clap"), new int[1], new float[3], 1, 3);
            assertThrows(IllegalArgumentException.class, () -> predictor.evaluate(rows));
        }
    }

    @Test
    void predictor_usedByTwoThreadsAtOnce_refusesTheSecond() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor();
                var backend = new BlockingBackend(new ReferenceBackend());
                Predictor predictor = copying(backend)) {
            Future<float[]> logits = other.submit(() -> predictor.logits(rows(1)));
            backend.awaitRun();
            for (Executable call : List.<Executable>of(
                    () -> predictor.logits(rows(1)),
                    () -> predictor.predict(rows(1)),
                    () -> predictor.evaluate(rows(1)))) {
                String message = assertThrows(ConcurrentModificationException.class, call)
                        .getMessage();
                assertEquals(
                        "predictor: must be used by one thread at a time; got a second (make one for each thread, or"
                                + " use SoundClassifier)",
                        message);
            }
            backend.release();
            float[] expected = logits.get();
            assertArrayEquals(expected, predictor.logits(rows(1)));
        }
    }

    @Test
    void predictor_afterClose_refuses() {
        Predictor predictor = copying();
        predictor.close();
        assertThrows(IllegalStateException.class, () -> predictor.logits(rows(1)));
    }
}
