package dev.zankyo.cli.train;

import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.PeakMeter;
import dev.zankyo.backend.StepTime;
import dev.zankyo.cli.terminal.ProfileTable;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.io.PrintWriter;
import java.util.List;

/** A profile of a training run, recorded until its end. */
final class TrainingProfile implements TrainingListener {
    private static final double ROOF_SECONDS = 0.5;

    private final boolean wanted;
    private List<StepTime> times = List.of();
    private long steps;

    TrainingProfile(boolean wanted) {
        this.wanted = wanted;
    }

    @Override
    public boolean wantsProfile() {
        return wanted;
    }

    @Override
    public void onProfile(List<StepTime> found, long stepsTimed) {
        times = found;
        steps = stepsTimed;
    }

    /** Measures the machine's peak and prints the table, if a profile was requested. */
    void print(PrintWriter out, TrainingResult result) {
        if (!wanted) {
            return;
        }
        int threads = Math.min(result.threads(), result.recipe().batchSize());
        var roof = PeakMeter.find()
                .filter(meter -> meter.availability() instanceof Available)
                .map(meter -> meter.measure(threads, ROOF_SECONDS));
        double nanos = times.stream().mapToLong(StepTime::nanos).sum();
        out.println();
        out.println("profile of a training step, " + result.precision() + ", " + steps + " steps");
        new ProfileTable(result.precision(), roof).print(out, times, steps, nanos * 1e-9 / threads / steps);
    }
}
