package dev.zankyo.backend;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal state and equal batches give equal bits, on one backend with one number of threads. */
abstract class DeterminismContract extends Contract {
    private final Problem problem = Problem.of("determinism", Topology.WHOLE_NETWORK.graph(), 6);

    @ParameterizedTest(name = "threads {0}")
    @ValueSource(ints = {1, 2, 3})
    void samePlan_givesTheSameBits(int threads) {
        try (TrainingPlan plan = problem.compileTraining(backend(), threads)) {
            Outcome first = train(plan);
            for (int repetition = 0; repetition < 3; repetition++) {
                plan.load(problem.state());
                train(plan).assertSame("repetition " + repetition, first);
            }
        }
    }

    @ParameterizedTest(name = "threads {0}")
    @ValueSource(ints = {1, 2, 3})
    void newPlan_givesTheSameBits(int threads) {
        Outcome first = onNewPlan(threads);
        for (int repetition = 0; repetition < 3; repetition++) {
            onNewPlan(threads).assertSame("repetition " + repetition, first);
        }
    }

    @ParameterizedTest(name = "threads {0}")
    @ValueSource(ints = {1, 2, 3})
    void inference_givesTheSameBits(int threads) {
        float[] first = problem.infer(backend(), threads);
        try (InferencePlan plan = problem.compileInference(backend(), threads)) {
            for (int repetition = 0; repetition < 3; repetition++) {
                float[] again = new float[first.length];
                plan.run(problem.inputs(), again);
                Closeness.assertSameBits("repetition " + repetition, first, again);
            }
        }
    }

    private Outcome onNewPlan(int threads) {
        try (TrainingPlan plan = problem.compileTraining(backend(), threads)) {
            return train(plan);
        }
    }

    /** Two steps, so that the update is part of it. */
    private Outcome train(TrainingPlan plan) {
        plan.computeGradients(problem.inputs(), problem.targets());
        plan.update(0.01f);
        return Outcome.of(problem, plan);
    }
}
