package dev.zankyo.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A progress bar for the whole work with the remaining time; each finished epoch is a line above it. */
final class ProgressBars extends ProgressView {
    private static final long UPDATE_NANOS = Bar.UPDATE_MILLIS * 1_000_000L;

    private final PrintWriter err;
    private final Screen screen;
    private final Trainings trainings;
    private long described = System.nanoTime() - UPDATE_NANOS;
    private long epochsBefore;
    private int trained;
    private Bar bar;

    ProgressBars(PrintWriter err, Screen screen, Trainings trainings) {
        this.err = err;
        this.screen = screen;
        this.trainings = trainings;
    }

    @Override
    void show(Progress progress) {
        if (bar == null) {
            bar = new Bar(screen, "training");
        }
        long now = System.nanoTime();
        if (now - described >= UPDATE_NANOS || progress.rows() == progress.rowsPerEpoch()) {
            described = now; // steps may be too short for the eye to follow each text
            bar.show(figures(progress));
        }
        double epochs = epochsBefore + progress.epoch() - 1 + (double) progress.rows() / progress.rowsPerEpoch();
        bar.moveTo(Math.min(1, epochs / trainings.epochs(progress.epochs())));
    }

    private List<String> figures(Progress progress) {
        List<String> figures = new ArrayList<>();
        if (trainings.count() > 1) {
            figures.add(trainings.name() + " " + (trained + 1) + "/" + trainings.count());
        }
        figures.add("epoch " + progress.epoch() + "/" + progress.epochs());
        figures.add(String.format(Locale.ROOT, "loss %.2f", progress.loss()));
        figures.add(String.format(Locale.ROOT, "accuracy %.1f %%", 100 * progress.accuracy()));
        if (progress.seconds() > 0) {
            figures.add(String.format(Locale.ROOT, "%,.0f samples/s", progress.rows() / progress.seconds()));
        }
        return figures;
    }

    @Override
    void nextTraining(int epochs) {
        trained++;
        epochsBefore += epochs;
    }

    @Override
    public void show(String text) {
        err.println(text);
        err.flush();
    }

    @Override
    int columns() {
        return screen.columns();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
