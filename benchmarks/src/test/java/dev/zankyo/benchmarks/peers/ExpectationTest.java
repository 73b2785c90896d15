package dev.zankyo.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Weights;
import dev.zankyo.model.WeightInitializer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationTest {
    private static final Case TRAINING = new Case(Case.Mode.TRAINING, 2, 1, Case.FLOAT32);
    private static final Case INFERENCE = new Case(Case.Mode.INFERENCE, 2, 1, Case.FLOAT32);
    private static final Problem PROBLEM = new Problem();
    private static final Contestant OURS = ZankyoContestant.of("java");

    private static Expectation expectation;

    @BeforeAll
    static void compute() {
        expectation = Expectation.of(PROBLEM, Set.of(TRAINING, INFERENCE));
    }

    @Test
    void check_ourOwn_passes() {
        try (var training = OURS.training(PROBLEM.graph(), PROBLEM.initialWeights(), TRAINING);
                var inference = OURS.inference(PROBLEM.graph(), expectation.trainedWeights(PROBLEM), INFERENCE)) {
            assertDoesNotThrow(() -> expectation.check(PROBLEM, TRAINING, training));
            assertDoesNotThrow(() -> expectation.check(PROBLEM, INFERENCE, inference));
        }
    }

    @Test
    void check_trainingThatSkipsTheUpdate_fails() {
        try (var training = OURS.training(PROBLEM.graph(), PROBLEM.initialWeights(), TRAINING)) {
            var still = new Contestant.Training() {
                @Override
                public float step(float[] inputs, float[] targets, float learningRate) {
                    return training.step(inputs, targets, 0);
                }

                @Override
                public void close() {}
            };
            var thrown = assertThrows(IllegalStateException.class, () -> expectation.check(PROBLEM, TRAINING, still));
            assertTrue(thrown.getMessage().contains("loss of step 2"), thrown.getMessage());
        }
    }

    @Test
    void check_otherWeights_fails() {
        Weights other = WeightInitializer.initialize(PROBLEM.graph(), 2);
        Weights weights = new Weights(
                other.parameters(), expectation.trainedWeights(PROBLEM).movingStatistics());
        try (var inference = OURS.inference(PROBLEM.graph(), weights, INFERENCE)) {
            assertThrows(IllegalStateException.class, () -> expectation.check(PROBLEM, INFERENCE, inference));
        }
    }

    @Test
    void check_logitsThatAreNoNumbers_fails() {
        Contestant.Inference broken = new Contestant.Inference() {
            @Override
            public void run(float[] inputs, float[] logits) {
                Arrays.fill(logits, Float.NaN);
            }

            @Override
            public void close() {}
        };
        assertThrows(IllegalStateException.class, () -> expectation.check(PROBLEM, INFERENCE, broken));
    }

    @Test
    void file_readsAsWritten(@TempDir Path folder) {
        Path file = folder.resolve("expectation.safetensors");
        expectation.write(file);
        var read = Expectation.read(file).vectors();
        assertEquals(expectation.vectors().keySet(), read.keySet());
        expectation.vectors().forEach((name, values) -> assertArrayEquals(values, read.get(name), name));
    }
}
