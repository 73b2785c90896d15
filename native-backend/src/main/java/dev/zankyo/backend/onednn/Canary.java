package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Processor;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A trial of a backend in a separate process, so that a library that crashes, hangs or errs on this processor harms
 * only that process. The trial runs once for each library, processor, Java and binding. Its outcome is kept beside the
 * library.
 */
final class Canary {
    /** The first line that the child process prints once the program has started. */
    static final String STARTED = "canary";

    /** The last word of a line that reports a wrong result. */
    static final String WRONG = "WRONG";

    /** The start of the line in which a crashing JVM names the signal: {@code #  SIGSEGV (0xb) at pc=...}. */
    private static final String CRASHED = "#  SIG";

    private static final int HASH_DIGITS = 16;

    private final String backend;
    private final Path folder;
    private final String detail;
    private final Class<?> program;
    private final int mostSeconds;

    /**
     * The outcome of a trial.
     *
     * @param failure the failure in a few words; empty if there was none
     * @param lines the lines that the child printed: its computations and their errors
     */
    record Outcome(Optional<String> failure, List<String> lines) {}

    /**
     * Creates a trial, without starting it.
     *
     * @param backend the name of the backend
     * @param folder the folder of the backend's library; outcomes are stored there
     * @param detail the library, binding and instruction set; if it changes, a new trial is necessary
     */
    Canary(String backend, Path folder, String detail) {
        this(backend, folder, detail, CanaryProgram.class, 60);
    }

    /** Creates a trial that runs another program, for at most {@code mostSeconds}. */
    Canary(String backend, Path folder, String detail, Class<?> program, int mostSeconds) {
        this.backend = backend;
        this.folder = folder;
        this.detail = detail;
        this.program = program;
        this.mostSeconds = mostSeconds;
    }

    /** Returns the failure of the backend, from the stored outcome or else from a new trial. */
    Optional<String> failure() {
        Path kept = kept();
        try {
            String text = Files.readString(kept);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return run().failure(); // no trial yet
        }
    }

    /** Runs a trial and stores its outcome. */
    Outcome run() {
        Outcome outcome = ask();
        try {
            byte[] failure = outcome.failure().orElse("").getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(kept(), out -> out.write(failure));
        } catch (UncheckedIOException e) {
            return outcome; // the next start tries again
        }
        return outcome;
    }

    private Path kept() {
        String what = detail + System.getProperty("java.vm.version") + program + processor();
        return folder.resolve("canary-" + backend + "-" + Digest.of(what).substring(0, HASH_DIGITS));
    }

    /**
     * Returns the processor's model and flags, as the system reports them. The instruction set alone does not
     * distinguish two processors.
     */
    private static String processor() {
        return Stream.of("model", "model name", "flags")
                .map(Processor::field)
                .toList()
                .toString();
    }

    private Outcome ask() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-XX:-CreateCoredumpOnCrash"));
        command.addAll(List.of("-XX:ErrorFile=/dev/null", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-D" + NativeFiles.FOLDER_PROPERTY + "=" + folder.getParent()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        Module module = program.getModule();
        if (module.isNamed()) {
            command.addAll(List.of("-p", System.getProperty("jdk.module.path"), "--add-modules", "ALL-MODULE-PATH"));
            command.addAll(List.of("-m", module.getName() + "/" + program.getName()));
        } else {
            command.add(program.getName());
        }
        command.add(backend);
        try {
            Path out = Files.createTempFile("zankyo-canary", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
                boolean ended = process.waitFor(mostSeconds, TimeUnit.SECONDS);
                process.destroyForcibly();
                int code = process.waitFor();
                List<String> lines = Files.readString(out, StandardCharsets.ISO_8859_1)
                        .lines()
                        .toList();
                return outcome(ended, code, lines);
            } finally {
                Files.delete(out);
            }
        } catch (IOException e) {
            return new Outcome(Optional.empty(), List.of("not verified: " + e.getMessage())); // no Java here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(Optional.of("its trial was interrupted"), List.of());
        }
    }

    private Outcome outcome(boolean ended, int code, List<String> lines) {
        int started = lines.indexOf(STARTED);
        if (started < 0) { // no class path for it, or no memory: nothing is known
            return new Outcome(Optional.empty(), List.of("not verified: no child process could be started"));
        }
        List<String> said = lines.subList(started + 1, lines.size());
        String worst = said.stream()
                .filter(line -> line.endsWith(WRONG) || line.startsWith("Exception"))
                .findFirst()
                .orElse("exit code " + code);
        Optional<String> crash =
                said.stream().filter(line -> line.startsWith(CRASHED)).findFirst();
        return new Outcome(
                !ended
                        ? Optional.of("its trial hung for " + mostSeconds + " seconds")
                        : crash.isPresent()
                                ? crash.map(line -> "its trial crashed with " + line.substring(3, line.indexOf(' ', 3)))
                                : code != 0 ? Optional.of("its trial failed: " + worst.strip()) : Optional.empty(),
                said);
    }
}
