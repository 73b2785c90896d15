package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zankyo.audio.WavFile;
import dev.zankyo.launcher.Program.Result;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar on the Java of the tests and, where the machine has one, on a Java that is too old. */
final class LauncherIT {
    @TempDir
    Path folder;

    private Program onNew() {
        return Program.onNew(folder);
    }

    private Program onOld() {
        Optional<Program> program = Program.onOld(folder);
        assumeTrue(program.isPresent(), "no Java older than " + Launcher.OLDEST + " is installed");
        return program.get();
    }

    private static void assertRunsOnNew(Result result) {
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertTrue(result.out().contains("Java " + Program.NEW.feature() + "."), result::out);
    }

    @Test
    void start_newJava_runsThereWithoutAWord() {
        assertRunsOnNew(onNew().run("--version"));
    }

    @Test
    void start_oldJava_runsOnTheNewOneWithoutAWord() {
        assertRunsOnNew(onOld().run("--version"));
    }

    @Test
    void start_noNativeAccessNorVectorApiAskedFor_bothAreThere() {
        Result result = onNew().run("backends");
        assertEquals("", result.err());
        assertTrue(result.out().contains("Vector API"), result::out);
    }

    @Test
    void start_optionsOfTheUser_holdForTheProgram() {
        Result result = onNew().options("-Dpicocli.usage.width=60", "-XX:+UseParallelGC")
                .run("train", "--help");
        assertEquals("", result.err());
        assertTrue(result.out().lines().allMatch(line -> line.length() <= 60), result::out);
    }

    @Test
    void start_optionNoJavaKnows_isTheJavaCommandsOwnError() {
        assertEquals(1, onNew().options("-XX:+NoSuchOption").run("--version").exitCode());
    }

    @Test
    void start_pathWithSpaces_works() throws IOException {
        Path jar = Files.createDirectories(folder.resolve("a folder")).resolve("the cli.jar");
        Files.copy(Program.JAR, jar);
        assertRunsOnNew(onNew().jar(jar).run("--version"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "names are in UTF-8 there whatever the locale")
    void start_withoutALocale_namesKeepTheirLetters() throws IOException, InterruptedException {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this test cannot write such names");
        WavFile.write(
                new double[800],
                8000,
                Files.createDirectories(folder.resolve("sounds/B\u00e4r")).resolve("1.wav"));
        Process features = withoutLocale("features", "--sounds", "sounds", "--out", "rows.csv");
        assertEquals(0, features.waitFor());
        assertTrue(Files.readString(folder.resolve("rows.csv")).startsWith("B\u00e4r,"));
        Process refused = withoutLocale("features", "--sounds", "sounds/B\u00e4r", "--out", "rows.csv");
        assertEquals(2, refused.waitFor());
        assertEquals(
                "zankyo: arguments: must be ASCII, as the locale is; got other letters (set LC_ALL=C.UTF-8)\n",
                Files.readString(folder.resolve("err.txt")));
    }

    private Process withoutLocale(String... arguments) throws IOException {
        ProcessBuilder builder = onNew().builder(arguments)
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    @Test
    void exit_badInput_isTwoAndOneLine() {
        for (Program program : List.of(onNew(), onOld())) {
            Result result = program.run("predict", "--model", "no such file", "rows.csv");
            assertEquals(2, result.exitCode());
            assertEquals(
                    "zankyo: no such file: could not be read; no such file or folder",
                    result.err().strip());
            assertEquals("", result.out());
        }
    }

    @Test
    @Tag("full")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals: a process ends at once there")
    @Survives(promise = Promise.RESUME, what = "SIGTERM while training: saves, says how to continue, ends with 143")
    void terminate_training_endsLauncherAndProgramAndSavesTheRun() throws IOException, InterruptedException {
        Path err = folder.resolve("err.txt");
        Path checkpoints = folder.resolve("run/checkpoints");
        Process launcher = onNew().builder("train", "--epochs", "1000", "--out", "run")
                .redirectError(err.toFile())
                .start();
        Program.awaitCheckpoint(launcher, folder.resolve("run"));
        ProcessHandle program = launcher.descendants().findFirst().orElseThrow();
        launcher.destroy();
        assertTrue(launcher.waitFor(1, TimeUnit.MINUTES));
        assertEquals(128 + 15, launcher.exitValue());
        assertFalse(program.isAlive());
        String last = Files.readAllLines(err).getLast();
        assertTrue(
                last.matches("stopped and saved in epoch \\d+, after step \\d+; continue with: .* train --resume run"),
                last);
        try (Stream<Path> files = Files.list(folder.resolve("run"))) {
            assertEquals(
                    List.of(folder.resolve("run/.lock"), checkpoints),
                    files.sorted().toList());
        }
    }
}
