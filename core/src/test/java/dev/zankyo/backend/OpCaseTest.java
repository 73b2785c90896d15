package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpCaseTest {
    /** The largest integer up to which float32 is exact. */
    private static final float EXACT = 1 << 24;

    @Test
    void cases_areMany_differ_andReproduceFromTheirText() {
        List<OpCase> all = OpCase.all();
        assertTrue(all.size() >= 200, all.size() + " cases");
        assertEquals(all.size(), all.stream().map(OpCase::toString).distinct().count());
        for (OpCase opCase : all) {
            assertEquals(opCase, OpCase.parse(opCase.toString()));
        }
    }

    @Test
    void parse_readsEveryField() {
        assertEquals(OpCase.conv2d(16, 32, 20, 50, 3, 1, 2, 4), OpCase.parse("conv2d ic16 oc32 h20w50 k3x1s2 n4"));
        assertEquals(OpCase.dense(256, 8, 1, 1, 3), OpCase.parse("dense ic256 oc8 h1w1 n3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "conv2d", "conv3d ic1 oc1 h1w1 k1x1s1 n1", "relu n3 ic1 h1w1", "relu ic1 h1w1 n1 z"})
    void parse_refusesOtherText(String text) {
        assertThrows(IllegalArgumentException.class, () -> OpCase.parse(text));
    }

    static Stream<Problem> exactProblems() {
        Stream<Problem> operations =
                OpCase.ofThisTier().stream().flatMap(c -> Stream.of(c.problem(), c.problemBehindProbe()));
        Stream<Problem> graphs = GraphContract.cases().stream().map(GraphContract.Case::problem);
        return Stream.concat(operations, graphs).filter(Problem::exact);
    }

    /**
     * Checks that all partial sums are exact: with positive numbers, the result bounds every partial sum in any order.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("exactProblems")
    void exactProblem_hasNoSumBeyondFloat32(Problem problem) {
        Weights weights = new Weights(absolute(problem.state().weights().parameters()), new float[0]);
        Problem positive = new Problem(
                problem.name(),
                problem.graph(),
                problem.batch(),
                TrainingState.initial(weights),
                absolute(problem.inputs()),
                absolute(problem.targets()),
                true);
        Outcome outcome = Outcome.of(positive, new ReferenceBackend(), 1);
        for (float[] values : List.of(outcome.outputs(), outcome.gradients())) {
            for (float value : values) {
                assertTrue(value < EXACT, problem.name() + ": " + value);
            }
        }
        assertFalse(allZero(outcome.outputs(), 0, outcome.outputs().length), "there is something to compare");
        for (Parameter p : problem.graph().trainable()) {
            assertFalse(
                    allZero(outcome.gradients(), p.offset(), p.end()), "there is something to compare: " + p.name());
        }
    }

    private static boolean allZero(float[] values, int from, int to) {
        return Arrays.equals(values, from, to, new float[to - from], 0, to - from);
    }

    private static float[] absolute(float[] values) {
        float[] positive = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            positive[i] = Math.abs(values[i]);
        }
        return positive;
    }
}
