package dev.zankyo.benchmarks.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page of Markdown about a run: the machine and the method, one table, and the contestants. */
final class PeerTable {
    /**
     * The start of the name of the contestant that all others are compared with. The rest of its name does not matter.
     */
    private static final String YARDSTICK = "libtorch";

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private PeerTable(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        PeerTable table = new PeerTable(report);
        table.appendSetting();
        table.appendRows();
        table.appendVersions();
        return table.text.toString();
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private void appendSetting() {
        Machine machine = report.machine();
        line(
                "%s: %s, %d cores (%s), %d GiB, %s, JDK %s.%s",
                report.date(),
                machine.cpu(),
                machine.cores(),
                machine.vectors(),
                machine.memoryGib(),
                machine.system(),
                report.jdk(),
                report.roofs().stream().map(PeerTable::text).reduce("", String::concat));
        line("Each contestant ran in its own process. It was checked against the same losses and logits, then warmed");
        line(
                "up for %.3g s and timed for %.3g s, %d times, in turns with the others. Medians; lowest and highest.",
                report.warmUpSeconds(), report.seconds(), report.rounds());
        line("");
    }

    private static String text(Report.Peak roof) {
        return String.format(
                Locale.ROOT,
                " Float32 multiply-adds on %d %s: %.0f GFLOP/s (%.0f-%.0f).",
                roof.threads(),
                roof.threads() == 1 ? "thread" : "threads",
                roof.gigaflops(),
                roof.lowest(),
                roof.highest());
    }

    private void appendRows() {
        line("| | samples/s | lowest-highest | of libtorch's best | p50 ms | p99 ms | of the peak | peak MiB |");
        line("|---|---:|---:|---:|---:|---:|---:|---:|");
        Map<Case, List<Report.Row>> cases = new LinkedHashMap<>();
        report.rows().forEach(row -> cases.computeIfAbsent(row.what(), what -> new ArrayList<>())
                .add(row));
        cases.forEach(this::appendCase);
        line("");
    }

    private void appendCase(Case what, List<Report.Row> rows) {
        Report.Row yardstick = rows.stream()
                .filter(row -> row.backend().startsWith(YARDSTICK))
                .max(Comparator.comparingDouble(Report.Row::samplesPerSecond))
                .orElse(null);
        line("| **%s** | | | | | | | |", what);
        rows.stream()
                .sorted(Comparator.comparingDouble(Report.Row::samplesPerSecond).reversed())
                .forEach(row -> line(
                        "| %s | %.1f | %.1f-%.1f | %s | %.2f | %.2f | %.2f | %.0f |",
                        row.backend(),
                        row.samplesPerSecond(),
                        row.samplesPerSecondOfRounds().stream()
                                .min(Double::compare)
                                .orElseThrow(),
                        row.samplesPerSecondOfRounds().stream()
                                .max(Double::compare)
                                .orElseThrow(),
                        yardstick == null ? "" : String.format(Locale.ROOT, "%.2f", ratio(row, yardstick)),
                        row.latencyP50Ms(),
                        row.latencyP99Ms(),
                        row.roofShare(),
                        row.peakMemoryMib()));
    }

    /** Returns the median of the rounds' ratios. Both measurements of a ratio were made shortly after one another. */
    private static double ratio(Report.Row row, Report.Row yardstick) {
        List<Double> ratios = new ArrayList<>();
        int rounds = Math.min(
                row.samplesPerSecondOfRounds().size(),
                yardstick.samplesPerSecondOfRounds().size());
        for (int i = 0; i < rounds; i++) {
            ratios.add(row.samplesPerSecondOfRounds().get(i)
                    / yardstick.samplesPerSecondOfRounds().get(i));
        }
        return Medians.of(ratios);
    }

    private void appendVersions() {
        report.versions().forEach((name, version) -> line("- `%s`: %s", name, version));
    }
}
