package dev.zankyo.cli.bench;

import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Peak;
import dev.zankyo.backend.PeakMeter;
import dev.zankyo.cli.terminal.StatusLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A measurement of cases to be compared. Each case runs in a process of its own. The cases and the machine's peak take
 * turns in several rounds, so other load on the machine affects all of them.
 */
final class BenchRun {
    private static final int ROUNDS = 5;
    private static final double ROOF_SECONDS = 0.3;

    /**
     * Seconds of one piece of the warm-up, which ends when several pieces in a row were no faster than an earlier one.
     */
    private static final double WARM_UP_PIECE_SECONDS = 0.4;

    private static final int WARM_UP_PIECES = 3;
    private static final double WARM_UP_MOST_SECONDS = 10;

    /** The longest warm-up as a multiple of the measurement: a short measurement needs no long warm-up. */
    private static final double WARM_UP_MOST_SHARE = 4;

    private static final double FASTER = 1.03;

    private final String program;
    private final Optional<PeakMeter> meter;
    private final int threads;
    private final double seconds;
    private final boolean profiled;
    private final StatusLine status;
    private final List<Peak> roofs = new ArrayList<>();
    private final List<RowProcess.Failure> failures = new ArrayList<>();

    /**
     * Makes a run without cases.
     *
     * @param program the name of the program's main class
     * @param meter the meter of the machine's peak, if there is one
     * @param seconds the seconds of measurement per case
     * @param profiled whether to profile each case too
     */
    BenchRun(
            String program,
            Optional<PeakMeter> meter,
            int threads,
            double seconds,
            boolean profiled,
            StatusLine status) {
        this.program = program;
        this.meter = meter.filter(any -> any.availability() instanceof Available);
        this.threads = threads;
        this.seconds = seconds;
        this.profiled = profiled;
        this.status = status;
    }

    /** Measures cases that use the same number of threads, in turns. */
    List<RowProcess.Result> compare(List<BenchCase> cases) {
        List<RowProcess> running = new ArrayList<>();
        List<RowProcess.Result> results = new ArrayList<>();
        try {
            for (BenchCase what : cases) {
                running.add(new RowProcess(program, what));
            }
            each(running, "warming up", this::warmUp);
            for (int round = 1; round <= ROUNDS; round++) {
                meter.ifPresent(any -> {
                    status.show("measuring the machine's peak");
                    roofs.add(any.measure(threads, ROOF_SECONDS));
                });
                each(running, "round " + round + " of " + ROUNDS, row -> row.measure(seconds / ROUNDS));
            }
            each(running, "profile", row -> results.add(row.result(profiled ? seconds : 0)));
        } finally {
            running.forEach(RowProcess::close);
        }
        return results;
    }

    /** Runs a case until the just-in-time compiler has finished with it, which takes longer for some cases. */
    private void warmUp(RowProcess row) {
        double most = Math.min(WARM_UP_MOST_SECONDS, WARM_UP_MOST_SHARE * seconds);
        long end = System.nanoTime() + (long) (most * 1e9);
        double best = 0;
        int noFaster = 0;
        while (noFaster < WARM_UP_PIECES && System.nanoTime() < end) {
            double rate = row.warmUp(WARM_UP_PIECE_SECONDS);
            noFaster = rate > FASTER * best ? 0 : noFaster + 1;
            best = Math.max(best, rate);
        }
    }

    /** Performs an action on every row and removes the rows that fail. */
    private void each(List<RowProcess> running, String doing, Consumer<RowProcess> action) {
        running.removeIf(row -> {
            status.show(row.what() + ": " + doing);
            try {
                action.accept(row);
                return false;
            } catch (RowProcess.Failure e) {
                status.say(e.getMessage());
                failures.add(e);
                row.close();
                return true;
            }
        });
    }

    /** Returns the median peak of all rounds so far; empty if it cannot be measured here. */
    Optional<Peak> roof() {
        return roofs.isEmpty() ? Optional.empty() : Optional.of(Peak.median(roofs));
    }

    /** Returns the failures so far. */
    List<RowProcess.Failure> failures() {
        return failures;
    }
}
