package dev.zankyo.cli.predict;

import dev.zankyo.Prediction;
import dev.zankyo.TimedPrediction;
import dev.zankyo.TimedPrediction.Merger;
import dev.zankyo.io.FileError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A printer of predictions as text, one line each: {@code a.wav: bell (98.12 %), chirp (1.20 %)} or {@code a.csv row 1:
 * ...}. Adjacent windows of a recording with the same class are merged to {@code a.wav 0.00-2.45 s: ...}, except in
 * live output.
 */
final class TextPredictions extends PredictionPrinter {
    private final Printing settings;
    private final PrintWriter out;
    private final Merger merger;
    private Path merging;

    TextPredictions(Printing settings, PrintWriter out, PrintWriter err) {
        super(err);
        this.settings = settings;
        this.out = out;
        merger = new Merger(settings.threshold(), false, segment -> super.onWindow(merging, segment));
    }

    @Override
    public void onWindow(Path file, TimedPrediction window) {
        merging = file;
        merger.add(window);
        if (settings.live()) {
            merger.end();
        }
    }

    @Override
    public void onEnd(Path file) {
        merger.end();
    }

    /** Prints the last windows of a recording that was not predicted to its end. */
    @Override
    public void close() {
        merger.end();
    }

    @Override
    void print(Path file, int row, double start, double end, Prediction prediction) {
        String what = FileError.escaped(file.toString());
        if (row > 0) {
            what += " row " + row;
        }
        if (!Double.isNaN(start)) {
            what += String.format(Locale.ROOT, " %.2f-%.2f s", start, end);
        }
        String labels = prediction.top(settings.top()).stream()
                .map(p ->
                        String.format(Locale.ROOT, "%s (%.2f %%)", FileError.escaped(p.label()), 100 * p.probability()))
                .collect(Collectors.joining(", "));
        out.println(what + ": " + answer(prediction) + labels);
        out.flush();
    }

    /** Returns the text before the most probable classes; empty if the first of them is the answer. */
    private String answer(Prediction prediction) {
        if (prediction.known() == Prediction.Known.NO) {
            return "unknown sound; nearest classes: ";
        }
        return prediction.atLeast(settings.threshold()).isPresent() ? "" : "none of these; nearest classes: ";
    }
}
