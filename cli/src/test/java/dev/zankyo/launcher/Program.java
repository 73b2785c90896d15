package dev.zankyo.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged program, started as a user starts it. */
public final class Program {
    /** Built by the package phase. */
    static final Path JAR = Path.of(System.getProperty("zankyo.jar"));

    /** The Java that runs the tests. */
    static final Jdk NEW = Jdk.at(Path.of(System.getProperty("java.home"))).orElseThrow();

    private static final long PATIENCE_MINUTES = 10;

    private final Path java;
    private final Path folder;
    private Path jar = JAR;
    private List<String> options = List.of();

    private Program(Jdk jdk, Path folder) {
        this.java = jdk.java();
        this.folder = folder;
    }

    /** Returns the program on the Java that runs the tests, with {@code folder} as its working directory. */
    public static Program onNew(Path folder) {
        return new Program(NEW, folder);
    }

    /** Returns the program on the newest Java of this machine that is too old for it; empty if there is none. */
    static Optional<Program> onOld(Path folder) {
        Path home = Path.of(System.getProperty("user.home")).toAbsolutePath();
        return JdkSearch.find(home.getRoot(), home, Map.of(), 8).stream()
                .filter(jdk -> jdk.feature() < Launcher.OLDEST)
                .findFirst()
                .map(jdk -> new Program(jdk, folder));
    }

    /** The result of a run. */
    public record Result(int exitCode, String out, String err) {}

    Program jar(Path other) {
        jar = other;
        return this;
    }

    public Program options(String... more) {
        options = List.of(more);
        return this;
    }

    /** Runs the program to its end. Standard output and error go to files, as with a shell's redirection. */
    public Result run(String... arguments) {
        try {
            File out = Files.createTempFile(folder, "out", ".txt").toFile();
            File err = Files.createTempFile(folder, "err", ".txt").toFile();
            Process process =
                    builder(arguments).redirectOutput(out).redirectError(err).start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + String.join(" ", arguments));
            }
            return new Result(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until a run has written a checkpoint, or the process that trains has ended. */
    public static void awaitCheckpoint(Process training, Path run) throws InterruptedException {
        while (training.isAlive() && !hasCheckpoint(run)) {
            Thread.sleep(10);
        }
    }

    private static boolean hasCheckpoint(Path run) {
        String[] names = run.resolve("checkpoints").toFile().list();
        return names != null && Stream.of(names).anyMatch(name -> name.matches("step-\\d+\\.safetensors"));
    }

    /** Returns the process to start in the folder. Its environment names no Java except the one of the tests. */
    public ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("JDK_JAVA_OPTIONS|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS"));
        environment.put("JAVA_HOME", NEW.home().toString());
        return builder;
    }
}
