package dev.zankyo.cli.terminal;

import dev.zankyo.backend.Peak;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.StepTime;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * A table of the time of a step by operation, with the share of the machine's peak.
 *
 * @param precision the precision of the operations
 * @param roof the machine's peak; empty if unknown
 */
public record ProfileTable(Precision precision, Optional<Peak> roof) {
    private static final double MEBI = 1 << 20;

    /**
     * Prints the table.
     *
     * @param times the times by operation, summed over threads and steps
     * @param steps the number of steps
     * @param seconds the time of one step in seconds, divided among the operations
     */
    public void print(PrintWriter out, List<StepTime> times, long steps, double seconds) {
        if (times.isEmpty()) {
            out.println("no profile: the backend does not report times");
            return;
        }
        Table table = Table.of("<kind", "ms/step", "time", "GFLOP/s", "peak", "?MiB/step", "?GB/s");
        var total = new StepTime(
                "total", sum(times, StepTime::nanos), sum(times, StepTime::flops), sum(times, StepTime::bytes));
        for (StepTime time : times) {
            double share = (double) time.nanos() / total.nanos();
            row(table, time, steps, seconds * share, share);
        }
        row(table, total, steps, seconds, 1);
        table.print(out);
    }

    private static long sum(List<StepTime> times, ToLongFunction<StepTime> figure) {
        return times.stream().mapToLong(figure).sum();
    }

    private void row(Table table, StepTime time, long steps, double seconds, double share) {
        double flops = (double) time.flops() / steps;
        double bytes = (double) time.bytes() / steps;
        double gigaflops = flops / seconds * 1e-9;
        double most = roof.map(limit -> limit.gigaflops(precision)).orElse(Double.NaN);
        table.add(
                time.kind(),
                figure("%.3f", 1e3 * seconds),
                figure("%.1f %%", 100 * share),
                flops == 0 ? "" : figure("%.1f", gigaflops),
                flops == 0 || roof.isEmpty() ? "" : figure("%.0f %%", 100 * gigaflops / most),
                bytes == 0 ? "" : figure("%.1f", bytes / MEBI),
                bytes == 0 ? "" : figure("%.1f", bytes / seconds * 1e-9));
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
