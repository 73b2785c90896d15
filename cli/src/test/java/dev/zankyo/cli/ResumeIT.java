package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.launcher.Program;
import dev.zankyo.launcher.Program.Result;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the messages about unfinished and finished runs. */
@Tag("full")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals: a process ends at once there")
final class ResumeIT {
    private static final String ROWS = "--train train.csv --test test.csv ";

    @TempDir
    Path folder;

    private Result run(String arguments) {
        return Program.onNew(folder).run(arguments.split(" "));
    }

    private static void assertRefused(Result result, String expected) {
        assertEquals(2, result.exitCode(), result::err);
        assertEquals(1, result.err().lines().count(), result::err);
        assertTrue(result.err().contains(expected), result::err);
    }

    /** Begins a run in the folder {@code run} and leaves it running. */
    private Process begin(int epochs) throws IOException, InterruptedException {
        SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED, 2, 1).write(folder);
        Process process = Program.onNew(folder)
                .builder((ROWS + "--epochs " + epochs + " --backend java --out run")
                        .replaceFirst("^", "train ")
                        .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        Program.awaitCheckpoint(process, folder.resolve("run"));
        return process;
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(128 + 15, process.exitValue());
    }

    @Test
    @Survives(
            promise = Promise.RESUME,
            what = "`train` into the folder of a running run: refused in one line; into that of an unfinished run:"
                    + " refused, unless `--restart` begins anew; `--resume` with other options or data: refused")
    void run_thatIsUnfinished_isNeitherLostNorContinuedAsAnother() throws IOException, InterruptedException {
        Process begun = begin(1000);
        for (String other : List.of("train --out run", "train --out run --restart", "train --resume run")) {
            assertRefused(run(other), "run: only one process at a time may train into this folder; got process ");
        }
        stop(begun);
        assertRefused(
                run("train --epochs 1 --out run"),
                "run: holds an unfinished run (continue it with --resume, begin anew with --restart, or choose");
        assertRefused(
                run("train --resume run --learning-rate 0.5 --seed 9"),
                "run: learning rate, seed must be as when the run began; expected learning rate 0.003, seed 1,"
                        + " got learning rate 0.5, seed 9 (");
        Path rows = folder.resolve("train.csv");
        String text = Files.readString(rows);
        Files.writeString(rows, text.substring(0, text.length() - 3) + "9\n");
        assertRefused(
                run("train --resume run"), "run: training rows must be as when the run began; expected 16 of 20 x 50");
        Files.writeString(rows, text);

        Result anew = run("train " + ROWS + "--epochs 1 --views 1 --batch-size 16 --backend java --out run --restart");
        assertEquals(0, anew.exitCode(), anew::err);
        assertFalse(Files.exists(folder.resolve("run/checkpoints")));
        assertRefused(
                run("train --resume run"),
                "run: holds a finished run of 1 epoch; expected more --epochs, got 1 (name the number of all epochs,");
        assertRefused(run("train --resume gone"), "gone: must hold a run; there is neither checkpoint nor model");
        for (String again : List.of("", " --restart")) {
            assertRefused(
                    run("train --epochs 1 --out run" + again),
                    "run: holds a finished run (replace it with --overwrite, or choose another folder with --out)");
        }
    }

    /** Started by its class, not its jar, the program gets no Vector API. */
    @Test
    @Survives(
            promise = Promise.RESUME,
            what = "a run begun with the Vector API and continued without: refused, naming both; with `--inexact`"
                    + " continued, and recorded in `run.json`")
    void run_thatCouldNotComeOutTheSameHere_isContinuedOnlyIfItNeedNot() throws IOException, InterruptedException {
        stop(begin(2));
        Result refused = runInPlainLoops("train", "--resume", "run");
        assertRefused(
                refused, "run: the run would not end in the same bytes here; arithmetic has changed; was Vector API, ");
        assertTrue(
                refused.err().contains(" lanes, is plain loops (continue it where it began, or with --inexact, or "));
        Result continued = runInPlainLoops("train", "--resume", "run", "--inexact");
        assertEquals(0, continued.exitCode(), continued::err);
        String record = Files.readString(folder.resolve("run/run.json"));
        assertTrue(record.matches("(?s).*\"arithmetic\" *: *\"plain loops\".*\"until step \\d+\".*"), record);
        assertFalse(record.contains("inexact"), record);
    }

    private Result runInPlainLoops(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = Program.onNew(folder).builder(arguments);
        int jar = builder.command().indexOf("-jar");
        builder.command().set(jar, "-cp");
        builder.command().add(jar + 2, "dev.zankyo.cli.Main");
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertTrue(process.waitFor(10, TimeUnit.MINUTES));
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    @Survives(
            promise = Promise.DETERMINISM,
            what = "`verify` of a run, then of one whose record was changed: identical bit for bit; the differing"
                    + " step is named")
    void verify_ofAFinishedRun_isTheSameUntilAStepIsChanged() throws IOException {
        SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED, 2, 1).write(folder);
        assertEquals(
                0,
                run("train " + ROWS + "--epochs 2 --views 1 --batch-size 8 --backend java --out run")
                        .exitCode());
        Result same = run("verify run");
        assertEquals(0, same.exitCode(), same::err);
        assertEquals("identical, bit for bit: 4 steps, weights of 2 epochs and of the model\n", same.out(), same::err);
        assertFalse(same.err().contains("jvm options differs"), same::err);
        Path steps = folder.resolve("run/steps.csv");
        List<String> lines = Files.readAllLines(steps);
        lines.set(3, lines.get(3).replaceFirst(",.*,", ",9.5,"));
        Files.write(steps, lines);
        Result differs = run("verify run");
        assertEquals(1, differs.exitCode(), differs::err);
        assertTrue(differs.out().startsWith("differs: loss of step 3; expected 9.5, got "), differs::out);
    }
}
