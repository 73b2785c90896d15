package dev.zankyo.cli.bench;

import dev.zankyo.backend.StepTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The parent's side of {@link BenchRowCommand}: a Java process like this one that computes one case. Its peak memory
 * belongs to that case alone, and its code is compiled for that case alone. It idles between requests.
 */
final class RowProcess implements AutoCloseable {
    private static final int SECONDS_TO_END = 5;

    private final BenchCase what;
    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;
    private final CompletableFuture<String> lastWords;
    private final List<Double> rounds = new ArrayList<>();

    /** The reason why a row cannot be measured, with the exit code. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int exitCode;

        private Failure(String message, int exitCode) {
            super(message);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    /**
     * The figures of all measured steps.
     *
     * @param stepsPerSecond the median over the rounds
     * @param p50Millis the median time of a step, in milliseconds
     * @param p99Millis the 99th percentile of the time of a step, in milliseconds
     * @param peakMemoryMib the peak memory of the process, in MiB
     * @param profile the times of a step by operation; empty unless requested
     * @param profiledSeconds the time of a profiled step, in seconds
     */
    record Result(
            BenchCase what,
            double stepsPerSecond,
            double p50Millis,
            double p99Millis,
            double peakMemoryMib,
            List<StepTime> profile,
            double profiledSeconds) {}

    /**
     * Starts the process. Requests may be sent at once; the first answer shows whether the process could start.
     *
     * @param program the name of the program's main class
     */
    RowProcess(String program, BenchCase what) {
        this.what = what;
        var builder = new ProcessBuilder(command(program, what));
        // These options are already among the arguments of this process, which the child also gets.
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(what + ": no process could be started; " + e.getMessage(), e);
        }
        requests = new PrintWriter(process.outputWriter(StandardCharsets.US_ASCII), true);
        answers = process.inputReader(StandardCharsets.US_ASCII);
        lastWords = CompletableFuture.supplyAsync(() -> process.errorReader()
                .lines()
                .filter(line -> line.startsWith("zankyo: "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .collect(Collectors.joining("; ")));
    }

    static List<String> command(String program, BenchCase what) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dzankyo.terminal="); // its answers go to a pipe, even if this process writes to a terminal
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
        command.addAll(List.of(BenchRowCommand.NAME, "--backend", what.backend(), "--mode", what.mode() + ""));
        command.addAll(List.of("--batch-size", what.batchSize() + "", "--threads", what.threads() + ""));
        command.addAll(List.of("--precision", what.precision() + ""));
        return command;
    }

    BenchCase what() {
        return what;
    }

    /**
     * Runs steps whose times do not count.
     *
     * @return steps per second
     * @throws Failure if the process refuses the case or fails
     */
    double warmUp(double seconds) {
        return Double.parseDouble(ask("warm-up " + seconds));
    }

    /** Runs and times the steps of one round. */
    void measure(double seconds) {
        rounds.add(Double.parseDouble(ask("measure " + seconds)));
    }

    /**
     * Returns the result of all rounds.
     *
     * @param profiled the seconds of profiling after the measurement; 0 for none
     */
    Result result(double profiled) {
        List<Double> sorted = rounds.stream().sorted().toList();
        double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        String[] figures = ask("result").split(" ");
        String[] profile = (profiled == 0 ? "1" : ask("profile " + profiled)).split(" ");
        List<StepTime> times = new ArrayList<>();
        for (int i = 1; i < profile.length; i += 4) {
            times.add(new StepTime(
                    profile[i],
                    Long.parseLong(profile[i + 1]),
                    Long.parseLong(profile[i + 2]),
                    Long.parseLong(profile[i + 3])));
        }
        return new Result(
                what,
                median,
                Double.parseDouble(figures[0]),
                Double.parseDouble(figures[1]),
                Double.parseDouble(figures[2]),
                times,
                1 / Double.parseDouble(profile[0]));
    }

    private String ask(String request) {
        requests.println(request);
        return answer();
    }

    private String answer() {
        try {
            String line = answers.readLine();
            if (line != null) {
                return line;
            }
            int exitCode = process.waitFor();
            String reason = lastWords.join();
            throw new Failure(
                    what + ": " + (reason.isEmpty() ? "its process ended with exit code " + exitCode : reason),
                    exitCode);
        } catch (IOException e) {
            throw new UncheckedIOException(what + ": no answer could be read; " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + ": interrupted", e);
        }
    }

    /** Ends the process. */
    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
