package dev.zankyo.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
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
import dev.zankyo.random.CounterRandom;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaPlanTest {
    private static final String SAME =
            "`java`, plain and with the Vector API, batches of 1 to 7, with 2, 3 and 4 threads: the same"
                    + " bits as with one thread";

    private static final long SEED = 31;
    private static final int BATCH = 5;
    private static final List<Integer> BATCHES = List.of(1, 4, 5, 7);
    private static final Graph RES_NET = ResNet.graph(new ResNetConfig(9, 11, 3, 4, List.of(16, 24), 2, 0.9f, 1e-3f));

    /** Kernels and a graph that they compute. */
    record Subject(JavaKernels kernels, Graph graph) {
        @Override
        public String toString() {
            return kernels.detail() + ", " + graph.nodes().size() + " nodes";
        }
    }

    static Stream<Subject> residual() {
        return Stream.of(JavaKernels.plain(), JavaKernels.best()).map(kernels -> new Subject(kernels, RES_NET));
    }

    static Stream<Subject> windowed() {
        return Stream.of(JavaKernels.plain(), JavaKernels.best()).map(kernels -> new Subject(kernels, windows()));
    }

    /** Returns a graph with max pooling and depthwise convolutions, whose sums are over many images. */
    private static Graph windows() {
        var builder = new GraphBuilder(new Shape(9, 11, 3));
        Node x = builder.depthwiseConv2d("first", builder.input(), new Op.DepthwiseConv2d(3, 3, 1));
        x = builder.maxPool("max", builder.conv2d("conv", x, 24, 3, 1), new Op.MaxPool(3, 3, 2));
        x = builder.depthwiseConv2d("second", x, new Op.DepthwiseConv2d(3, 3, 2));
        x = builder.relu("relu", builder.batchNorm("bn", x, 0.9f, 1e-3f));
        return builder.build(builder.dense("dense", builder.globalAveragePool("mean", x), 4));
    }

    @ParameterizedTest
    @MethodSource("residual")
    @Survives(promise = Promise.DETERMINISM, what = SAME)
    void training_anyNumberOfThreads_sameBits(Subject subject, Trials trials) {
        for (int batch : BATCHES) {
            Run one = train(subject, batch, 1);
            for (int threads = 2; threads <= 4; threads++) {
                Run many = train(subject, batch, threads);
                String name = subject + ", batch " + batch + ", " + threads + " threads";
                assertArrayEquals(one.losses(), many.losses(), name);
                assertArrayEquals(one.gradients(), many.gradients(), name);
                assertSameBits(one.state(), many.state(), name);
                trials.survived();
            }
        }
    }

    private record Run(float[] losses, float[] gradients, TrainingState state) {}

    private static Run train(Subject subject, int batch, int threads) {
        try (TrainingPlan plan =
                new JavaBackend(subject.kernels()).compileTraining(subject.graph(), TrainingSpec.of(batch, threads))) {
            plan.load(initial(subject));
            float[] losses = new float[3];
            for (int step = 0; step < losses.length; step++) {
                losses[step] = plan.computeGradients(inputs(subject, batch, step), targets(subject, batch));
                plan.update(0.01f);
            }
            float[] gradients = new float[subject.graph().trainableSize()];
            plan.readGradients(gradients);
            return new Run(losses, gradients, plan.snapshot());
        }
    }

    private static void assertSameBits(TrainingState expected, TrainingState actual, String name) {
        assertEquals(expected.step(), actual.step(), name);
        assertArrayEquals(expected.weights().parameters(), actual.weights().parameters(), name);
        assertArrayEquals(
                expected.weights().movingStatistics(), actual.weights().movingStatistics(), name);
        assertArrayEquals(expected.firstMoment(), actual.firstMoment(), name);
        assertArrayEquals(expected.secondMoment(), actual.secondMoment(), name);
    }

    @ParameterizedTest
    @MethodSource("residual")
    @Survives(promise = Promise.DETERMINISM, what = SAME)
    void inference_anyNumberOfThreads_sameBits(Subject subject, Trials trials) {
        for (int batch : BATCHES) {
            float[] expected = infer(subject, batch, 1);
            for (int threads = 2; threads <= 4; threads++) {
                String name = subject + ", batch " + batch + ", " + threads + " threads";
                assertArrayEquals(expected, infer(subject, batch, threads), name);
                trials.survived();
            }
        }
    }

    private static float[] infer(Subject subject, int batch, int threads) {
        try (InferencePlan plan = new JavaBackend(subject.kernels())
                .compileInference(subject.graph(), InferenceSpec.of(batch, threads))) {
            plan.load(initial(subject).weights());
            float[] outputs = new float[targets(subject, batch).length];
            plan.run(inputs(subject, batch, 0), outputs);
            return outputs;
        }
    }

    @ParameterizedTest
    @MethodSource("windowed")
    void windows_anyNumberOfThreads_sameBits(Subject subject) {
        Run one = train(subject, BATCH, 1);
        float[] expected = infer(subject, BATCH, 1);
        for (int threads = 2; threads <= 4; threads++) {
            Run many = train(subject, BATCH, threads);
            String name = subject + ", " + threads + " threads";
            assertArrayEquals(one.losses(), many.losses(), name);
            assertArrayEquals(one.gradients(), many.gradients(), name);
            assertSameBits(one.state(), many.state(), name);
            assertArrayEquals(expected, infer(subject, BATCH, threads), name);
        }
    }

    @Test
    void availability_withTheModule_namesIt() {
        assertEquals(new Available("plain loops"), new JavaBackend(JavaKernels.plain()).availability());
        assertTrue(
                JavaKernels.best().detail().startsWith("Vector API, "),
                JavaKernels.best().detail());
    }

    private static TrainingState initial(Subject subject) {
        Weights weights = WeightInitializer.initialize(subject.graph(), SEED);
        return TrainingState.initial(weights);
    }

    private static float[] inputs(Subject subject, int batch, int step) {
        CounterRandom random = CounterRandom.of(SEED).fork("inputs").fork(step);
        float[] inputs = new float[batch * subject.graph().input().shape().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.gaussian(i);
        }
        return inputs;
    }

    private static float[] targets(Subject subject, int batch) {
        int classes = subject.graph().output().shape().size();
        float[] targets = new float[batch * classes];
        for (int sample = 0; sample < batch; sample++) {
            targets[sample * classes + sample % classes] = 1;
        }
        return targets;
    }
}
