package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the threads that do not belong to a plan, in a separate process that is told it has eight processors. */
@Tag("full")
final class ThreadsTest {

    /**
     * A program that makes the synthetic sounds in parallel streams. It prints two numbers. The first is how many
     * threads these may use beside the caller, where 1 may stand for none. The second is how many of them exist at the
     * end, which are fewer on a busy machine.
     */
    static final class Counting {
        public static void main(String[] arguments) {
            Main.run(arguments, new PrintWriter(System.err), new PrintWriter(System.err));
            System.out.println(ForkJoinPool.getCommonPoolParallelism());
            System.out.println(Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("ForkJoinPool"))
                    .count());
        }
    }

    @ParameterizedTest
    @CsvSource({"--threads=1, 0", "--threads=3, 2", "--seed=1, 7"})
    @Survives(
            promise = Promise.RESOURCES,
            what =
                    "extra threads of parallel streams (decoding, synthesis) on eight processors: none with `--threads 1`,"
                            + " 2 with `--threads 3`, 7 without `--threads`")
    void parallelStreams_keepToTheThreadsAskedFor(String option, int workers) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Counting.class.getName(),
                        "train",
                        "--backend=java",
                        "--memory=1m",
                        option)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader()) {
            assertEquals(Math.max(1, workers), Integer.parseInt(out.readLine()));
            int left = Integer.parseInt(out.readLine());
            assertTrue(left <= workers, left + " threads");
        }
    }
}
