package dev.zankyo.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A starter of Java programs on this class path. Each runs in a process of its own; the last line it prints is its
 * result.
 */
final class TrialProcess {
    private static final int UNSAFE_OPTION_SINCE = 23;

    private final Path log;

    /**
     * Creates a starter.
     *
     * @param log the file that receives the standard error of all processes, one after the other
     */
    TrialProcess(Path log) {
        this.log = log;
    }

    /** The outcome of a process. */
    sealed interface Outcome {
        /** The process succeeded; {@code line} is the last line it printed. */
        record Printed(String line) implements Outcome {}

        /** The contestant cannot compute the case on this machine. */
        record Unavailable() implements Outcome {}

        /** The process failed. */
        record Failed(int exitCode) implements Outcome {}
    }

    Outcome run(List<String> jvmOptions, Map<String, String> environment, String mainClass, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(commonOptions());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        Optional<String> last;
        try (var lines = process.inputReader()) {
            last = lines.lines().reduce((before, line) -> line);
        }
        int exitCode = process.waitFor();
        return switch (exitCode) {
            case 0 -> new Outcome.Printed(last.orElse(""));
            case Trial.UNAVAILABLE -> new Outcome.Unavailable();
            default -> new Outcome.Failed(exitCode);
        };
    }

    /**
     * Returns options for all processes: the serial collector, as in the command-line program, and no warnings about
     * native access and Unsafe in libraries.
     */
    private static List<String> commonOptions() {
        List<String> options =
                new ArrayList<>(List.of("-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= UNSAFE_OPTION_SINCE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }
}
