package dev.zankyo.cli.bench;

import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.StepTime;
import dev.zankyo.train.PeakMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The hidden command that measures one row of {@code bench} in a process of its own. Each line on standard input is a
 * request; the answer is a line of figures on standard output. The process ends when its input ends.
 *
 * <pre>
 * measure SECONDS   steps per second
 * warm-up SECONDS   the same, but the times of these steps do not count
 * result            p50 and p99 of all steps measured in milliseconds, peak memory in MiB
 * profile SECONDS   steps per second; then, for each kind of work, its name and a step's nanoseconds, operations and
 *                   bytes
 * </pre>
 */
@Command(hidden = true, description = "Measures one row of bench.")
public final class BenchRowCommand implements Runnable {
    public static final String NAME = "bench-row";

    @Spec
    private CommandSpec spec;

    @Option(names = "--backend", required = true)
    private String backend;

    @Option(names = "--mode", required = true)
    private Mode mode;

    @Option(names = "--batch-size", required = true)
    private int batchSize;

    @Option(names = "--threads", required = true)
    private int threads;

    @Option(names = "--precision", required = true)
    private Precision precision;

    private final Timings timings = new Timings();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        BenchCase what = new BenchCase(backend, mode, batchSize, threads, precision);
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
                Workload workload = Workload.of(Backends.select(backend).backend(), what)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(line.split(" "), workload));
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("standard input: could not be read; " + e.getMessage(), e);
        }
    }

    private String answer(String[] request, Workload workload) {
        return switch (request[0]) {
            case "measure" -> figure(timings.measure(workload::step, Double.parseDouble(request[1])));
            case "warm-up" -> figure(new Timings().measure(workload::step, Double.parseDouble(request[1])));
            case "result" ->
                figure(timings.percentileMillis(50))
                        + " " + figure(timings.percentileMillis(99))
                        + " " + figure(PeakMemory.mebibytes());
            case "profile" -> profile(workload, Double.parseDouble(request[1]));
            default -> throw new IllegalArgumentException(NAME + ": unknown request " + request[0]);
        };
    }

    private static String profile(Workload workload, double seconds) {
        Timings profiled = new Timings();
        workload.setProfiled(true);
        double rate = profiled.measure(workload::step, seconds);
        List<StepTime> times = workload.profile();
        workload.setProfiled(false);
        StringBuilder line = new StringBuilder(figure(rate));
        for (StepTime time : times) {
            line.append(" " + time.kind() + " " + time.nanos() / profiled.count() + " "
                    + time.flops() / profiled.count() + " " + time.bytes() / profiled.count());
        }
        return line.toString();
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
