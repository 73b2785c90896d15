package dev.zankyo.backend.onednn;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.jvm.JavaBackend;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Parameter;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;

/**
 * The program of a {@link Canary}'s child process. It computes a training step and inference of a small network, on the
 * backend named by the argument and on the Java backend. It prints a line for every layer with parameters: the relative
 * error of its gradients.
 */
final class CanaryProgram {
    private static final int BATCH = 2;
    private static final int CLASSES = 8;
    private static final long SEED = 7;

    /**
     * The largest accepted relative error, as length of the difference over length of the expected vector. Rounding
     * causes about 1e-6.
     */
    private static final double BOUND = 1e-3;

    private CanaryProgram() {}

    private record Results(float loss, float[] gradients, float[] outputs) {}

    public static void main(String[] names) {
        System.out.println(Canary.STARTED);
        ComputeBackend backend = ServiceLoader.load(ComputeBackend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(names[0]))
                .findFirst()
                .orElseThrow();
        // Blocks with and without a convolution in the shortcut and at every stride; few frames and stages, to be
        // quick.
        Graph graph = ResNet.graph(new ResNetConfig(8, 12, CLASSES, 16, List.of(64, 128), 2, 0.9f, 1e-3f));
        var expected = CompletableFuture.supplyAsync(() -> compute(new JavaBackend(), graph));
        Results actual = compute(backend, graph);
        System.exit(compare(graph, expected.join(), actual) ? 0 : 1);
    }

    private static Results compute(ComputeBackend backend, Graph graph) {
        CounterRandom random = CounterRandom.of(SEED);
        float[] inputs = new float[BATCH * graph.input().shape().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.gaussian(i);
        }
        float[] targets = new float[BATCH * CLASSES];
        for (int image = 0; image < BATCH; image++) {
            targets[image * CLASSES + image] = 1;
        }
        var state = TrainingState.initial(WeightInitializer.initialize(graph, SEED));
        float[] gradients = new float[graph.trainableSize()];
        float[] outputs = new float[BATCH * CLASSES];
        try (TrainingPlan training = backend.compileTraining(graph, TrainingSpec.of(BATCH, 1));
                InferencePlan inference = backend.compileInference(graph, InferenceSpec.of(BATCH, 1))) {
            training.load(state);
            float loss = training.computeGradients(inputs, targets);
            training.readGradients(gradients);
            training.update(1e-3f);
            inference.load(training.snapshot().weights());
            inference.run(inputs, outputs);
            return new Results(loss, gradients, outputs);
        }
    }

    private static boolean compare(Graph graph, Results expected, Results actual) {
        boolean good = line("loss", new float[] {expected.loss}, new float[] {actual.loss});
        for (Node node : graph.nodes()) {
            List<Parameter> trainingRows =
                    node.parameters().stream().filter(p -> p.role().trainable()).toList();
            if (!trainingRows.isEmpty()) {
                int from = trainingRows.get(0).offset();
                Parameter last = trainingRows.get(trainingRows.size() - 1);
                int to = last.offset() + last.size();
                String what = node.name() + " " + node.op().getClass().getSimpleName();
                good &= line(
                        what,
                        Arrays.copyOfRange(expected.gradients, from, to),
                        Arrays.copyOfRange(actual.gradients, from, to));
            }
        }
        good &= line("inference", expected.outputs, actual.outputs);
        return good;
    }

    private static boolean line(String what, float[] expected, float[] actual) {
        double error = 0;
        double length = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.pow(actual[i] - (double) expected[i], 2);
            length += Math.pow(expected[i], 2);
        }
        double relative = error == 0 ? 0 : Math.sqrt(error / length);
        boolean good = relative <= BOUND; // false for NaN
        System.out.println(String.format(Locale.ROOT, "%-40s %8.1e  %s", what, relative, good ? "ok" : Canary.WRONG));
        return good;
    }
}
