package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zankyo.backend.Availability.Available;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.WeightInitializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inference while other programs use every processor: a second thread may gain nothing, but must not cost much. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class BusyMachineTest {
    private static final double MOST = 1.3;
    private static final int ROUNDS = 200;
    private static final int TRIES = 3;

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "onednn-ffm", "java"})
    void oneImage_onTwoThreads_takesHardlyLongerThanOnOne(String name) throws IOException {
        ComputeBackend backend = Backends.select(name).backend();
        assumeTrue(backend.availability() instanceof Available);
        Graph graph = ResNet.graph(ResNetConfig.original(8));
        var weights = WeightInitializer.initialize(graph, 1);
        float[] input = new float[graph.input().shape().size()];
        Arrays.fill(input, 0.5f);
        float[] output = new float[8];
        List<Process> others = busyProcesses();
        double best = Double.POSITIVE_INFINITY;
        try (InferencePlan one = backend.compileInference(graph, InferenceSpec.of(1, 1));
                InferencePlan two = backend.compileInference(graph, InferenceSpec.of(1, 2))) {
            one.load(weights);
            two.load(weights);
            for (int attempt = 0; attempt < TRIES && best > MOST; attempt++) {
                best = Math.min(best, ratio(one, two, input, output));
            }
        } finally {
            others.forEach(Process::destroyForcibly);
        }
        assertTrue(best <= MOST, name + ": two threads take " + best + " times as long as one");
        System.out.printf("%s, one image beside a busy process a processor: two threads over one %.2f%n", name, best);
    }

    /** Returns the ratio of the medians of two plans, measured alternately. */
    private static double ratio(InferencePlan one, InferencePlan two, float[] input, float[] output) {
        double[] ofOne = new double[ROUNDS];
        double[] ofTwo = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            double first = seconds(one, input, output);
            double second = seconds(two, input, output);
            if (round >= 0) {
                ofOne[round] = first;
                ofTwo[round] = second;
            }
        }
        Arrays.sort(ofOne);
        Arrays.sort(ofTwo);
        return ofTwo[ROUNDS / 2] / ofOne[ROUNDS / 2];
    }

    private static double seconds(InferencePlan plan, float[] input, float[] output) {
        long began = System.nanoTime();
        plan.run(input, output);
        return (System.nanoTime() - began) * 1e-9;
    }

    /** Starts a process for every processor that does nothing but keep it busy. */
    private static List<Process> busyProcesses() throws IOException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            processes.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        }
        return processes;
    }
}
