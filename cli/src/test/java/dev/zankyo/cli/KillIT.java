package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.TestSize;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.launcher.Program;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of a run that is killed at random moments, also while it writes checkpoints. Continued until it is done, it
 * leaves the same bytes as an undisturbed run.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGKILL")
@Tag("full")
final class KillIT {
    private static final String KILLED =
            "`train` killed by SIGKILL at random moments, at least a quarter of them while a checkpoint is written, on"
                    + " every backend, and in bfloat16 where the processor has it, and resumed until it is done: no checkpoint"
                    + " is unreadable; model, steps and history are those of an undisturbed run, byte for byte";

    private static final int KILLS = 1;
    private static final int MOST_RUNS = 20;
    private static final int MANY_KILLS = Integer.getInteger("zankyo.kills", 200);
    private static final long SEED = 20251122;
    private static final long PATIENCE_SECONDS = 120;

    /** The maximum progress of a run before it is killed: a number of changes of its folder, then a time. */
    private static final int MOST_STEPS = 8;

    private static final int MOST_MILLISECONDS = 30;

    /** The compared files of a whole run: all that contain no times. */
    private static final List<String> SAME = List.of("model.safetensors", "steps.csv");

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    /** Writes 16 rows for batches of 6, 6 and 4; a run has 9 steps in all. */
    @BeforeAll
    static void rows() {
        SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED, 2, 1).write(data);
    }

    /** The results of a chain of kills. */
    private static final class Tally {
        int kills;
        int whileWriting;
        int runs;

        @Override
        public String toString() {
            return kills + " kills, " + whileWriting + " of them with a checkpoint half written, in " + runs + " runs";
        }
    }

    private static String here() {
        return Program.onNew(data).run("backends").out();
    }

    /** Returns the option that selects each available backend. */
    static Stream<String> computing() {
        return here().lines()
                .filter(line -> line.matches("[\\w-]+ +available .*"))
                .map(line -> "--backend=" + line.substring(0, line.indexOf(' ')));
    }

    /** Returns the options of the backends to test; in the short tier, only that of the best one. */
    static List<String> computingInThisTier() {
        return TestSize.of(computing().toList(), backend -> "all");
    }

    @ParameterizedTest
    @MethodSource("computingInThisTier")
    @Survives(
            promise = Promise.KILLS,
            what = "`train` killed once and resumed, on every backend: byte for byte the same")
    void run_killedAFewTimes_endsByteForByteTheSame(String computing, Trials trials)
            throws IOException, InterruptedException {
        Tally tally = new Tally();
        run(computing, "whole", 0, null, tally);
        Random random = new Random(SEED + computing.hashCode());
        while (tally.kills == 0 && tally.runs < MOST_RUNS) { // on a busy machine a run may end before it is killed
            killed(computing, random, tally, KILLS);
        }
        System.out.println("KillIT " + computing + ": " + tally);
        assertTrue(tally.kills > 0, "the run was too short to be killed");
        trials.survived(tally.kills);
    }

    @Test
    @Tag("slow")
    @Survives(promise = Promise.KILLS, what = KILLED)
    void runs_killedManyTimes_endByteForByteTheSame(Trials trials) throws IOException, InterruptedException {
        Stream<String> bfloat16 = here().contains("avx512_core_bf16")
                ? Stream.of("--backend=onednn --precision=bfloat16")
                : Stream.empty();
        List<String> all = Stream.concat(computing(), bfloat16).toList();
        int kills = 0;
        int whileWriting = 0;
        for (String computing : all) {
            Tally tally = new Tally();
            Random random = new Random(SEED + 1);
            run(computing, "whole", 0, null, tally);
            int enough = Math.ceilDiv(MANY_KILLS, all.size());
            // On a busy machine more kills may come too late to hit a write.
            while (tally.kills < enough
                    || tally.kills < 3 * enough && tally.whileWriting < Math.ceilDiv(tally.kills, 4)) {
                int before = tally.kills;
                killed(computing, random, tally, Integer.MAX_VALUE);
                trials.survived(tally.kills - before);
            }
            System.out.println("KillIT " + computing + ": " + tally);
            kills += tally.kills;
            whileWriting += tally.whileWriting;
        }
        assertTrue(kills >= MANY_KILLS);
        assertTrue(whileWriting >= kills / 4, whileWriting + " of " + kills + " amid the writing of a checkpoint");
    }

    /** Starts a run, kills and continues it at most {@code most} times, then lets it end and compares it. */
    private void killed(String computing, Random random, Tally tally, int most)
            throws IOException, InterruptedException {
        tally.runs++;
        boolean done = run(computing, "killed", most, random, tally);
        for (int left = most - 1; !done; left--) {
            done = run("", "--resume killed", left, random, tally);
        }
        for (String file : SAME) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("whole").resolve(file)),
                    Files.readAllBytes(folder.resolve("killed").resolve(file)),
                    file + " of " + computing);
        }
        assertEquals(history("whole"), history("killed"));
        Files.deleteIfExists(folder.resolve("killed/checkpoints")); // left empty if the last kill came late
        try (Stream<Path> files = Files.list(folder.resolve("killed"))) {
            assertEquals(
                    List.of(
                            ".lock",
                            "history.csv",
                            "metrics.json",
                            "model-card.md",
                            "model.safetensors",
                            "predictions.csv",
                            "report.html",
                            "run.json",
                            "steps.csv",
                            "training-data.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private List<String> history(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("history.csv")).stream()
                .map(line -> line.replaceAll(",[^,]*,[^,]*$", "")) // without the two columns of times
                .toList();
    }

    /** Runs one process. Returns whether it ended on its own instead of being killed. */
    private boolean run(String computing, String where, int kills, Random random, Tally tally)
            throws IOException, InterruptedException {
        String arguments = where.startsWith("--resume")
                ? "train " + where
                : "train --train " + data.resolve("train.csv") + " --test " + data.resolve("test.csv")
                        + " --views 1 --batch-size 6 --epochs 3 --checkpoint-every 1 --overwrite --out " + where + " "
                        + computing;
        Path err = Files.createTempFile(data, "err", ".txt");
        // With these options the launcher starts no second process, so that it is the program that is killed.
        Process process = Program.onNew(folder)
                .options("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC")
                .builder(arguments.strip().split(" "))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        if (kills > 0 && strike(process, random, tally)) {
            return !hasBegun(folder.resolve("killed/checkpoints"));
        }
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(err);
        assertTrue(ended, said);
        assertEquals(0, process.exitValue(), said);
        assertFalse(said.contains("going back"), said); // every existing checkpoint is readable
        return true;
    }

    /** Kills the process at some moment after its first checkpoint; returns false if it ended before. */
    private boolean strike(Process process, Random random, Tally tally) throws InterruptedException {
        Path checkpoints = folder.resolve("killed/checkpoints");
        List<String> before = names(checkpoints);
        while (process.isAlive()
                && (!hasBegun(checkpoints) || names(checkpoints).equals(before))) {
            Thread.sleep(1);
        }
        boolean duringWrite = random.nextBoolean();
        for (int steps = random.nextInt(MOST_STEPS); steps > 0 && process.isAlive(); ) {
            List<String> now = names(checkpoints);
            steps -= now.equals(before) ? 0 : 1;
            before = now;
            Thread.sleep(1);
        }
        Thread.sleep(random.nextInt(MOST_MILLISECONDS));
        while (duringWrite && process.isAlive() && names(checkpoints).stream().noneMatch(KillIT::halfWritten)) {
            Thread.onSpinWait();
        }
        if (!process.isAlive()) {
            return false;
        }
        process.destroyForcibly().waitFor();
        if (process.exitValue() != 128 + 9) {
            return false;
        }
        tally.kills++;
        tally.whileWriting += names(checkpoints).stream().anyMatch(KillIT::halfWritten) ? 1 : 0;
        return true;
    }

    private static boolean hasBegun(Path checkpoints) {
        return names(checkpoints).stream().anyMatch(name -> name.startsWith("step-"));
    }

    private static boolean halfWritten(String name) {
        return name.endsWith(".tmp");
    }

    private static List<String> names(Path checkpoints) {
        String[] names = checkpoints.toFile().list();
        return names == null ? List.of() : Stream.of(names).sorted().toList();
    }
}
