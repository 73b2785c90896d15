package dev.zankyo.backend;

import static dev.zankyo.backend.Closeness.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.graph.Graph;
import dev.zankyo.random.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of Adam against the formula of {@link Adam}, in float64, element by element. */
abstract class OptimizerContract extends Contract {
    private static final int STEPS = 5;

    @ParameterizedTest(name = "from step {0}")
    @ValueSource(longs = {0, 1, 9, 1000, 5_000_000_000L})
    void update_matchesFormula(long from) {
        assertUpdates(Adam.KERAS, from);
    }

    @Test
    void update_usesTheConstantsGiven() {
        assertUpdates(new Adam(0.5, 0.75, 0.125), 0);
        assertUpdates(new Adam(0, 0.9, 1e-3), 0);
    }

    /** Checks gradients from 1e-8 to 1e2 on zero parameters; small ones show the position of epsilon. */
    private void assertUpdates(Adam adam, long from) {
        Graph graph = Topology.POOL_DENSE.graph();
        int size = graph.trainableSize();
        CounterRandom random = CounterRandom.of(1).fork("adam");
        double beta1 = adam.beta1();
        double beta2 = adam.beta2();
        double[] w = new double[size];
        double[] m = new double[size];
        double[] v = new double[size];
        TrainingState state = new TrainingState(from, Weights.zeros(graph), new float[size], new float[size]);
        if (from > 0) {
            for (int i = 0; i < size; i++) {
                state.firstMoment()[i] = (float) (1e-3 * random.fork("m").gaussian(i));
                state.secondMoment()[i] = (float) (1e-6 * random.fork("v").uniform(i, 1, 2));
                m[i] = state.firstMoment()[i];
                v[i] = state.secondMoment()[i];
            }
        }
        TrainingSpec spec = new TrainingSpec(2, 2, Precision.FLOAT32, Loss.SOFTMAX_CROSS_ENTROPY, adam);
        try (TrainingPlan plan = backend().compileTraining(graph, spec)) {
            plan.load(state);
            for (long t = from + 1; t <= from + STEPS; t++) {
                float learningRate = 0.01f / (t - from);
                CounterRandom draws = random.fork(t);
                float[] gradients = new float[size];
                for (int i = 0; i < size; i++) {
                    // Each element keeps its sign, so that the moments do not cancel and relative errors are
                    // meaningful.
                    double sign = random.fork("sign").uniform(i) < 0.5 ? -1 : 1;
                    gradients[i] = (float) (sign * draws.uniform(i, 1, 2) * Math.pow(10, i % 11 - 8));
                    if (from > 0) {
                        gradients[i] = Math.copySign(gradients[i], state.firstMoment()[i]);
                    }
                    m[i] += (gradients[i] - m[i]) * (1 - beta1);
                    v[i] += ((double) gradients[i] * gradients[i] - v[i]) * (1 - beta2);
                    double alpha = learningRate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
                    w[i] -= alpha * m[i] / (Math.sqrt(v[i]) + adam.epsilon());
                }
                plan.writeGradients(gradients);
                plan.update(learningRate);
                TrainingState after = plan.snapshot();
                assertEquals(t, after.step(), "step count");
                assertElements("step " + t + ": first moment", m, after.firstMoment());
                assertElements("step " + t + ": second moment", v, after.secondMoment());
                assertElements("step " + t + ": parameters", w, after.weights().parameters());
            }
        }
    }

    @Test
    void gradients_canBeReadAndWritten() {
        Problem problem = Problem.of("written gradients", Topology.POOL_DENSE.graph(), 3);
        try (TrainingPlan plan = problem.compileTraining(backend(), 1)) {
            plan.computeGradients(problem.inputs(), problem.targets());
            float[] written =
                    Problem.gaussians(CounterRandom.of(2), problem.graph().trainableSize());
            plan.writeGradients(written);
            float[] read = new float[written.length];
            plan.readGradients(read);
            assertSameBits("gradients", written, read);
        }
    }

    @Test
    void update_usesTheComputedGradients_andTheWrittenOnes_alike() {
        Problem problem = Problem.of("gradients in two ways", Topology.WHOLE_NETWORK.graph(), 3);
        try (TrainingPlan computed = problem.compileTraining(backend(), 1);
                TrainingPlan written = problem.compileTraining(backend(), 1)) {
            Outcome outcome = Outcome.of(problem, computed);
            computed.update(0.01f);
            written.writeGradients(outcome.gradients());
            written.update(0.01f);
            assertSameBits(
                    "parameters",
                    computed.snapshot().weights().parameters(),
                    written.snapshot().weights().parameters());
        }
    }

    @Test
    void computeGradients_replacesThePreviousOnes_andLeavesTheParameters() {
        Problem problem = Problem.of("gradients twice", Topology.WHOLE_NETWORK.graph(), 3);
        try (TrainingPlan plan = problem.compileTraining(backend(), 2)) {
            Outcome first = Outcome.of(problem, plan);
            Outcome second = Outcome.of(problem, plan);
            assertSameBits("gradients", first.gradients(), second.gradients());
            assertSameBits(
                    "parameters",
                    problem.state().weights().parameters(),
                    second.after().weights().parameters());
        }
    }

    private void assertElements(String what, double[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            double allowed = bounds().update() * Math.abs(expected[i]);
            assertEquals(expected[i], actual[i], allowed, what + " " + i);
        }
    }
}
