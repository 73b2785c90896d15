package dev.zankyo.backend;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that equal states and equal batches give equal bits, on one backend with one number of threads. */
abstract class DeterminismContract extends Contract {

    record Case(Topology network, int threads) {
        Problem problem() {
            return Problem.of("determinism", network.graph(), 6);
        }

        @Override
        public String toString() {
            return network + ", threads " + threads;
        }
    }

    static List<Case> cases() {
        return Stream.of(Topology.WHOLE_NETWORK, Topology.SMALL_NETWORK)
                .flatMap(network -> IntStream.rangeClosed(1, 3).mapToObj(threads -> new Case(network, threads)))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void samePlan_givesTheSameBits(Case c) {
        Problem problem = c.problem();
        try (TrainingPlan plan = problem.compileTraining(backend(), c.threads())) {
            Outcome first = train(problem, plan);
            for (int repetition = 0; repetition < 3; repetition++) {
                plan.load(problem.state());
                train(problem, plan).assertSame("repetition " + repetition, first);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void newPlan_givesTheSameBits(Case c) {
        Outcome first = onNewPlan(c);
        for (int repetition = 0; repetition < 3; repetition++) {
            onNewPlan(c).assertSame("repetition " + repetition, first);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void inference_givesTheSameBits(Case c) {
        Problem problem = c.problem();
        float[] first = problem.infer(backend(), c.threads());
        try (InferencePlan plan = problem.compileInference(backend(), c.threads())) {
            for (int repetition = 0; repetition < 3; repetition++) {
                float[] again = new float[first.length];
                plan.run(problem.inputs(), again);
                Closeness.assertSameBits("repetition " + repetition, first, again);
            }
        }
    }

    private Outcome onNewPlan(Case c) {
        Problem problem = c.problem();
        try (TrainingPlan plan = problem.compileTraining(backend(), c.threads())) {
            return train(problem, plan);
        }
    }

    /** Trains two steps, so that the update is included. */
    private Outcome train(Problem problem, TrainingPlan plan) {
        plan.computeGradients(problem.inputs(), problem.targets());
        plan.update(0.01f);
        return Outcome.of(problem, plan);
    }
}
