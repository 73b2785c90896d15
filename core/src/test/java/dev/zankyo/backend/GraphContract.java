package dev.zankyo.backend;

import dev.zankyo.backend.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of every {@link Topology} at several batch sizes and numbers of threads, against the reference. */
abstract class GraphContract extends Contract {
    record Case(Topology topology, int batch, int threads) {
        Problem problem() {
            return Problem.of(topology + " n" + batch, topology.graph(), batch);
        }

        @Override
        public String toString() {
            return topology + " n" + batch + " threads" + threads;
        }
    }

    /** Returns batch sizes below, equal to and above the number of threads, and sizes that it does not divide. */
    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Topology topology : Topology.values()) {
            cases.add(new Case(topology, 1, 2));
            cases.add(new Case(topology, 3, 1));
            cases.add(new Case(topology, 4, 2));
            cases.add(new Case(topology, 7, 3));
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void training_matchesReference(Case graphCase) {
        Problem problem = graphCase.problem().in(precision());
        Outcome expected = Outcome.of(problem, new ReferenceBackend(), 1);
        Outcome.of(problem, backend(), graphCase.threads()).assertMatches(problem, expected, bounds().ofGraphs());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void inference_matchesReference(Case graphCase) {
        Problem problem = graphCase.problem().in(precision());
        float[] expected = problem.infer(new ReferenceBackend(), 1);
        problem.assertOutputs(expected, problem.infer(backend(), graphCase.threads()), bounds());
    }
}
