package dev.zankyo.benchmarks.peers;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A run of all contestants through all cases, round by round. It writes {@code peers.json} and {@code peers.md}. A
 * contestant whose check or process fails has no row, and the run ends with exit code 1.
 */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = "Times Zankyo and its peers on one network, interleaved, each in a process of its own.")
public final class PeerRun implements Callable<Integer> {
    private static final double ROOF_SECONDS = 1;

    @Option(names = "--contestants", split = ",", description = "who takes part (default: all on the class path)")
    private List<String> names = List.of();

    @Option(
            names = "--modes",
            split = ",",
            defaultValue = "training,inference",
            description = "default: ${DEFAULT-VALUE}")
    private List<String> modes;

    @Option(names = "--training-batch", split = ",", defaultValue = "16", description = "default: ${DEFAULT-VALUE}")
    private List<Integer> trainingBatches;

    @Option(names = "--inference-batch", split = ",", defaultValue = "64,1", description = "default: ${DEFAULT-VALUE}")
    private List<Integer> inferenceBatches;

    @Option(
            names = "--precision",
            split = ",",
            defaultValue = Case.FLOAT32 + "," + Case.BFLOAT16,
            description = "default: ${DEFAULT-VALUE}")
    private List<String> precisions;

    @Option(names = "--threads", split = ",", defaultValue = "2", description = "default: ${DEFAULT-VALUE}")
    private List<Integer> threads;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "processes a contestant and case; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "3",
            description = "seconds before each measurement; default: ${DEFAULT-VALUE}")
    private double warmUp;

    @Option(
            names = "--seconds",
            defaultValue = "4",
            description = "seconds of each measurement; default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(
            names = "--out",
            defaultValue = "benchmarks/target/peers",
            description = "folder; default: ${DEFAULT-VALUE}")
    private Path out;

    private final Problem problem = new Problem();
    private final Map<Entry, List<Measurement>> measurements = new LinkedHashMap<>();
    private final Map<Integer, List<Double>> roofs = new TreeMap<>();
    private final Set<Entry> unavailable = new LinkedHashSet<>();
    private final Set<Entry> failed = new LinkedHashSet<>();
    private TrialProcess process;

    private record Entry(Contestant contestant, Case what) {
        @Override
        public String toString() {
            return contestant.name() + ": " + what;
        }
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new PeerRun());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof InputException) {
                command.getErr().println(e.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw e;
        });
        return line;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Entry> entries = entries();
        Files.createDirectories(out);
        process = new TrialProcess(out.resolve("peers.log"));
        Path expectation = out.resolve("expectation.safetensors");
        Set<Case> cases = new LinkedHashSet<>();
        entries.forEach(entry -> cases.add(entry.what()));
        Expectation.of(problem, cases).write(expectation);
        for (int round = 0; round < rounds; round++) {
            System.err.println("round " + (round + 1) + " of " + rounds);
            measurePeaks();
            // Every other round runs in reverse order. Otherwise a contestant would always be measured after the same
            // neighbor, on a processor that the neighbor has heated.
            for (Entry entry : round % 2 == 0 ? entries : entries.reversed()) {
                measure(entry, expectation);
            }
        }
        write(report());
        failed.forEach(entry -> System.err.println(entry + ": failed; see " + out.resolve("peers.log")));
        return failed.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Entry> entries() {
        List<Contestant> contestants = names.isEmpty()
                ? Contestants.all()
                : names.stream().map(Contestants::named).toList();
        List<Entry> entries = new ArrayList<>();
        for (Case what : cases()) {
            for (Contestant contestant : contestants) {
                if (contestant.supports(what)) {
                    entries.add(new Entry(contestant, what));
                }
            }
        }
        if (entries.isEmpty()) {
            throw InputException.of(Subject.named("peers"), "a contestant must support one of the cases")
                    .got("none");
        }
        return entries;
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String mode : modes) {
            Case.Mode parsed = Case.Mode.parse(mode);
            for (int batchSize : parsed == Case.Mode.TRAINING ? trainingBatches : inferenceBatches) {
                for (String precision : precisions) {
                    for (int count : threads) {
                        cases.add(new Case(parsed, batchSize, count, precision));
                    }
                }
            }
        }
        return cases;
    }

    private void measurePeaks() throws IOException, InterruptedException {
        for (int count : threads) {
            List<String> arguments = List.of(Integer.toString(count), Double.toString(ROOF_SECONDS));
            List<String> options = List.of("--add-modules=jdk.incubator.vector");
            if (!(process.run(options, Map.of(), PeakTrial.class.getName(), arguments)
                    instanceof TrialProcess.Outcome.Printed printed)) {
                throw new IllegalStateException("FMA roof: could not be measured; see " + out.resolve("peers.log"));
            }
            roofs.computeIfAbsent(count, c -> new ArrayList<>()).add(Double.parseDouble(printed.line()));
        }
    }

    private void measure(Entry entry, Path expectation) throws IOException, InterruptedException {
        if (unavailable.contains(entry) || failed.contains(entry)) {
            return;
        }
        TrialProcess.Outcome outcome = process.run(
                entry.contestant().jvmOptions(),
                entry.contestant().environment(entry.what()),
                Trial.class.getName(),
                Trial.arguments(entry.contestant(), entry.what(), expectation, warmUp, seconds));
        switch (outcome) {
            case TrialProcess.Outcome.Printed printed -> {
                Measurement measurement = Json.read(Subject.named(entry.toString()), printed.line(), Measurement.class);
                measurements.computeIfAbsent(entry, e -> new ArrayList<>()).add(measurement);
                System.err.printf(
                        "%s: %.1f samples/s, p50 %.2f ms%n",
                        entry, measurement.samplesPerSecond(), measurement.latencyP50Ms());
            }
            case TrialProcess.Outcome.Unavailable u -> {
                unavailable.add(entry);
                System.err.println(entry + ": is not available here; see " + out.resolve("peers.log"));
            }
            case TrialProcess.Outcome.Failed f -> {
                failed.add(entry);
                System.err.println(entry + ": failed with exit code " + f.exitCode());
            }
        }
    }

    private Report report() {
        List<Report.Peak> measuredPeaks = new ArrayList<>();
        roofs.forEach((count, values) -> measuredPeaks.add(
                new Report.Peak(count, Medians.of(values), Collections.min(values), Collections.max(values))));
        Map<String, String> versions = new LinkedHashMap<>();
        List<Report.Row> rows = new ArrayList<>();
        measurements.forEach((entry, values) -> {
            if (failed.contains(entry)) {
                return;
            }
            versions.put(entry.contestant().name(), values.get(0).version());
            double flops = Work.flops(problem.graph(), entry.what().mode());
            double roof = 1e9 * Medians.of(roofs.get(entry.what().threads())) / flops;
            rows.add(Report.Row.of(entry.contestant().name(), entry.what(), values, roof));
        });
        return new Report(
                LocalDate.now().toString(),
                Machine.here(),
                System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
                rounds,
                warmUp,
                seconds,
                measuredPeaks,
                versions,
                rows);
    }

    private void write(Report report) {
        String table = PeerTable.of(report);
        AtomicFile.write(
                out.resolve("peers.json"),
                file -> file.write(Json.document(report).getBytes(StandardCharsets.UTF_8)));
        AtomicFile.write(out.resolve("peers.md"), file -> file.write(table.getBytes(StandardCharsets.UTF_8)));
        System.out.print(table);
    }
}
