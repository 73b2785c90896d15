package dev.zankyo.golden;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.WeightInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * An epoch of the original network: 45 steps of 16 samples. A formula gives the samples: a pattern per class, with
 * noise of the same strength. The losses of the float64 reference are a resource, since computing them takes minutes.
 */
final class ResNetRun {
    static final int BATCH = 16;
    static final int STEPS = 45;
    static final float LEARNING_RATE = 0.001f;
    private static final int CLASSES = 8;
    private static final int SAMPLE = 1000;
    private static final String RESOURCE = "/dev/zankyo/golden/resnet_reference_losses.txt";

    private ResNetRun() {}

    /** Returns the graph with momentum 0.9, so that the moving statistics are meaningful after few steps. */
    static Graph graph() {
        return ResNet.graph(ResNetConfig.original(CLASSES).withMomentum(0.9f));
    }

    static TrainingState initialState(Graph graph) {
        return TrainingState.initial(WeightInitializer.initialize(graph, 1));
    }

    static float[] inputs(int step) {
        float[] inputs = new float[BATCH * SAMPLE];
        for (int n = 0; n < BATCH; n++) {
            for (int j = 0; j < SAMPLE; j++) {
                float pattern = GoldenResNet.r(3000 + label(step, n), j);
                inputs[n * SAMPLE + j] = pattern + GoldenResNet.r(4000 + step, n * SAMPLE + j);
            }
        }
        return inputs;
    }

    static float[] targets(int step) {
        float[] targets = new float[BATCH * CLASSES];
        for (int n = 0; n < BATCH; n++) {
            targets[n * CLASSES + label(step, n)] = 1;
        }
        return targets;
    }

    private static int label(int step, int n) {
        return (3 * n + 5 * step) % CLASSES;
    }

    /** Returns the losses of the steps, each before its update. The plan then holds the trained weights. */
    static double[] train(TrainingPlan plan) {
        double[] losses = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
            losses[step] = plan.computeGradients(inputs(step), targets(step));
            plan.update(LEARNING_RATE);
        }
        return losses;
    }

    static TrainingPlan compile(ComputeBackend backend, int threads) {
        Graph graph = graph();
        TrainingPlan plan = backend.compileTraining(graph, TrainingSpec.of(BATCH, threads));
        plan.load(initialState(graph));
        return plan;
    }

    /** Returns the reference's losses, rounded to float32. */
    static double[] referenceLosses() {
        try (InputStream in = ResNetRun.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }
}
