package dev.zankyo.benchmarks.peers;

import dev.zankyo.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that measures one contestant for one case. It checks the contestant's results, warms up, measures, and
 * prints a {@link Measurement} as one line of JSON, the last line of standard output. It exits with code 2 if the
 * contestant cannot compute the case on this machine.
 */
final class Trial {
    static final int UNAVAILABLE = 2;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int FIRST_CAPACITY = 1 << 10;

    private final Contestant contestant;
    private final Case what;
    private final Problem problem = new Problem();
    private final Expectation expectation;

    private Trial(Contestant contestant, Case what, Expectation expectation) {
        this.contestant = contestant;
        this.what = what;
        this.expectation = expectation;
    }

    /** Returns the arguments that {@link #main} accepts. */
    static List<String> arguments(Contestant contestant, Case what, Path expectation, double warmUp, double seconds) {
        List<String> arguments = new ArrayList<>(what.arguments());
        arguments.addAll(
                List.of(contestant.name(), expectation.toString(), Double.toString(warmUp), Double.toString(seconds)));
        return arguments;
    }

    public static void main(String[] arguments) {
        Trial trial = new Trial(
                Contestants.named(arguments[4]),
                Case.parse(Arrays.asList(arguments)),
                Expectation.read(Path.of(arguments[5])));
        try {
            Measurement measurement = trial.run(Double.parseDouble(arguments[6]), Double.parseDouble(arguments[7]));
            System.out.println(Json.line(measurement));
        } catch (InputException e) {
            System.err.println(e.getMessage());
            System.exit(UNAVAILABLE);
        }
    }

    private Measurement run(double warmUp, double seconds) {
        return switch (what.mode()) {
            case TRAINING -> train(warmUp, seconds);
            case INFERENCE -> infer(warmUp, seconds);
        };
    }

    private Measurement train(double warmUp, double seconds) {
        List<Problem.Batch> batches = problem.batches(what.batchSize());
        try (var training = contestant.training(problem.graph(), problem.initialWeights(), what)) {
            expectation.check(problem, what, training);
            return measure(warmUp, seconds, i -> {
                Problem.Batch batch = batches.get(i % batches.size());
                training.step(batch.inputs(), batch.targets(), Problem.LEARNING_RATE);
            });
        }
    }

    private Measurement infer(double warmUp, double seconds) {
        List<Problem.Batch> batches = problem.batches(what.batchSize());
        try (var inference = contestant.inference(problem.graph(), expectation.trainedWeights(problem), what)) {
            expectation.check(problem, what, inference);
            float[] logits = new float[batches.get(0).targets().length];
            return measure(
                    warmUp,
                    seconds,
                    i -> inference.run(batches.get(i % batches.size()).inputs(), logits));
        }
    }

    /** A training step or forward pass. {@code i} counts the passes; the batches are used in turns. */
    private interface Pass {
        void run(int i);
    }

    private Measurement measure(double warmUp, double seconds, Pass pass) {
        latencies(warmUp, pass);
        return Measurement.of(contestant.version(), what.batchSize(), latencies(seconds, pass), peakMemoryMib());
    }

    /** Repeats a pass for the given time, at least once. Returns the time of each in nanoseconds. */
    private static long[] latencies(double seconds, Pass pass) {
        long[] latencies = new long[FIRST_CAPACITY];
        int count = 0;
        long now = System.nanoTime();
        long end = now + (long) (seconds * 1e9);
        do {
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            pass.run(count);
            long after = System.nanoTime();
            latencies[count++] = after - now;
            now = after;
        } while (now < end);
        return Arrays.copyOf(latencies, count);
    }

    private static double peakMemoryMib() {
        try {
            return Files.readString(STATUS)
                            .lines()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(STATUS + ": the peak resident set cannot be read", e);
        }
    }
}
