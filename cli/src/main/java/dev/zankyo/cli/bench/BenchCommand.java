package dev.zankyo.cli.bench;

import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Backends.Candidate;
import dev.zankyo.backend.Peak;
import dev.zankyo.backend.PeakMeter;
import dev.zankyo.backend.Precision;
import dev.zankyo.cli.options.Invocation;
import dev.zankyo.cli.options.ThreadsOption;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.cli.terminal.ProfileTable;
import dev.zankyo.cli.terminal.StatusLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that measures the speed of training and prediction on this machine, and compares it with the peak. */
@Command(
        customSynopsis = "zankyo bench [OPTIONS]",
        description = {
            "Measures training and inference speed of each backend.",
            "Each case (backend, precision, batch size) runs in a process of its own. The processes take turns, and "
                    + "the table compares each case with the machine's peak."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo bench", "  zankyo bench --backend java --batch-size 16,64 --profile"})
public final class BenchCommand implements Callable<Integer> {
    private static final List<Integer> TRAINING_BATCHES = List.of(16);
    private static final List<Integer> INFERENCE_BATCHES = List.of(64, 1);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            split = ",",
            description = "Backends to measure (default: all that are available).")
    private List<String> backends;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            split = ",",
            description = "Batch sizes to measure (default: 16 for training, 64 and 1 for inference).")
    private List<Integer> batchSizes;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "float32",
            description = "Number formats to measure (default: ${DEFAULT-VALUE}).")
    private List<Precision> precisions;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "Seconds to measure each case for (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--profile", description = "Print the time spent in each operation.")
    private boolean profiled;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    /** Returns 1 if a row failed, 2 if all were refused, else 0. Each failure has been reported. */
    @Override
    public Integer call() {
        requireSensible();
        List<String> names = names();
        int most = threads.most();
        List<RowProcess.Result> results = new ArrayList<>();
        BenchRun run;
        try (StatusLine status = new StatusLine(spec.commandLine().getErr())) {
            run = new BenchRun(program(), PeakMeter.find(), most, seconds, profiled, status);
            for (Mode mode : Mode.values()) {
                for (int batchSize : batchSizes(mode)) {
                    results.addAll(run.compare(cases(names, mode, batchSize, most)));
                }
            }
        }
        report(results, run.roof());
        return run.failures().stream()
                .mapToInt(RowProcess.Failure::exitCode)
                .filter(code -> code != 2 || results.isEmpty())
                .map(code -> code == 2 ? 2 : 1)
                .min()
                .orElse(0);
    }

    /** Returns the name of the program's main class, which is the root command. */
    private String program() {
        return spec.root().userObject().getClass().getName();
    }

    private void requireSensible() {
        if (!(seconds >= 0.1 && seconds <= 3600)) {
            throw new ParameterException(spec.commandLine(), "--seconds: must be in 0.1..3600; got " + seconds);
        }
        if (batchSizes != null && batchSizes.stream().anyMatch(size -> size < 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--batch-size: must be positive numbers; got " + batchSizes);
        }
    }

    /** Returns the backends that the user named, each of which must be available, or all available ones. */
    private List<String> names() {
        return backends == null
                ? Backends.candidates().stream()
                        .filter(candidate -> candidate.availability() instanceof Available)
                        .map(Candidate::name)
                        .toList()
                : backends.stream()
                        .map(name -> Backends.select(name).backend().name())
                        .distinct()
                        .toList();
    }

    private List<Integer> batchSizes(Mode mode) {
        if (batchSizes != null) {
            return batchSizes.stream().distinct().toList();
        }
        return mode == Mode.TRAINING ? TRAINING_BATCHES : INFERENCE_BATCHES;
    }

    private List<BenchCase> cases(List<String> names, Mode mode, int batchSize, int most) {
        return precisions.stream()
                .distinct()
                .flatMap(precision -> names.stream().map(name -> new BenchCase(name, mode, batchSize, most, precision)))
                .toList();
    }

    private void report(List<RowProcess.Result> results, Optional<Peak> roof) {
        PrintWriter out = spec.commandLine().getOut();
        List<BenchRow> rows = results.stream().map(result -> row(result, roof)).toList();
        if (json) {
            BenchTable.printJson(out, rows);
            return;
        }
        PrintableWriter.forPeople(out);
        BenchTable.printText(out, rows, roof);
        for (RowProcess.Result result : results) {
            if (profiled) {
                out.println();
                out.println(result.what());
                new ProfileTable(result.what().precision(), roof)
                        .print(out, result.profile(), 1, result.profiledSeconds());
            }
        }
        if (!rows.isEmpty()) {
            out.println();
            next().forEach(line -> out.println("next          " + line));
        }
    }

    private static BenchRow row(RowProcess.Result result, Optional<Peak> roof) {
        BenchCase what = result.what();
        return new BenchRow(
                what,
                result.stepsPerSecond() * what.batchSize(),
                result.p50Millis(),
                result.p99Millis(),
                roof.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(BenchRow.roofSamplesPerSecond(what, roof.get())),
                result.peakMemoryMib());
    }

    /** Returns commands that measure what this run did not. */
    private List<String> next() {
        List<String> next = new ArrayList<>();
        if (!profiled) {
            next.add(Invocation.again("bench", "--profile") + "  # where the time goes");
        }
        if (!precisions.contains(Precision.BFLOAT16)) {
            next.add(Invocation.again("bench", "--precision", "float32,bfloat16") + "  # half the bytes");
        }
        if (batchSizes == null) {
            next.add(Invocation.again("bench", "--batch-size", "16,32,64") + "  # larger steps");
        }
        return next;
    }
}
