package dev.zankyo.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InPrecision;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.golden.GoldenResNet.Gradient;
import dev.zankyo.golden.GoldenResNet.Statistic;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests of the complete original network on a backend, against PyTorch's numbers and the float64 reference. A test
 * implements one method, as in {@link dev.zankyo.backend.ComputeBackendContract}. Run that kit first, because its
 * failures are easier to locate.
 *
 * <p>Rounding errors grow with every step, by orders of magnitude where they move a ReLU to its other side. PyTorch's
 * own float32 losses differ by 1e-7 at step 0 and by up to 3e-4 within ten steps.
 */
public abstract class ResNetContract {
    private static final int THREADS = 2;

    /**
     * The maximum errors of a precision.
     *
     * @param firstLoss relative error of the first loss
     * @param laterLosses relative error of later losses
     * @param gradient length of a gradient's error divided by the gradient's length; PyTorch's own float32 reaches 2e-6
     * @param logits error relative to the largest logit
     */
    private record Bounds(double firstLoss, double laterLosses, double gradient, double logits) {
        static Bounds of(Precision precision) {
            return switch (precision) {
                case FLOAT32 -> new Bounds(1e-5, 1e-2, 1e-4, 1e-4);
                case BFLOAT16 -> new Bounds(1e-2, 5e-2, 0.5, 2e-2);
            };
        }
    }

    private final GoldenResNet golden = GoldenResNet.read();
    private final Graph graph = GoldenResNet.graph();

    /** Returns the backend under test; it must be available here. */
    protected abstract ComputeBackend backend();

    /** Returns the precision to test; float32 unless overridden. */
    protected Precision precision() {
        return Precision.FLOAT32;
    }

    private ComputeBackend subject() {
        return new InPrecision(backend(), precision());
    }

    private Bounds bounds() {
        return Bounds.of(precision());
    }

    @Test
    void tenLosses_followPyTorch() {
        try (TrainingPlan plan = compile()) {
            for (int step = 0; step < golden.losses().length; step++) {
                double expected = golden.losses()[step];
                float loss = plan.computeGradients(golden.inputs(step), targets(step));
                double bound = step == 0 ? bounds().firstLoss() : bounds().laterLosses();
                assertEquals(expected, loss, bound * expected, "loss of step " + step);
                plan.update((float) golden.learningRate());
            }
        }
    }

    @Test
    void firstGradients_matchPyTorch() {
        float[] gradients = firstGradients(subject());
        for (int k = 0; k < graph.trainable().size(); k++) {
            Gradient expected = golden.tensors().get(k);
            if (!expected.redundant()) {
                Parameter p = graph.trainable().get(k);
                assertGradient(k, expected, Arrays.copyOfRange(gradients, p.offset(), p.end()));
            }
        }
    }

    private void assertGradient(int k, Gradient expected, float[] gradient) {
        double sum = 0;
        double squares = 0;
        double projection = 0;
        for (int j = 0; j < gradient.length; j++) {
            sum += gradient[j];
            squares += (double) gradient[j] * gradient[j];
            projection += gradient[j] * (double) GoldenResNet.r(2000 + k, j);
        }
        double allowed = bounds().gradient() * expected.gradientL2();
        assertEquals(expected.gradientL2(), Math.sqrt(squares), allowed, expected.name() + ": length");
        assertEquals(expected.gradientProjection(), projection, allowed, expected.name() + ": projection");
        double allowedSum = allowed * Math.sqrt(gradient.length);
        assertEquals(expected.gradientSum(), sum, allowedSum, expected.name() + ": sum");
        for (int j = 0; j < expected.gradientFirst().length; j++) {
            assertEquals(expected.gradientFirst()[j], gradient[j], allowed, expected.name() + ": element " + j);
        }
    }

    @Test
    void firstGradients_matchTheReference() {
        float[] expected = firstGradients(new ReferenceBackend());
        float[] actual = firstGradients(subject());
        for (Gradient tensor : golden.tensors()) {
            Parameter p = parameter(graph.trainable(), tensor.name());
            double error = 0;
            double length = 0;
            for (int i = p.offset(); i < p.end(); i++) {
                error += Math.pow(actual[i] - (double) expected[i], 2);
                length += (double) expected[i] * expected[i];
            }
            // Redundant gradients are zero except for rounding: they are compared with a gradient of ordinary size.
            double allowed =
                    bounds().gradient() * bounds().gradient() * (tensor.redundant() ? 1e-4 * p.size() : length);
            assertTrue(
                    error <= allowed, tensor.name() + ": squared error must be at most " + allowed + "; got " + error);
        }
    }

    @Test
    void firstLogits_matchPyTorch() {
        float[] logits = new float[golden.batch() * GoldenResNet.CLASSES];
        try (TrainingPlan plan = compile()) {
            plan.forward(golden.inputs(0), targets(0));
            plan.readOutputs(logits);
        }
        assertLogits(golden.logits(), logits);
    }

    @Test
    void firstStatistics_andInferenceWithThem_matchPyTorch() {
        Weights weights;
        try (TrainingPlan plan = compile()) {
            plan.forward(golden.inputs(0), targets(0));
            weights = plan.snapshot().weights();
        }
        for (Statistic expected : golden.movingStatistics()) {
            Parameter p = parameter(graph.movingStatistics(), expected.name());
            double squares = 0;
            for (int i = p.offset(); i < p.end(); i++) {
                squares += Math.pow(weights.movingStatistics()[i], 2);
            }
            assertEquals(expected.l2(), Math.sqrt(squares), bounds().logits() * expected.l2(), p.name() + ": length");
            for (int j = 0; j < expected.first().length; j++) {
                float actual = weights.movingStatistics()[p.offset() + j];
                assertEquals(
                        expected.first()[j], actual, bounds().logits() * expected.l2(), p.name() + ": element " + j);
            }
        }
        assertLogits(
                golden.evaluationLogitsStep0(), infer(subject(), graph, weights, golden.batch(), golden.inputs(0)));
    }

    @Test
    void oneEpoch_hasTheReferencesMeanLoss_andItsModelInfersAsOnTheReference() {
        double[] losses;
        Weights trained;
        try (TrainingPlan plan = ResNetRun.compile(subject(), THREADS)) {
            losses = ResNetRun.train(plan);
            trained = plan.snapshot().weights();
        }
        double[] expected = ResNetRun.referenceLosses();
        assertEquals(expected[0], losses[0], bounds().firstLoss() * expected[0], "loss of step 0");
        assertEquals(
                mean(expected), mean(losses), bounds().laterLosses(), "mean loss of " + ResNetRun.STEPS + " steps");

        float[] inputs = Arrays.copyOf(ResNetRun.inputs(ResNetRun.STEPS), 4 * 1000);
        float[] logits = infer(new ReferenceBackend(), ResNetRun.graph(), trained, 4, inputs);
        double[][] rows = new double[4][GoldenResNet.CLASSES];
        for (int i = 0; i < logits.length; i++) {
            rows[i / GoldenResNet.CLASSES][i % GoldenResNet.CLASSES] = logits[i];
        }
        assertLogits(rows, infer(subject(), ResNetRun.graph(), trained, 4, inputs));
    }

    private TrainingPlan compile() {
        return compile(subject());
    }

    private TrainingPlan compile(ComputeBackend backend) {
        TrainingPlan plan = backend.compileTraining(graph, TrainingSpec.of(golden.batch(), THREADS));
        plan.load(GoldenResNet.initialState(graph));
        return plan;
    }

    private float[] firstGradients(ComputeBackend backend) {
        float[] gradients = new float[graph.trainableSize()];
        try (TrainingPlan plan = compile(backend)) {
            plan.computeGradients(golden.inputs(0), targets(0));
            plan.readGradients(gradients);
        }
        return gradients;
    }

    private float[] targets(int step) {
        double[] targets = golden.targets(step);
        float[] rounded = new float[targets.length];
        for (int i = 0; i < targets.length; i++) {
            rounded[i] = (float) targets[i];
        }
        return rounded;
    }

    private static float[] infer(ComputeBackend backend, Graph graph, Weights weights, int batch, float[] inputs) {
        float[] logits = new float[batch * GoldenResNet.CLASSES];
        try (InferencePlan plan = backend.compileInference(graph, InferenceSpec.of(batch, THREADS))) {
            plan.load(weights);
            plan.run(inputs, logits);
        }
        return logits;
    }

    private void assertLogits(double[][] expected, float[] actual) {
        double largest = 0;
        for (double[] row : expected) {
            for (double logit : row) {
                largest = Math.max(largest, Math.abs(logit));
            }
        }
        for (int i = 0; i < actual.length; i++) {
            double logit = expected[i / GoldenResNet.CLASSES][i % GoldenResNet.CLASSES];
            assertEquals(logit, actual[i], bounds().logits() * largest, "logit " + i);
        }
    }

    private static Parameter parameter(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
