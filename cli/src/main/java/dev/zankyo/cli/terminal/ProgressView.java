package dev.zankyo.cli.terminal;

import dev.zankyo.train.EpochResult;
import dev.zankyo.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;

/** A view of a training run in progress. It is closed when the run ends or fails. */
public abstract sealed class ProgressView implements TrainingListener, AutoCloseable
        permits ProgressLines, ProgressBars {
    private Progress last;
    private Runnable begin = () -> {};

    /** Returns a progress bar on a terminal, or plain lines for a file. */
    public static ProgressView of(PrintWriter err) {
        return Terminal.attached() ? new ProgressBars(err, Terminal.columns()) : new ProgressLines(err);
    }

    /** Returns a view that runs an action when the run begins. */
    public static ProgressView of(PrintWriter err, Runnable begin) {
        ProgressView view = of(err);
        view.begin = begin;
        return view;
    }

    @Override
    public final void onBegin() {
        begin.run();
    }

    @Override
    public final void onStep(Progress progress) {
        last = progress;
        show(progress);
    }

    /**
     * Shows the result of an epoch. The number of epochs is unknown if a resumed run continues after the last step of
     * an epoch.
     */
    @Override
    public final void onEpoch(EpochResult epoch) {
        String epochs = last == null ? "" : "/" + last.epochs();
        int width = Math.max(1, epochs.length() - 1);
        String rate = last == null
                ? ""
                : String.format(Locale.ROOT, "  %.0f samples/s", last.rowsPerEpoch() / epoch.seconds());
        show(String.format(
                Locale.ROOT,
                "epoch %" + width + "d%s  loss %.4f  accuracy %6.2f %%  test loss %.4f  test accuracy %6.2f %%%s",
                epoch.epoch(),
                epochs,
                epoch.trainLoss(),
                100 * epoch.trainAccuracy(),
                epoch.testLoss(),
                100 * epoch.testAccuracy(),
                rate));
    }

    abstract void show(Progress progress);

    /** Shows a line that stays. */
    public abstract void show(String line);

    @Override
    public abstract void close();
}
