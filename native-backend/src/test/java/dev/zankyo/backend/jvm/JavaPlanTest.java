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
            "`java`, plain and with the Vector API, batches of 1 to 7, with 2, 3 and 4 threads: the bits of one thread";

    private static final long SEED = 31;
    private static final int BATCH = 5;
    private static final List<Integer> BATCHES = List.of(1, 4, 5, 7);
    private static final Graph GRAPH = ResNet.graph(new ResNetConfig(9, 11, 3, 4, List.of(16, 24), 2, 0.9f, 1e-3f));

    static Stream<JavaKernels> choices() {
        return Stream.of(JavaKernels.plain(), JavaKernels.best());
    }

    @ParameterizedTest
    @MethodSource("choices")
    @Survives(promise = Promise.DETERMINISM, what = SAME)
    void training_anyNumberOfThreads_sameBits(JavaKernels choice, Trials trials) {
        for (int batch : BATCHES) {
            Run one = train(choice, batch, 1);
            for (int threads = 2; threads <= 4; threads++) {
                Run many = train(choice, batch, threads);
                String name = choice.detail() + ", batch " + batch + ", " + threads + " threads";
                assertArrayEquals(one.losses(), many.losses(), name);
                assertArrayEquals(one.gradients(), many.gradients(), name);
                assertSameBits(one.state(), many.state(), name);
                trials.survived();
            }
        }
    }

    private record Run(float[] losses, float[] gradients, TrainingState state) {}

    private static Run train(JavaKernels choice, int batch, int threads) {
        try (TrainingPlan plan = new JavaBackend(choice).compileTraining(GRAPH, TrainingSpec.of(batch, threads))) {
            plan.load(initial());
            float[] losses = new float[3];
            for (int step = 0; step < losses.length; step++) {
                losses[step] = plan.computeGradients(inputs(batch, step), targets(batch));
                plan.update(0.01f);
            }
            float[] gradients = new float[GRAPH.trainableSize()];
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
    @MethodSource("choices")
    @Survives(promise = Promise.DETERMINISM, what = SAME)
    void inference_anyNumberOfThreads_sameBits(JavaKernels choice, Trials trials) {
        for (int batch : BATCHES) {
            float[] expected = infer(choice, batch, 1);
            for (int threads = 2; threads <= 4; threads++) {
                String name = choice.detail() + ", batch " + batch + ", " + threads + " threads";
                assertArrayEquals(expected, infer(choice, batch, threads), name);
                trials.survived();
            }
        }
    }

    private static float[] infer(JavaKernels choice, int batch, int threads) {
        try (InferencePlan plan = new JavaBackend(choice).compileInference(GRAPH, InferenceSpec.of(batch, threads))) {
            plan.load(initial().weights());
            float[] outputs = new float[targets(batch).length];
            plan.run(inputs(batch, 0), outputs);
            return outputs;
        }
    }

    @Test
    void availability_withTheModule_namesIt() {
        assertEquals(new Available("plain loops"), new JavaBackend(JavaKernels.plain()).availability());
        assertTrue(
                JavaKernels.best().detail().startsWith("Vector API, "),
                JavaKernels.best().detail());
    }

    private static TrainingState initial() {
        Weights weights = WeightInitializer.initialize(GRAPH, SEED);
        return TrainingState.initial(weights);
    }

    private static float[] inputs(int batch, int step) {
        CounterRandom random = CounterRandom.of(SEED).fork("inputs").fork(step);
        float[] inputs = new float[batch * GRAPH.input().shape().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.gaussian(i);
        }
        return inputs;
    }

    private static float[] targets(int batch) {
        int classes = GRAPH.output().shape().size();
        float[] targets = new float[batch * classes];
        for (int sample = 0; sample < batch; sample++) {
            targets[sample * classes + sample % classes] = 1;
        }
        return targets;
    }
}
