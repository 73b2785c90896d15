package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Shape;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that no more threads compute than were asked for. The system's account of every thread of the process is
 * checked: the team's, OpenMP's and any other.
 */
@Tag("full")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class BusyThreadsTest {
    /**
     * The highest percentage of the time that other threads may use. Java's own threads use some; one thread too many
     * would use 25 or more.
     */
    private static final int MOST_BEYOND = 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "onednn-ffm", "java"})
    @Survives(
            promise = Promise.RESOURCES,
            what = "training and inference with 1 and 3 threads, three backends: threads beyond that number use at"
                    + " most 20 % of the processor time")
    void busyThreads_areNoMoreThanAskedFor(String backend, Trials trials) throws Exception {
        ChildJvm.Result result = ChildJvm.run(
                folder,
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-XX:ActiveProcessorCount=8", // so that thread counts are not limited to the machine's
                        // processors
                        "-XX:+UseSerialGC"),
                BusyProgram.class,
                backend);
        assertEquals(0, result.exitCode(), result::toString);
        assertEquals(4, result.out().size(), result::toString);
        for (String line : result.out()) {
            System.out.println("busy on " + backend + ", " + line);
            int beyond = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1, line.length() - 1));
            assertTrue(beyond < MOST_BEYOND, line);
            trials.survived();
        }
    }

    static final class BusyProgram {
        private static final int TICKS = 30; // of 10 ms, added up over all threads

        public static void main(String[] names) throws IOException {
            ComputeBackend backend = Backends.select(names[0]).backend();
            var builder = new GraphBuilder(new Shape(20, 50, 16));
            var x = builder.relu(
                    "relu", builder.batchNorm("bn", builder.conv2d("conv1", builder.input(), 32, 3, 1), 0.9f, 1e-3f));
            Graph graph = builder.build(builder.dense("dense", builder.globalAveragePool("pool", x), 4));
            for (int threads : new int[] {1, 3}) {
                try (var plan = backend.compileTraining(graph, TrainingSpec.of(6, threads))) {
                    float[] inputs = new float[6 * 20 * 50 * 16];
                    float[] targets = new float[6 * 4];
                    measure(threads, "training", () -> {
                        plan.computeGradients(inputs, targets);
                        plan.update(1e-3f);
                    });
                }
                // With one image, oneDNN's threads are OpenMP's, not the team's.
                try (var plan = backend.compileInference(graph, InferenceSpec.of(1, threads))) {
                    float[] inputs = new float[20 * 50 * 16];
                    float[] outputs = new float[4];
                    measure(threads, "inference", () -> plan.run(inputs, outputs));
                }
            }
        }

        private static void measure(int asked, String what, Runnable step) throws IOException {
            until(TICKS, step); // warm-up: compiled afterwards
            Map<String, Long> before = ticks();
            until(TICKS, step);
            List<Long> spent = ticks().entrySet().stream()
                    .map(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0L))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            double all = spent.stream().mapToLong(Long::longValue).sum();
            double beyond =
                    spent.stream().skip(asked).mapToLong(Long::longValue).sum();
            System.out.println(asked + " asked for, " + what + ": ticks of the busiest "
                    + spent.stream().limit(4).toList() + ", beyond " + Math.round(100 * beyond / all) + "%");
        }

        private static void until(long most, Runnable step) throws IOException {
            long before = sum();
            while (sum() - before < most) {
                for (int i = 0; i < 20; i++) {
                    step.run();
                }
            }
        }

        private static long sum() throws IOException {
            return ticks().values().stream().mapToLong(Long::longValue).sum();
        }

        private static String stat(Path task) {
            try {
                return Files.readString(task.resolve("stat"));
            } catch (IOException e) {
                return "0 (C1 Compiler, ended meanwhile)"; // only Java's compiler threads come and go during the steps
            }
        }

        /** Returns user and system time of every thread except Java's compilers, by thread number. */
        private static Map<String, Long> ticks() throws IOException {
            Map<String, Long> ticks = new HashMap<>();
            try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
                for (Path task : tasks.toList()) {
                    String stat = stat(task);
                    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                    if (!name.matches("C[12] Compiler.*")) {
                        String[] fields =
                                stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                        ticks.put(task.toString(), Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
                    }
                }
            }
            return ticks;
        }
    }
}
