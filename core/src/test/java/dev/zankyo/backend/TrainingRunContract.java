package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Graph;
import dev.zankyo.random.CounterRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a small residual network trained for ten steps has the reference's losses. */
abstract class TrainingRunContract extends Contract {
    private static final int STEPS = 10;
    private static final int BATCH = 8;
    private static final float LEARNING_RATE = 0.003f;

    @ParameterizedTest(name = "threads {0}")
    @ValueSource(ints = {1, 2, 3})
    void tenSteps_followTheReference(int threads) {
        double[] expected = losses(new ReferenceBackend(), 1);
        double[] actual = losses(backend(), threads);
        for (int step = 0; step < STEPS; step++) {
            assertEquals(expected[step], actual[step], bounds().run() * expected[step], "loss of step " + step);
        }
        assertTrue(expected[STEPS - 1] < 0.8 * expected[0], "the reference learns");
    }

    private static double[] losses(ComputeBackend backend, int threads) {
        Graph graph = Topology.WHOLE_NETWORK.graph();
        CounterRandom random = CounterRandom.of(1).fork("ten steps");
        int classes = graph.output().shape().size();
        double[] losses = new double[STEPS];
        try (TrainingPlan plan = backend.compileTraining(graph, TrainingSpec.of(BATCH, threads))) {
            plan.load(Problem.realState(graph, random));
            for (int step = 0; step < STEPS; step++) {
                // The class is the level of the sample, so it can be learned.
                float[] inputs = Problem.gaussians(
                        random.fork(step % 3), BATCH * graph.input().shape().size());
                float[] targets = new float[BATCH * classes];
                for (int i = 0; i < inputs.length; i++) {
                    inputs[i] += i / graph.input().shape().size() % classes;
                }
                for (int n = 0; n < BATCH; n++) {
                    targets[n * classes + n % classes] = 1;
                }
                losses[step] = plan.computeGradients(inputs, targets);
                plan.update(LEARNING_RATE);
            }
        }
        return losses;
    }
}
