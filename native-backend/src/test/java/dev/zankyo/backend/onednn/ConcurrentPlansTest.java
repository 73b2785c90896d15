package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.jvm.JavaBackend;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many threads that predict while plans are opened and closed. Primitives compute with addresses, so a mistake crashes
 * the JVM.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ConcurrentPlansTest {
    private static final String PREDICTIONS =
            "predictions by 16 threads while plans open and close, on three backends: the same bits";

    private static final int THREADS = 16;
    private static final int RUNS = 25;
    private static final Graph GRAPH = SmallNetwork.graph();

    static Stream<ComputeBackend> backends() {
        return Stream.of(new OneDnnJavaCppBackend(), new OneDnnFfmBackend(), new JavaBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    @Survives(promise = Promise.NATIVE_CODE, what = PREDICTIONS)
    void sixteenThreads_whilePlansOpenAndClose_predictTheSameBits(ComputeBackend backend, Trials trials)
            throws Exception {
        trials.survived(predict(backend, 4_000));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("backends")
    @Survives(promise = Promise.NATIVE_CODE, what = PREDICTIONS)
    void sixteenThreads_aHundredThousandTimes_predictTheSameBits(ComputeBackend backend, Trials trials)
            throws Exception {
        trials.survived(predict(backend, 100_000));
    }

    private static InferencePlan open(ComputeBackend backend) {
        InferencePlan plan = backend.compileInference(GRAPH, InferenceSpec.of(1, 1));
        plan.load(WeightInitializer.initialize(GRAPH, 1));
        return plan;
    }

    private static float[] inputs(int number) {
        float[] inputs = new float[60];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (i * 7 + number) % 13 - 6;
        }
        return inputs;
    }

    /** Returns the number of correct predictions, which is all of them. */
    private static int predict(ComputeBackend backend, int predictions) throws Exception {
        float[][] expected = new float[RUNS][3];
        try (InferencePlan plan = open(backend)) {
            for (int i = 0; i < RUNS; i++) {
                plan.run(inputs(i), expected[i]);
            }
        }
        Callable<Integer> user = () -> {
            int done = 0;
            while (done < predictions / THREADS) {
                try (InferencePlan plan = open(backend)) {
                    for (int i = 0; i < RUNS; i++, done++) {
                        float[] outputs = new float[3];
                        plan.run(inputs(i), outputs);
                        assertArrayEquals(expected[i], outputs);
                    }
                }
            }
            return done;
        };
        int sum = 0;
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Integer> each : threads.invokeAll(java.util.Collections.nCopies(THREADS, user))) {
                sum += each.get();
            }
        }
        return sum;
    }

    /** Closing waits for computations in progress; later calls throw. */
    @ParameterizedTest
    @MethodSource("backends")
    @Survives(
            promise = Promise.NATIVE_CODE,
            what = "plans closed while two threads compute with them: every later call throws")
    void close_whileOthersCompute_endsThemWithAnException(ComputeBackend backend, Trials trials) throws Exception {
        for (int round = 0; round < 20; round++) {
            TrainingPlan plan = backend.compileTraining(GRAPH, TrainingSpec.of(3, 2));
            var running = new CountDownLatch(2);
            List<Future<?>> users = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(2)) {
                for (int user = 0; user < 2; user++) {
                    users.add(threads.submit(() -> {
                        while (true) {
                            plan.computeGradients(new float[3 * 60], new float[3 * 3]);
                            plan.update(1e-3f);
                            running.countDown();
                        }
                    }));
                }
                running.await();
                plan.close();
            }
            for (Future<?> user : users) {
                var ended = assertThrows(java.util.concurrent.ExecutionException.class, user::get);
                assertEquals(
                        "training plan: must not be used after close",
                        ended.getCause().getMessage());
            }
            trials.survived();
        }
    }
}
