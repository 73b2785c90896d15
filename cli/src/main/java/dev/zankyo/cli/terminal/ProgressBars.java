package dev.zankyo.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar for the whole run with the remaining time; each finished epoch is a line above it. */
final class ProgressBars extends ProgressView {
    private static final int UPDATE_MILLIS = 200;
    private static final long UPDATE_NANOS = UPDATE_MILLIS * 1_000_000L;

    private final StatusLine line;
    private long described = System.nanoTime() - UPDATE_NANOS;
    private ProgressBar bar;

    ProgressBars(PrintWriter err, int columns) {
        line = new StatusLine(err, columns);
    }

    @Override
    void show(Progress progress) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setInitialMax((long) progress.epochs() * progress.rowsPerEpoch())
                    .setUnit(" epochs", progress.rowsPerEpoch())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setConsumer(line)
                    .build();
        }
        long now = System.nanoTime();
        if (now - described >= UPDATE_NANOS || progress.rows() == progress.rowsPerEpoch()) {
            described = now; // steps may be too short for the eye to follow each text
            bar.setExtraMessage(String.format(
                    Locale.ROOT,
                    " loss %.3f, %.1f %%, %.0f samples/s",
                    progress.loss(),
                    100 * progress.accuracy(),
                    progress.rows() / progress.seconds()));
        }
        bar.stepTo((long) (progress.epoch() - 1) * progress.rowsPerEpoch() + progress.rows());
    }

    @Override
    public void show(String text) {
        line.above(text);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            line.close(); // the bar forgets this if it closes before its first drawing
        }
    }
}
