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
 * A process of its own in which a backend computes first, so that a library that crashes, hangs or errs on this processor does so
 * there. The outcome is kept beside the library, by library, processor, Java and binding, and asked for only once.
 */
final class Canary {
    /** The first line of a child that got as far as our code. */
    static final String STARTED = "canary";

    /** The last word of a line that says what is wrong. */
    static final String WRONG = "WRONG";

    /** How the virtual machine's last words begin: {@code #  SIGSEGV (0xb) at pc=...}. */
    private static final String CRASHED = "#  SIG";

    private static final int HASH_DIGITS = 16;

    private final String backend;
    private final Path folder;
    private final String detail;
    private final Class<?> program;
    private final int mostSeconds;

    /**
     * What came out.
     *
     * @param failure what went wrong, in a few words; empty if nothing did
     * @param lines what the child computed and how far off it was
     */
    record Outcome(Optional<String> failure, List<String> lines) {}

    /**
     * Starts nothing yet.
     *
     * @param backend the backend's name
     * @param folder where its library is, and outcomes are kept
     * @param detail library, binding and instruction set: with another one the outcome may be another
     */
    Canary(String backend, Path folder, String detail) {
        this(backend, folder, detail, CanaryProgram.class, 60);
    }

    /** Runs another program than ours, for that long. */
    Canary(String backend, Path folder, String detail, Class<?> program, int mostSeconds) {
        this.backend = backend;
        this.folder = folder;
        this.detail = detail;
        this.program = program;
        this.mostSeconds = mostSeconds;
    }

    /** What went wrong, now or when it was last asked. */
    Optional<String> failure() {
        Path kept = kept();
        try {
            String text = Files.readString(kept);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return run().failure(); // not asked yet
        }
    }

    /** Asks now, and keeps the outcome. */
    Outcome run() {
        Outcome outcome = ask();
        try {
            byte[] failure = outcome.failure().orElse("").getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(kept(), out -> out.write(failure));
        } catch (UncheckedIOException e) {
            return outcome; // asked again next time
        }
        return outcome;
    }

    private Path kept() {
        String what = detail + System.getProperty("java.vm.version") + program + processor();
        return folder.resolve("canary-" + backend + "-" + Digest.of(what).substring(0, HASH_DIGITS));
    }

    /** Model and flags, by the system's account: the instruction set alone does not tell two processors apart. */
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
            return new Outcome(Optional.empty(), List.of("not shown: " + e.getMessage())); // no Java to be started here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(Optional.of("its trial was interrupted"), List.of());
        }
    }

    private Outcome outcome(boolean ended, int code, List<String> lines) {
        int started = lines.indexOf(STARTED);
        if (started < 0) { // a class path that a process cannot be given, or no memory for one: nothing is known
            return new Outcome(Optional.empty(), List.of("not shown: no process of its own could be started"));
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
