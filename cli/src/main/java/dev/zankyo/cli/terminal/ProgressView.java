package dev.zankyo.cli.terminal;

import dev.zankyo.train.EpochResult;
import dev.zankyo.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalDouble;

/** A view of one training or several in progress. It is closed when the work ends or fails. */
public abstract sealed class ProgressView implements TrainingListener, AutoCloseable
        permits ProgressLines, ProgressBars {
    private Progress last;
    private Runnable begin = () -> {};

    /** Returns a progress bar on a terminal, or plain lines for a file. */
    public static ProgressView of(PrintWriter err, Trainings trainings) {
        Optional<Screen> screen = Screen.of(err);
        return screen.isPresent() ? new ProgressBars(err, screen.get(), trainings) : new ProgressLines(err);
    }

    /** Returns a view of one training that runs an action when the training begins. */
    public static ProgressView of(PrintWriter err, Runnable begin) {
        ProgressView view = of(err, Trainings.ONE);
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
        int epochs = last == null ? 0 : last.epochs();
        OptionalDouble rate =
                last == null ? OptionalDouble.empty() : OptionalDouble.of(last.rowsPerEpoch() / epoch.seconds());
        show(new EpochLine(epoch, epochs, rate).in(columns()));
    }

    /** Shows the result of a training; the next one follows. */
    public final void endTraining(String result) {
        nextTraining(last == null ? 0 : last.epochs());
        last = null;
        show(result);
    }

    abstract void show(Progress progress);

    abstract void nextTraining(int epochs);

    /** Returns the width for lines. */
    abstract int columns();

    /** Shows a line that stays. */
    public abstract void show(String line);

    @Override
    public abstract void close();
}
