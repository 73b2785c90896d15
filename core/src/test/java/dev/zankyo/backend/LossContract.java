package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of softmax cross-entropy against its formula, with logits that overflow a naive exponential. */
abstract class LossContract extends Contract {
    /** A case with logits up to {@code scale}. The inputs are the logits: the graph only adds a bias of zero. */
    record Case(int batch, int classes, double scale, boolean soft) {
        float[] logits() {
            float[] z = Problem.gaussians(random().fork("logits"), batch * classes);
            float largest = 0;
            for (float x : z) {
                largest = Math.max(largest, Math.abs(x));
            }
            for (int i = 0; i < z.length; i++) {
                z[i] *= (float) (scale / largest);
            }
            return z;
        }

        float[] targets() {
            float[] t = new float[batch * classes];
            for (int n = 0; n < batch; n++) {
                int label = random().fork("labels").below(n, classes);
                float smoothing = soft ? 0.25f : 0;
                for (int k = 0; k < classes; k++) {
                    t[n * classes + k] = smoothing / classes + (k == label ? 1 - smoothing : 0);
                }
            }
            return t;
        }

        private CounterRandom random() {
            return CounterRandom.of(1).fork(toString());
        }

        @Override
        public String toString() {
            return "softmax k" + classes + " scale" + scale + (soft ? " soft" : " hard") + " n" + batch;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (boolean soft : List.of(false, true)) {
            for (double scale : List.of(1.0, 80.0, 100.0, 1000.0)) {
                cases.add(new Case(1, 8, scale, soft));
                cases.add(new Case(16, 8, scale, soft));
                cases.add(new Case(5, 2, scale, soft));
            }
            cases.add(new Case(3, 1, 1, soft));
            cases.add(new Case(3, 257, 5, soft));
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void crossEntropy_matchesFormula(Case lossCase) {
        int batch = lossCase.batch();
        int classes = lossCase.classes();
        float[] z = Problem.rounded(lossCase.logits(), precision());
        float[] t = lossCase.targets();
        double loss = 0;
        double magnitude = 0;
        double[] gradient = new double[classes];
        for (int n = 0; n < batch; n++) {
            double[] p = softmax(z, n * classes, classes);
            for (int k = 0; k < classes; k++) {
                int i = n * classes + k;
                gradient[k] += (p[k] - t[i]) / batch;
            }
            double lse = logSumExp(z, n * classes, classes);
            for (int k = 0; k < classes; k++) {
                int i = n * classes + k;
                loss += t[i] * (lse - z[i]) / batch;
                magnitude += t[i] * (Math.abs(lse) + Math.abs(z[i])) / batch;
            }
        }

        Graph graph = identity(classes);
        try (TrainingPlan plan = backend().compileTraining(graph, TrainingSpec.of(batch, 2))) {
            plan.load(identityState(graph, classes));
            float actual = plan.computeGradients(z, t);
            float[] gradients = new float[graph.trainableSize()];
            plan.readGradients(gradients);
            assertEquals(loss, actual, bounds().loss() * (magnitude + 1), lossCase + ": loss");
            for (int k = 0; k < classes; k++) {
                float db = gradients[classes * classes + k];
                assertEquals(gradient[k], db, bounds().element(), lossCase + ": gradient of the bias of class " + k);
            }
        }
    }

    @Test
    void crossEntropyOfEqualLogits_isTheLogarithmOfTheirNumber_whateverTheBatch() {
        for (int batch : new int[] {1, 2, 7}) {
            Graph graph = identity(8);
            try (TrainingPlan plan = backend().compileTraining(graph, TrainingSpec.of(batch, 1))) {
                float[] targets = new float[batch * 8];
                for (int n = 0; n < batch; n++) {
                    targets[n * 8 + n] = 1;
                }
                plan.load(TrainingState.initial(Weights.zeros(graph)));
                assertEquals(Math.log(8), plan.forward(new float[batch * 8], targets), 1e-6);
            }
        }
    }

    @Test
    void crossEntropyOfAnImage_runsOverAllItsElements() {
        var builder = new GraphBuilder(new Shape(3, 2, 2));
        Graph graph = builder.build(builder.conv2d("conv", builder.input(), 4, 1, 1));
        try (TrainingPlan plan = backend().compileTraining(graph, TrainingSpec.of(1, 1))) {
            plan.load(TrainingState.initial(Weights.zeros(graph)));
            float[] targets = new float[24];
            targets[5] = 1;
            assertEquals(Math.log(24), plan.computeGradients(new float[12], targets), 1e-5);
            float[] gradients = new float[graph.trainableSize()];
            plan.readGradients(gradients);
            // Element 5 is channel 1 of pixel 1; each channel has 6 of the 24 equal probabilities.
            float[] bias = {0.25f, 0.25f - 1, 0.25f, 0.25f};
            for (int o = 0; o < 4; o++) {
                assertEquals(bias[o], gradients[8 + o], bounds().element());
            }
        }
    }

    @Test
    void innerProduct_isNeitherAveragedNorSquashed() {
        Graph graph = identity(2);
        TrainingSpec spec = TrainingSpec.of(3, 1).withLoss(Loss.INNER_PRODUCT);
        try (TrainingPlan plan = backend().compileTraining(graph, spec)) {
            plan.load(identityState(graph, 2));
            assertEquals(
                    14 + 18 + 103,
                    plan.computeGradients(new float[] {1, 2, 3, 4, 5, 6}, new float[] {4, 5, 6, 0, 5, 13}));
            float[] gradients = new float[6];
            plan.readGradients(gradients);
            assertTrue(gradients[4] == 15 && gradients[5] == 18, "gradient of the bias: the sum of the targets");
        }
    }

    private static Graph identity(int classes) {
        var builder = new GraphBuilder(new Shape(1, 1, classes));
        Node x = builder.input();
        return builder.build(builder.dense("identity", x, classes));
    }

    private static TrainingState identityState(Graph graph, int classes) {
        Weights weights = Weights.zeros(graph);
        for (int k = 0; k < classes; k++) {
            weights.parameters()[k * classes + k] = 1;
        }
        return TrainingState.initial(weights);
    }

    private static double logSumExp(float[] z, int from, int classes) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            max = Math.max(max, z[from + k]);
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += Math.exp(z[from + k] - max);
        }
        return max + Math.log(sum);
    }

    private static double[] softmax(float[] z, int from, int classes) {
        double lse = logSumExp(z, from, classes);
        double[] p = new double[classes];
        for (int k = 0; k < classes; k++) {
            p[k] = Math.exp(z[from + k] - lse);
        }
        return p;
    }
}
