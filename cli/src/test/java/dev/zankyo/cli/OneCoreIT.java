package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zankyo.launcher.Program;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison of the program on one core with the program on one thread and all cores, in turns. */
final class OneCoreIT {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final int PAIRS = 3;
    private static final int EPOCHS = 5;
    private static final double MOST = 1.2;

    @TempDir
    Path folder;

    /** Checks training on one core, shared with the JIT compiler, which is almost done after one epoch. */
    @Test
    @Tag("slow")
    @Survives(
            promise = Promise.RESOURCES,
            what =
                    "`train --epochs 5` on one core (`taskset`), from start to end: at most 1.2 times the time of `--threads 1`"
                            + " on all cores, in the median of three pairs")
    void oneCore_isNotMuchSlowerThanOneThread() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(TASKSET) && Runtime.getRuntime().availableProcessors() > 1);
        seconds(List.of(), "--epochs", "1"); // writes the class archive, which a first run does not have
        double[] ratios = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            double core = seconds(List.of(TASKSET.toString(), "--cpu-list", "0"), "--epochs", "" + EPOCHS);
            double thread = seconds(List.of(), "--epochs", "" + EPOCHS, "--threads", "1");
            ratios[pair] = core / thread;
        }
        Arrays.sort(ratios);
        System.out.println("one core to one thread: " + Arrays.toString(ratios));
        assertTrue(ratios[PAIRS / 2] <= MOST, () -> "one core to one thread: " + Arrays.toString(ratios));
    }

    /** Returns the seconds of a whole run on the default data. */
    private double seconds(List<String> holder, String... options) throws IOException, InterruptedException {
        ProcessBuilder builder = Program.onNew(folder).builder("train");
        builder.command().addAll(0, holder);
        builder.command().addAll(List.of(options));
        Path output = folder.resolve("output.txt");
        long begin = System.nanoTime();
        int exitCode = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertEquals(0, exitCode, Files.readString(output));
        return seconds;
    }
}
