package dev.zankyo.backend.jvm;

import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.engine.AllocationMeter;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaAllocationTest {
    private static final int BATCH = 5;
    private static final Graph GRAPH = ResNet.graph(new ResNetConfig(9, 11, 3, 4, List.of(16, 24), 2, 0.9f, 1e-3f));

    static Stream<JavaKernels> choices() {
        return Stream.of(JavaKernels.plain(), JavaKernels.best());
    }

    @ParameterizedTest
    @MethodSource("choices")
    void steps_allocateNothing_onAnyThread(JavaKernels choice) throws Exception {
        var backend = new JavaBackend(choice);
        try (TrainingPlan training = backend.compileTraining(GRAPH, TrainingSpec.of(BATCH, 2));
                InferencePlan inference = backend.compileInference(GRAPH, InferenceSpec.of(BATCH, 2))) {
            float[] inputs = new float[BATCH * GRAPH.input().shape().size()];
            float[] targets = new float[BATCH * GRAPH.output().shape().size()];
            float[] outputs = new float[targets.length];
            AllocationMeter.assertSettlesAtNothing(() -> {
                training.computeGradients(inputs, targets);
                training.update(0.001f);
                inference.run(inputs, outputs);
            });
        }
    }
}
