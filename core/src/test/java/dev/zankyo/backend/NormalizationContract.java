package dev.zankyo.backend;

import static dev.zankyo.backend.Closeness.assertClose;
import static dev.zankyo.backend.Closeness.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of batch normalization's statistics: which ones are used, how they are updated, and when. */
abstract class NormalizationContract extends Contract {
    @Test
    void movingVariance_isFedTheUnbiasedEstimate() {
        // The batch 1, 3 has mean 2, biased variance 1 and unbiased variance 2.
        float[] moving = statisticsAfter(norm(new Shape(1, 1, 1), 0.5f), new float[] {10, 20}, 2, 1, 3);
        assertArrayEquals(new float[] {0.5f * 10 + 0.5f * 2, 0.5f * 20 + 0.5f * 2}, moving, 1e-5f);
    }

    @Test
    void movingVariance_ofASingleElement_isFedZero() {
        float[] moving = statisticsAfter(norm(new Shape(1, 1, 1), 0.5f), new float[] {10, 20}, 1, 7);
        assertArrayEquals(new float[] {8.5f, 10}, moving, 1e-5f);
    }

    @Test
    void momentum_isTheShareThatStays() {
        float[] moving = statisticsAfter(norm(new Shape(1, 1, 1), 0.75f), new float[] {4, 8}, 2, -1, 1);
        assertArrayEquals(new float[] {3, 6.5f}, moving, 1e-5f);
    }

    @Test
    void momentumZero_keepsNothing() {
        float[] moving = statisticsAfter(norm(new Shape(1, 1, 1), 0), new float[] {4, 8}, 2, -1, 1);
        assertArrayEquals(new float[] {0, 2}, moving, 1e-6f);
    }

    @Test
    void movingStatistics_moveAtEveryStep() {
        Graph graph = norm(new Shape(1, 1, 1), 0.5f);
        try (TrainingPlan plan = compile(graph, 2, new float[] {0, 0})) {
            for (float shift : new float[] {0, 4}) {
                plan.computeGradients(new float[] {1 + shift, 3 + shift}, new float[2]);
            }
            // Means 2 and 6, unbiased variances 2 and 2.
            assertArrayEquals(
                    new float[] {0.5f * 1 + 3, 1.5f}, plan.snapshot().weights().movingStatistics(), 1e-5f);
        }
    }

    @Test
    void forward_movesTheStatisticsAsAStepDoes_butNotTheParameters() {
        Problem problem = Problem.of("statistics of a forward pass", Topology.WHOLE_NETWORK.graph(), 4);
        Outcome step = Outcome.of(problem, backend(), 2);
        try (TrainingPlan plan = problem.compileTraining(backend(), 2)) {
            float loss = plan.forward(problem.inputs(), problem.targets());
            TrainingState after = plan.snapshot();
            assertSameBits(
                    "parameters",
                    problem.state().weights().parameters(),
                    after.weights().parameters());
            assertClose(
                    "statistic",
                    problem.graph().movingStatistics(),
                    step.after().weights().movingStatistics(),
                    after.weights().movingStatistics(),
                    bounds().tensor(),
                    bounds().leastShare());
            assertEquals(step.loss(), loss, bounds().loss() * Math.abs(step.loss()));
            assertEquals(0, after.step());
        }
    }

    @Test
    void training_normalisesWithTheBatch_notWithTheMovingStatistics() {
        Problem problem = Problem.of("absurd moving statistics", Topology.CONV_BATCHNORM_RELU.graph(), 3);
        Outcome sane = Outcome.of(problem, backend(), 1);
        Arrays.fill(problem.state().weights().movingStatistics(), 1e6f);
        Outcome absurd = Outcome.of(problem, backend(), 1);
        assertSameBits("outputs", sane.outputs(), absurd.outputs());
        assertSameBits("gradients", sane.gradients(), absurd.gradients());
    }

    @Test
    void inference_ofASample_doesNotDependOnTheRestOfItsBatch() {
        Problem problem = Problem.of("batch mates", Topology.WHOLE_NETWORK.graph(), 4);
        float[] together = problem.infer(backend(), 2);
        int sample = problem.graph().input().shape().size();
        float[] changed = problem.inputs().clone();
        for (int i = sample; i < changed.length; i++) {
            changed[i] = 100 - changed[i];
        }
        int classes = problem.graph().output().shape().size();
        float[] outputs = new float[problem.outputSize()];
        try (InferencePlan plan = problem.compileInference(backend(), 2)) {
            plan.run(changed, outputs);
        }
        assertSameBits("the first sample", Arrays.copyOf(together, classes), Arrays.copyOf(outputs, classes));
        assertFalse(Arrays.equals(together, outputs), "the other samples did change");
    }

    @Test
    void inference_usesTheStatisticsLoadedLast() {
        Problem problem = Problem.of("reloaded statistics", Topology.CONV_BATCHNORM_RELU_TWICE.graph(), 2);
        float[] outputs = new float[problem.outputSize()];
        try (InferencePlan plan = problem.compileInference(backend(), 1)) {
            plan.run(problem.inputs(), outputs);
            float[] statistics = problem.state().weights().movingStatistics();
            for (int i = 0; i < statistics.length; i++) {
                statistics[i] = 2 * statistics[i] * statistics[i] + 0.25f;
            }
            plan.load(problem.state().weights());
            plan.run(problem.inputs(), outputs);
        }
        problem.assertOutputs(problem.infer(new ReferenceBackend(), 1), outputs, bounds());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void constantChannel_becomesBeta(int batch) {
        Graph graph = norm(new Shape(3, 2, 2), 0.9f);
        Weights weights = new Weights(new float[] {3, 2, 0.5f, -0.25f}, new float[4]);
        try (TrainingPlan plan = backend().compileTraining(graph, innerProduct(batch))) {
            plan.load(TrainingState.initial(weights));
            float[] inputs = new float[batch * 12];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = i % 2 == 0 ? 4 : -8;
            }
            plan.computeGradients(inputs, new float[batch * 12]);
            float[] outputs = new float[batch * 12];
            plan.readOutputs(outputs);
            for (int i = 0; i < outputs.length; i++) {
                assertEquals(i % 2 == 0 ? 0.5f : -0.25f, outputs[i], 1e-5f);
            }
        }
    }

    /** Checks small variances, for which epsilon dominates. */
    @ParameterizedTest(name = "mean {0}, deviation {1}, epsilon {2}")
    @CsvSource({"0, 0.01, 1e-3", "0, 1, 1e-3", "-7, 3, 1e-3", "5, 1, 1e-5", "0, 1000, 1e-3", "0, 0.01, 0.5"})
    void offsetsAndScales_matchReference(double mean, double deviation, float epsilon) {
        var builder = new GraphBuilder(new Shape(5, 13, 6));
        Graph graph = builder.build(builder.batchNorm("bn", builder.input(), 0.9f, epsilon));
        Problem problem = Problem.of("offset " + mean + " " + deviation + " " + epsilon, graph, 4);
        for (int i = 0; i < problem.inputs().length; i++) {
            problem.inputs()[i] = (float) (mean + deviation * problem.inputs()[i]);
        }
        Outcome expected = Outcome.of(problem, new ReferenceBackend(), 1);
        Outcome.of(problem, backend(), 2).assertMatches(problem, expected, bounds());
    }

    private float[] statisticsAfter(Graph graph, float[] statistics, int batch, float... inputs) {
        try (TrainingPlan plan = compile(graph, batch, statistics)) {
            plan.computeGradients(inputs, new float[inputs.length]);
            return plan.snapshot().weights().movingStatistics();
        }
    }

    private TrainingPlan compile(Graph graph, int batch, float[] statistics) {
        TrainingPlan plan = backend().compileTraining(graph, innerProduct(batch));
        plan.load(TrainingState.initial(new Weights(new float[] {1, 0}, statistics)));
        return plan;
    }

    private static TrainingSpec innerProduct(int batch) {
        return TrainingSpec.of(batch, 1).withLoss(Loss.INNER_PRODUCT);
    }

    private static Graph norm(Shape shape, float momentum) {
        var builder = new GraphBuilder(shape);
        Node x = builder.input();
        return builder.build(builder.batchNorm("bn", x, momentum, 1e-3f));
    }
}
