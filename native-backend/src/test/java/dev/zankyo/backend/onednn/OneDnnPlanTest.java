package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.WeightInitializer;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Properties that the conformance kit cannot see: the implementations that were chosen, and the resources that a plan
 * holds and leaves behind.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OneDnnPlanTest {
    private static final int BATCH = 3;
    private static final int THREADS = 2;

    static Stream<OneDnnBackend> backends() {
        return Stream.of(new OneDnnJavaCppBackend(), new OneDnnFfmBackend());
    }

    /** Returns a backend with the given binding. */
    private static OneDnnBackend through(OneDnn dnnl) {
        return new OneDnnBackend("counted", 0, new OneDnnLoader("a counter", library -> dnnl), false) {};
    }

    private static TrainingPlan compile(OneDnn dnnl) {
        return through(dnnl).compileTraining(SmallNetwork.graph(), TrainingSpec.of(BATCH, THREADS));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void residualNetwork_hasNoReferenceImplementation(OneDnnBackend backend) {
        Graph graph = ResNet.graph(ResNetConfig.original(8));
        long layers = graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.Conv2d || node.op() instanceof Op.Dense)
                .count();
        try (TrainingPlan training = backend.compileTraining(graph, TrainingSpec.of(16, 2));
                InferencePlan inference = backend.compileInference(graph, InferenceSpec.of(16, 2))) {
            for (String description : List.of(training.describe(), inference.describe())) {
                List<String> lines = description.lines().toList();
                assertTrue(lines.size() >= layers, description);
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
        Graph graph = SmallNetwork.graph();
        try (TrainingPlan plan = backend.compileTraining(graph, TrainingSpec.of(BATCH, 1))) {
            Set<String> described = plan.describe()
                    .lines()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .collect(Collectors.toSet());
            // relu1 is fused into bn1, skip adds itself, and * stands for all parameters.
            assertEquals(
                    Set.of(
                            "stem", "conv1", "bn1", "conv2", "bn2", "skip", "conv3", "relu2", "add2", "pool", "dense",
                            "*"),
                    described);
        }
    }

    /**
     * Two normalizations follow a sum. In inference, oneDNN computes only the one with 64 channels. In training it
     * computes neither, unless asked to.
     */
    @ParameterizedTest
    @MethodSource("backends")
    void normalizationAfterASum_isOneDnnsInInference_ifNarrow(OneDnnBackend backend) {
        assertEquals(
                List.of("narrow"), oneDnnsNorms(backend.compileInference(afterSums(), InferenceSpec.of(BATCH, 1))));
        try (TrainingPlan training = backend.compileTraining(afterSums(), TrainingSpec.of(BATCH, 1))) {
            assertEquals(List.of(), oneDnnsNorms(training.describe()));
        }
        try (TrainingPlan training =
                new OneDnnFfmBatchNormBackend().compileTraining(afterSums(), TrainingSpec.of(BATCH, 1))) {
            assertEquals(List.of("narrow", "wide"), oneDnnsNorms(training.describe()));
        }
    }

    private static Graph afterSums() {
        var builder = new GraphBuilder(new Shape(20, 50, 64));
        Node x = builder.input();
        x = builder.batchNorm("narrow", builder.add("add1", builder.conv2d("conv1", x, 64, 1, 1), x), 0.9f, 1e-3f);
        x = builder.conv2d("conv2", x, 256, 1, 4);
        x = builder.batchNorm("wide", builder.add("add2", builder.conv2d("conv3", x, 256, 1, 1), x), 0.9f, 1e-3f);
        return builder.build(builder.dense("dense", builder.globalAveragePool("pool", x), 3));
    }

    private static List<String> oneDnnsNorms(InferencePlan plan) {
        try (plan) {
            return oneDnnsNorms(plan.describe());
        }
    }

    private static List<String> oneDnnsNorms(String description) {
        return description
                .lines()
                .filter(line -> line.contains("bnorm"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .distinct()
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void close_destroysEveryObject(OneDnnBackend backend) {
        var objects = new CountedObjects(backend.requireLoaded().oneDnn(), "");
        TrainingPlan plan = compile(objects.dnnl);
        plan.computeGradients(new float[BATCH * 60], new float[BATCH * 3]);
        assertTrue(objects.created > 100 && !objects.alive.isEmpty(), objects.created + " created");
        plan.close();
        assertEquals(Set.of(), objects.alive);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void bfloat16_onAProcessorWithout_isRefusedWithTheRemedy(OneDnnBackend backend) {
        OneDnn real = backend.requireLoaded().oneDnn();
        int avx512 = 0x27;
        var older = (OneDnn) Proxy.newProxyInstance(
                OneDnn.class.getClassLoader(),
                new Class<?>[] {OneDnn.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getEffectiveCpuIsa") ? avx512 : method.invoke(real, arguments));
        var spec = new InferenceSpec(BATCH, THREADS, Precision.BFLOAT16);
        var refusal =
                assertThrows(InputException.class, () -> through(older).compileInference(SmallNetwork.graph(), spec));
        assertEquals(
                "precision: backend counted needs a processor with avx512_core_bf16 for bfloat16; got avx512_core"
                        + " (choose float32)",
                refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void refusal_namesTheNodeAndLeavesNothingBehind(OneDnnBackend backend) {
        var objects = new CountedObjects(backend.requireLoaded().oneDnn(), "convolutionBackwardData");
        var refusal = assertThrows(OneDnnException.class, () -> compile(objects.dnnl));
        assertEquals(
                "conv2: convolutionBackwardData: oneDNN must succeed; got status 3, unimplemented",
                refusal.getMessage());
        assertEquals(Set.of(), objects.alive);
    }

    /**
     * Checks a refusal at every stage. Reorders come last: by then memory has been allocated and threads have been
     * started.
     */
    @ParameterizedTest
    @ValueSource(strings = {"streamCreate", "primitiveCreate", "memoryCreate", "execution", "reorder"})
    void refusal_wherever_leavesNothingBehind(String refused) throws InterruptedException {
        Set<Thread> before = threads().collect(Collectors.toSet());
        OneDnnBackend backend = new OneDnnFfmBackend();
        var objects = new CountedObjects(backend.requireLoaded().oneDnn(), refused);
        var refusal = assertThrows(OneDnnException.class, () -> compile(objects.dnnl));
        assertTrue(refusal.getMessage().contains(refused + ": oneDNN must succeed"), refusal.getMessage());
        assertTrue(objects.created > 0, "objects before the refusal");
        assertEquals(Set.of(), objects.alive);
        for (Thread thread :
                threads().filter(thread -> !before.contains(thread)).toList()) {
            thread.join();
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void closedPlan_refusesEveryCall(OneDnnBackend backend) {
        Graph graph = SmallNetwork.graph();
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

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("zankyo-"));
    }

    @Test
    @SuppressWarnings("restricted") // calls the OpenMP runtime directly
    void primitives_haveThreadsOfTheirOwn_onlyWhereImagesAreFewer() throws Throwable {
        MethodHandle maxThreads = Linker.nativeLinker()
                .downcallHandle(
                        NativeLibraries.open().find("omp_get_max_threads").orElseThrow(),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT));
        var backend = new OneDnnFfmBackend();
        Graph graph = SmallNetwork.graph();
        try (InferencePlan one = backend.compileInference(graph, InferenceSpec.of(3, 3));
                InferencePlan few = backend.compileInference(graph, InferenceSpec.of(1, 3))) {
            one.run(new float[3 * 60], new float[3 * 3]); // one worker per image
            assertEquals(1, (int) maxThreads.invokeExact());
            few.run(new float[60], new float[3]); // the first runs are single, to learn their time
            assertEquals(1, (int) maxThreads.invokeExact());
            few.setProfiled(true);
            few.run(new float[60], new float[3]);
            assertEquals(3, (int) maxThreads.invokeExact());
        }
    }

    @Test
    void oneImage_spreadOrNot_hasTheSameBits() {
        Graph graph = ResNet.graph(ResNetConfig.original(8));
        Weights weights = WeightInitializer.initialize(graph, 1);
        float[] input = new float[1000];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) Math.sin(i);
        }
        float[] expected = new float[8];
        float[] output = new float[8];
        var backend = new OneDnnFfmBackend();
        try (InferencePlan single = backend.compileInference(graph, InferenceSpec.of(1, 1));
                InferencePlan spread = backend.compileInference(graph, InferenceSpec.of(1, 2))) {
            single.load(weights);
            spread.load(weights);
            single.run(input, expected);
            for (int run = 0; run < 20; run++) {
                spread.setProfiled(run % 2 == 1);
                spread.run(input, output);
                assertArrayEquals(expected, output);
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
