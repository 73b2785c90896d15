package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Op;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of every operation at every size of {@link OpCase#ofThisTier}, forward and backward, against the reference. */
abstract class OperationContract extends Contract {
    private static final int THREADS = 2;

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.zankyo.backend.OpCase#ofThisTier")
    void inferenceOutput_matchesReference(OpCase opCase) {
        Problem problem = opCase.problem().in(precision());
        float[] expected = problem.infer(new ReferenceBackend(), 1);
        problem.assertOutputs(expected, problem.infer(backend(), THREADS), bounds());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.zankyo.backend.OpCase#ofThisTier")
    void training_matchesReference(OpCase opCase) {
        assertMatches(opCase.problem().in(precision()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.zankyo.backend.OpCase#ofThisTier")
    void dataGradient_matchesReference(OpCase opCase) {
        assertMatches(opCase.problemBehindProbe().in(precision()));
    }

    @Test
    void everyOp_isExercised() {
        Set<Class<?>> exercised = new HashSet<>();
        for (OpCase opCase : OpCase.ofThisTier()) {
            opCase.graph().nodes().forEach(node -> exercised.add(node.op().getClass()));
        }
        assertEquals(Set.of(Op.class.getPermittedSubclasses()), exercised);
    }

    private void assertMatches(Problem problem) {
        Outcome expected = Outcome.of(problem, new ReferenceBackend(), 1);
        Outcome.of(problem, backend(), THREADS).assertMatches(problem, expected, bounds());
    }
}
