package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.engine.AllocationMeter;
import dev.zankyo.graph.Graph;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OneDnnAllocationTest {
    private static final int BATCH = 3;
    private static final int THREADS = 2;

    static Stream<OneDnnBackend> backends() {
        return Stream.of(
                new OneDnnJavaCppBackend(),
                new OneDnnFfmBackend(),
                new OneDnnJavaCppBatchNormBackend(),
                new OneDnnFfmBatchNormBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void steps_allocateNothing_onAnyThread(OneDnnBackend backend) throws Exception {
        AllocationMeter.awaitNoWorkers();
        Graph graph = SmallNetwork.graph();
        try (TrainingPlan training = backend.compileTraining(graph, TrainingSpec.of(BATCH, THREADS));
                InferencePlan inference = backend.compileInference(graph, InferenceSpec.of(BATCH, THREADS))) {
            assertEquals(2 * (THREADS - 1), AllocationMeter.workers().count(), "threads of both plans");
            float[] inputs = new float[BATCH * 60];
            float[] targets = new float[BATCH * 3];
            float[] outputs = new float[BATCH * 3];
            AllocationMeter.assertSettlesAtNothing(() -> {
                training.computeGradients(inputs, targets);
                training.update(1e-3f);
                inference.run(inputs, outputs);
            });
        }
    }
}
