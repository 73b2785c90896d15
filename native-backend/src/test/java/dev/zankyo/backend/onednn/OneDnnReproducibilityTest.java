package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole network, with its real choice of primitives and chunks. A given number of threads always gives the same
 * bits, and the division of the batch affects the rounding only. The contracts check that the results are right.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Survives(
        promise = Promise.DETERMINISM,
        what = "the whole network through either binding, training and inference with 1, 2 and 3 threads: the same bits"
                + " again")
class OneDnnReproducibilityTest {
    private static final long SEED = 5;
    private static final int BATCH = 7;
    private static final int CLASSES = 8;
    private static final int MOST_THREADS = 3;
    private static final int STEPS = 2;
    private static final Graph GRAPH = ResNet.graph(ResNetConfig.original(CLASSES));

    /**
     * The largest relative error, as length of the difference over length of the expected vector; as in the ResNet
     * contract.
     */
    private static final double BOUND = 1e-4;

    private final float[] inputs = inputs();
    private final float[] targets = targets();

    static Stream<OneDnnBackend> backends() {
        return Stream.of(new OneDnnJavaCppBackend(), new OneDnnFfmBackend());
    }

    private record Run(float[] firstGradients, float[] losses, TrainingState state) {}

    private Run train(OneDnnBackend backend, int threads) {
        try (TrainingPlan plan = backend.compileTraining(GRAPH, TrainingSpec.of(BATCH, threads))) {
            plan.load(TrainingState.initial(WeightInitializer.initialize(GRAPH, SEED)));
            float[] gradients = new float[GRAPH.trainableSize()];
            float[] losses = new float[STEPS];
            for (int step = 0; step < STEPS; step++) {
                losses[step] = plan.computeGradients(inputs, targets);
                if (step == 0) {
                    plan.readGradients(gradients);
                }
                plan.update(1e-3f);
            }
            return new Run(gradients, losses, plan.snapshot());
        }
    }

    private static float[] infer(OneDnnBackend backend, Weights weights, int threads, int batch, float[] inputs) {
        float[] outputs = new float[batch * CLASSES];
        try (InferencePlan plan = backend.compileInference(GRAPH, InferenceSpec.of(batch, threads))) {
            plan.load(weights);
            plan.run(inputs, outputs);
        }
        return outputs;
    }

    @ParameterizedTest
    @MethodSource("backends")
    void training_ofOneNumberOfThreads_hasTheSameBits_andOfOthersTheSameNumbers(OneDnnBackend backend, Trials trials) {
        Run one = train(backend, 1);
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            Run first = train(backend, threads);
            Run second = train(backend, threads);
            String what = threads + " threads, seed " + SEED;
            assertArrayEquals(first.firstGradients, second.firstGradients, what);
            assertArrayEquals(first.losses, second.losses, what);
            assertArrayEquals(vectors(first.state), vectors(second.state), what);

            assertEquals(one.losses[0], first.losses[0], 1e-5, what);
            assertClose(one.firstGradients, first.firstGradients, what);
            trials.survived();
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void inference_ofOneNumberOfThreads_hasTheSameBits_andOneByOneTheSameNumbers(OneDnnBackend backend, Trials trials) {
        Weights weights = train(backend, 1).state.weights();
        float[] oneByOne = new float[BATCH * CLASSES];
        int size = inputs.length / BATCH;
        for (int image = 0; image < BATCH; image++) {
            float[] own = Arrays.copyOfRange(inputs, image * size, (image + 1) * size);
            System.arraycopy(infer(backend, weights, 1, 1, own), 0, oneByOne, image * CLASSES, CLASSES);
        }
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            String what = threads + " threads, seed " + SEED;
            float[] outputs = infer(backend, weights, threads, BATCH, inputs);
            assertArrayEquals(outputs, infer(backend, weights, threads, BATCH, inputs), what);
            assertClose(oneByOne, outputs, what);
            trials.survived();
        }
    }

    private static float[][] vectors(TrainingState state) {
        return new float[][] {
            state.weights().parameters(), state.weights().movingStatistics(), state.firstMoment(), state.secondMoment()
        };
    }

    private static void assertClose(float[] expected, float[] actual, String what) {
        double error = 0;
        double length = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.pow(actual[i] - (double) expected[i], 2);
            length += Math.pow(expected[i], 2);
        }
        double relative = Math.sqrt(error / length);
        assertTrue(relative <= BOUND, what + ": must differ by at most " + BOUND + "; got " + relative);
    }

    private static float[] inputs() {
        CounterRandom random = CounterRandom.of(SEED).fork("inputs");
        float[] inputs = new float[BATCH * GRAPH.input().shape().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.gaussian(i);
        }
        return inputs;
    }

    private static float[] targets() {
        float[] targets = new float[BATCH * CLASSES];
        for (int image = 0; image < BATCH; image++) {
            targets[image * CLASSES + image % CLASSES] = 1;
        }
        return targets;
    }
}
