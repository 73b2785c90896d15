package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.onednn.ffm.OneDnnFfmBackend;
import dev.zankyo.backend.onednn.javacpp.OneDnnJavaCppBackend;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.WeightInitializer;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the conformance kit cannot see: which implementations were chosen, and what a plan holds and leaves behind. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OneDnnPlanTest {
    private static final int BATCH = 2;

    static Stream<OneDnnBackend> backends() {
        return Stream.of(new OneDnnJavaCppBackend(), new OneDnnFfmBackend());
    }

    /** Every operation, both kinds of shortcut, and both ways of adding to a data gradient. */
    private static Graph smallNetwork() {
        var builder = new GraphBuilder(new Shape(6, 10, 1));
        Node x = builder.conv2d("stem", builder.input(), 8, 3, 1);
        Node y = builder.relu("relu1", builder.batchNorm("bn1", builder.conv2d("conv1", x, 4, 1, 2), 0.9f, 1e-3f));
        y = builder.batchNorm("bn2", builder.conv2d("conv2", y, 12, 3, 1), 0.9f, 1e-3f);
        x = builder.add("add1", y, builder.conv2d("skip", x, 12, 1, 2));
        y = builder.relu("relu2", builder.conv2d("conv3", x, 12, 1, 1));
        x = builder.add("add2", y, x);
        return builder.build(builder.dense("dense", builder.globalAveragePool("pool", x), 3));
    }

    private static TrainingPlan compile(OneDnn dnnl, OneDnnBackend backend) {
        return new OneDnnTrainingPlan(
                dnnl, backend.requireLoaded().openMp(), smallNetwork(), TrainingSpec.of(BATCH, 1));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void residualNetwork_hasNoReferenceImplementation(OneDnnBackend backend) {
        Graph graph = ResNet.graph(ResNetConfig.original(8));
        try (TrainingPlan training = backend.compileTraining(graph, TrainingSpec.of(16, 2));
                InferencePlan inference = backend.compileInference(graph, InferenceSpec.of(16, 2))) {
            for (String description : List.of(training.describe(), inference.describe())) {
                List<String> lines = description.lines().toList();
                assertTrue(lines.size() > 100, description);
                // Implementations are named like jit:avx512_core, gemm:jit, simple:any, ref:any.
                assertEquals(
                        List.of(),
                        lines.stream()
                                .filter(line -> line.substring(line.lastIndexOf(' ') + 1)
                                        .matches(".*(ref|simple|any).*"))
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void describe_namesEveryNodeThatComputes(OneDnnBackend backend) {
        Graph graph = smallNetwork();
        try (TrainingPlan plan = backend.compileTraining(graph, TrainingSpec.of(BATCH, 1))) {
            Set<String> described = plan.describe()
                    .lines()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .collect(Collectors.toSet());
            // relu1 is part of bn1, skip adds itself, and * stands for all parameters.
            assertEquals(
                    Set.of(
                            "stem", "conv1", "bn1", "conv2", "bn2", "skip", "conv3", "relu2", "add2", "pool", "dense",
                            "*"),
                    described);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void close_destroysEveryObject(OneDnnBackend backend) {
        var objects = new CountedObjects(backend.requireLoaded().oneDnn(), "");
        TrainingPlan plan = compile(objects.dnnl, backend);
        plan.computeGradients(new float[BATCH * 60], new float[BATCH * 3]);
        assertTrue(objects.created > 100 && !objects.alive.isEmpty(), objects.created + " created");
        plan.close();
        assertEquals(Set.of(), objects.alive);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void refusal_namesTheNodeAndLeavesNothingBehind(OneDnnBackend backend) {
        var objects = new CountedObjects(backend.requireLoaded().oneDnn(), "convolutionBackwardData");
        var refusal = assertThrows(OneDnnException.class, () -> compile(objects.dnnl, backend));
        assertEquals(
                "skip: convolutionBackwardData: oneDNN must succeed; got status 3, unimplemented",
                refusal.getMessage());
        assertEquals(Set.of(), objects.alive);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void closedPlan_refusesEveryCall(OneDnnBackend backend) {
        Graph graph = smallNetwork();
        var weights = WeightInitializer.initialize(graph, 1);
        float[] gradients = new float[graph.trainableSize()];
        TrainingPlan training = backend.compileTraining(graph, TrainingSpec.of(BATCH, 1));
        InferencePlan inference = backend.compileInference(graph, InferenceSpec.of(BATCH, 1));
        for (int i = 0; i < 2; i++) {
            training.close();
            inference.close();
        }
        for (Runnable call : List.<Runnable>of(
                () -> training.load(TrainingState.initial(weights)),
                training::snapshot,
                () -> training.forward(new float[BATCH * 60], new float[BATCH * 3]),
                () -> training.computeGradients(new float[BATCH * 60], new float[BATCH * 3]),
                () -> training.readOutputs(new float[BATCH * 3]),
                () -> training.readGradients(gradients),
                () -> training.writeGradients(gradients),
                () -> training.update(1),
                training::describe,
                training::memoryBytes,
                () -> inference.load(weights),
                () -> inference.run(new float[BATCH * 60], new float[BATCH * 3]),
                inference::describe,
                inference::memoryBytes)) {
            assertThrows(IllegalStateException.class, call::run);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void steps_allocateNothing(OneDnnBackend backend) {
        Graph graph = smallNetwork();
        try (TrainingPlan training = backend.compileTraining(graph, TrainingSpec.of(BATCH, 1));
                InferencePlan inference = backend.compileInference(graph, InferenceSpec.of(BATCH, 1))) {
            float[] inputs = new float[BATCH * 60];
            float[] targets = new float[BATCH * 3];
            float[] outputs = new float[BATCH * 3];
            assertSettlesAtNoAllocation(() -> {
                training.computeGradients(inputs, targets);
                training.update(1e-3f);
                inference.run(inputs, outputs);
            });
        }
    }

    /**
     * Interpreted code allocates the views that compiled code does without; so rounds are run until one is free of
     * allocation. A step that really allocated would never get there.
     */
    private static void assertSettlesAtNoAllocation(Runnable step) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (int round = 0; round < 200; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                step.run();
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
            if (allocated == 0) {
                return;
            }
        }
        assertEquals(0, allocated, "bytes in the last 100 steps");
    }

    @Test
    @SuppressWarnings("restricted") // asks the OpenMP runtime itself
    void threads_areThoseOfThePlanThatComputes() throws Throwable {
        MethodHandle maxThreads = Linker.nativeLinker()
                .downcallHandle(
                        NativeLibraries.open().find("omp_get_max_threads").orElseThrow(),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT));
        var backend = new OneDnnFfmBackend();
        Graph graph = smallNetwork();
        try (InferencePlan one = backend.compileInference(graph, InferenceSpec.of(BATCH, 1));
                InferencePlan three = backend.compileInference(graph, InferenceSpec.of(BATCH, 3))) {
            for (int i = 0; i < 2; i++) {
                one.run(new float[BATCH * 60], new float[BATCH * 3]);
                assertEquals(1, (int) maxThreads.invokeExact());
                three.run(new float[BATCH * 60], new float[BATCH * 3]);
                assertEquals(3, (int) maxThreads.invokeExact());
            }
        }
    }

    @Test
    void memory_holdsAtLeastWhatTrainingNeeds() {
        Graph graph = ResNet.graph(ResNetConfig.original(8));
        try (TrainingPlan plan = new OneDnnFfmBackend().compileTraining(graph, TrainingSpec.of(1, 1))) {
            long parameters = 4L * Float.BYTES * graph.trainableSize();
            assertTrue(plan.memoryBytes() > parameters, plan.memoryBytes() + " bytes");
        }
    }
}
