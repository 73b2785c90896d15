package dev.zankyo.cli.predict;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.Subject;
import dev.zankyo.TimedPrediction;
import dev.zankyo.TimedPrediction.Merger;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * A printer of the times at which a class was recognized. Adjacent windows with the same class are merged. A segment
 * lasts from the start of the first window to the end of the last; its probability is the mean of theirs. Unknown
 * sounds and windows below the threshold are not printed. A whole recording is one segment.
 */
abstract class SegmentPrinter extends PredictionPrinter {
    private final Printing settings;
    private final Merger merger;
    private Path merging;

    SegmentPrinter(Printing settings, PrintWriter err) {
        super(err);
        this.settings = settings;
        merger = new Merger(settings.threshold(), true, segment -> onRecording(merging, segment));
    }

    /** Prints one segment of a recording. */
    abstract void print(Path file, double start, double end, String label, double probability);

    @Override
    public void onRow(Path file, int row, Prediction prediction) {
        throw InputException.of(Subject.file(file), "must be a recording, as rows have no times")
                .got("a CSV file of rows")
                .remedy("write the predictions as text, csv or json");
    }

    @Override
    public void onRecording(Path file, TimedPrediction whole) {
        print(file, 0, whole.start(), whole.end(), whole.prediction());
    }

    @Override
    public void onWindow(Path file, TimedPrediction window) {
        merging = file;
        merger.add(window);
    }

    @Override
    public void onEnd(Path file) {
        merger.end();
    }

    @Override
    final void print(Path file, int row, double start, double end, Prediction prediction) {
        prediction
                .atLeast(settings.threshold())
                .ifPresent(label -> print(file, start, end, label, prediction.probability()));
    }

    /** Prints the last segment. */
    @Override
    public void close() {
        merger.end();
    }
}
