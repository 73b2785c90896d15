package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.launcher.Program;
import dev.zankyo.launcher.Program.Result;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the messages about a native library that cannot be loaded, and of the command that checks its results. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class BackendFailuresIT {
    private static final String WITHOUT =
            "the program without its native library: `auto` takes `java` and says why in one line, a named backend is refused"
                    + " with its remedy";

    @TempDir
    Path folder;

    /** Runs the program where it cannot unpack libraries: a file has the name of the folder. */
    private Result runWithoutLibrary(String arguments) throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "");
        return Program.onNew(folder)
                .options("-Dorg.bytedeco.javacpp.cachedir=" + file, "-XX:ActiveProcessorCount=1")
                .run(arguments.split(" "));
    }

    /** Checks that one line names the skipped backend. One core is allowed, so there is one thread. */
    @Test
    @Tag("full")
    @Survives(promise = Promise.NATIVE_CODE, what = WITHOUT)
    void auto_takesJavaAndSaysWhy() throws IOException {
        SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED, 2, 1).write(folder);
        Result result = runWithoutLibrary("train --train train.csv --test test.csv --epochs 1");
        List<String> lines = result.err().lines().toList();
        assertEquals(0, result.exitCode(), result::err);
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("backend java: ")
                                && line.contains(
                                        "; onednn and onednn-ffm are unavailable: its library cannot be unpacked: ")
                                && line.endsWith(", or use --backend java), 1 thread")),
                result::err);
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = WITHOUT)
    void named_isRefusedWithItsRemedy() throws IOException {
        Result result = runWithoutLibrary("train --backend onednn");
        assertEquals(2, result.exitCode(), result::err);
        assertEquals(1, result.err().lines().count(), result::err);
        assertTrue(
                result.err()
                        .startsWith("zankyo: --backend: onednn is not available here; its library cannot be unpacked"),
                result::err);
        assertTrue(
                result.err().contains("(name another folder with -Dorg.bytedeco.javacpp.cachedir=FOLDER"), result::err);
    }

    @Test
    @Survives(
            promise = Promise.NATIVE_CODE,
            what = "layers and results of both oneDNN bindings, compared with `java` by `backends --verify`: within"
                    + " the error bound")
    void verify_showsEveryLayerOfBothBindings(Trials trials) {
        Result result = Program.onNew(folder).run("backends", "--verify");
        assertEquals(0, result.exitCode(), result::err);
        assertEquals("", result.err());
        long right = result.out()
                .lines()
                .filter(line -> line.matches(" .* [0-9.]+e-[0-9]+  ok"))
                .count();
        assertEquals(4 * 31, right, result::out); // of two bindings with and without oneDNN's normalization:
        // 15 convolutions, 13 normalizations, dense, loss, inference
        assertFalse(result.out().contains("WRONG"), result::out);
        assertTrue(result.out().contains("\nauto selects onednn: "), result::out);
        trials.survived(right);
    }
}
