package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.StepTime;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.jvm.JavaBackend;
import dev.zankyo.graph.Flops;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Times depend on the machine; the counts of work do not. */
class ProfileTest {
    private static final int CLASSES = 8;
    private static final Graph DEFAULT = ResNet.graph(ResNetConfig.original(CLASSES));
    private static final Graph SMALL = ResNet.graph(new ResNetConfig(6, 8, CLASSES, 4, List.of(8, 16), 2, 0.9f, 1e-3f));
    private static final ComputeBackend BACKEND = new JavaBackend();

    private static float[] inputs(Graph graph, int batch) {
        return new float[batch * graph.input().shape().size()];
    }

    private static long flops(List<StepTime> times) {
        return times.stream().mapToLong(StepTime::flops).sum();
    }

    @Test
    void defaultNetwork_countsTheOperationsOfTheGraph() {
        try (TrainingPlan training = BACKEND.compileTraining(DEFAULT, TrainingSpec.of(1, 1));
                InferencePlan inference = BACKEND.compileInference(DEFAULT, InferenceSpec.of(1, 1))) {
            training.setProfiled(true);
            training.computeGradients(inputs(DEFAULT, 1), new float[CLASSES]);
            assertEquals(Flops.training(DEFAULT), flops(training.profile()));
            inference.setProfiled(true);
            inference.run(inputs(DEFAULT, 1), new float[CLASSES]);
            assertEquals(Flops.forward(DEFAULT), flops(inference.profile()));
        }
    }

    @Test
    void operations_ofAllWorkersAndTimedSteps_areAddedUp() {
        int batch = 5;
        float[] inputs = inputs(SMALL, batch);
        float[] targets = new float[batch * CLASSES];
        try (TrainingPlan plan = BACKEND.compileTraining(SMALL, TrainingSpec.of(batch, 2))) {
            plan.computeGradients(inputs, targets);
            plan.setProfiled(true);
            for (int step = 1; step <= 2; step++) {
                plan.computeGradients(inputs, targets);
                plan.update(1e-3f);
                assertEquals(step * batch * Flops.training(SMALL), flops(plan.profile()), "after step " + step);
            }
            plan.setProfiled(true);
            assertEquals(0, flops(plan.profile()), "profiling anew begins at zero");
        }
    }

    @Test
    void kinds_areThereOnceEach_theLongestFirstAndWaitingLast() {
        try (TrainingPlan plan = BACKEND.compileTraining(SMALL, TrainingSpec.of(4, 2))) {
            plan.setProfiled(true);
            plan.computeGradients(inputs(SMALL, 4), new float[4 * CLASSES]);
            plan.update(1e-3f);
            List<StepTime> times = plan.profile();
            Set<String> kinds = new HashSet<>();
            for (int i = 0; i < times.size(); i++) {
                assertTrue(kinds.add(times.get(i).kind()), times.get(i).kind());
                assertTrue(times.get(i).nanos() > 0, times.get(i).kind());
                if (i > 0 && i < times.size() - 1) {
                    assertTrue(times.get(i).nanos() <= times.get(i - 1).nanos(), "order");
                }
            }
            assertEquals("waiting", times.get(times.size() - 1).kind());
            assertTrue(kinds.containsAll(List.of(
                    "Conv2dForward", "Conv2dBackwardData", "Conv2dBackwardWeights", "BatchNormForward", "Adam")));
        }
    }
}
