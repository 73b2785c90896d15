package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.WeightInitializer;
import java.util.Arrays;

/**
 * A program that trains on one thread. It prints the median time of the later steps in microseconds, then the detail of
 * the backend's availability.
 */
final class StartsProgram {
    private static final int BATCH = 8;
    private static final int WARM_UP = 60;
    private static final int STEPS = 30;

    private StartsProgram() {}

    public static void main(String[] args) {
        ComputeBackend backend = Backends.select(args[0]).backend();
        Graph graph = ResNet.graph(ResNetConfig.original(8).withWidth(0.5));
        float[] inputs = new float[BATCH * graph.input().shape().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) Math.sin(i);
        }
        float[] targets = new float[BATCH * 8];
        for (int row = 0; row < BATCH; row++) {
            targets[row * 8 + row % 8] = 1;
        }
        long[] nanos = new long[STEPS];
        try (TrainingPlan plan = backend.compileTraining(graph, TrainingSpec.of(BATCH, 1))) {
            plan.load(TrainingState.initial(WeightInitializer.initialize(graph, 1)));
            for (int step = -WARM_UP; step < STEPS; step++) {
                long began = System.nanoTime();
                plan.computeGradients(inputs, targets);
                plan.update(1e-3f);
                if (step >= 0) {
                    nanos[step] = System.nanoTime() - began;
                }
            }
        }
        Arrays.sort(nanos);
        System.out.println(nanos[STEPS / 2] / 1000);
        System.out.println(backend.availability() instanceof Available available ? available.detail() : "unavailable");
    }
}
