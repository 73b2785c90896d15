package dev.zankyo.cli.predict;

import dev.zankyo.Prediction;
import dev.zankyo.TimedPrediction;
import dev.zankyo.io.FileError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A printer of predictions as text, one line each: {@code a.wav: bell (98.12 %), chirp (1.20 %)} or {@code a.csv row 1:
 * ...}. Adjacent windows of a recording with the same class are merged to {@code a.wav 0.00-2.45 s: ...}.
 */
final class TextPredictions extends PredictionPrinter {
    private final int top;
    private final PrintWriter out;

    TextPredictions(int top, PrintWriter out, PrintWriter err) {
        super(err);
        this.top = top;
        this.out = out;
    }

    @Override
    public void onWindows(Path file, List<TimedPrediction> windows) {
        super.onWindows(file, TimedPrediction.merged(windows));
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
        String labels = prediction.top(top).stream()
                .map(p ->
                        String.format(Locale.ROOT, "%s (%.2f %%)", FileError.escaped(p.label()), 100 * p.probability()))
                .collect(Collectors.joining(", "));
        out.println(what + ": "
                + (prediction.known() != Prediction.Known.NO ? labels : "unknown sound; nearest classes: " + labels));
        out.flush();
    }
}
