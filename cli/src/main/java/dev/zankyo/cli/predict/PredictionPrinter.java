package dev.zankyo.cli.predict;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.TimedPrediction;
import dev.zankyo.cli.terminal.OptionName;
import java.io.PrintWriter;
import java.nio.file.Path;

/** A printer of predictions as they are made: results to one writer, failures to another, one line each. */
abstract class PredictionPrinter implements Answers, AutoCloseable {
    private final PrintWriter err;

    PredictionPrinter(PrintWriter err) {
        this.err = err;
    }

    /**
     * Prints one prediction. The row is 0 except for a row of a CSV file; start is NaN except for a window of a
     * recording.
     */
    abstract void print(Path file, int row, double start, double end, Prediction prediction);

    @Override
    public void onRow(Path file, int row, Prediction prediction) {
        print(file, row, Double.NaN, Double.NaN, prediction);
    }

    @Override
    public void onRecording(Path file, TimedPrediction whole) {
        print(file, 0, Double.NaN, Double.NaN, whole.prediction());
    }

    @Override
    public void onWindow(Path file, TimedPrediction window) {
        print(file, 0, window.start(), window.end(), window.prediction());
    }

    @Override
    public void onEnd(Path file) {}

    @Override
    public void onFailure(Path file, RuntimeException failure) {
        onWarning(failure instanceof InputException fault ? fault.message(OptionName::of) : failure.getMessage());
    }

    @Override
    public void onWarning(String warning) {
        err.println("zankyo: " + warning);
        err.flush();
    }

    /** Returns whether the sound resembles a class; null if the model cannot tell. Null does not mean yes. */
    static Boolean familiar(Prediction prediction) {
        return switch (prediction.known()) {
            case YES -> true;
            case NO -> false;
            case CANNOT_TELL -> null;
        };
    }

    /** Prints the end of the output. */
    @Override
    public void close() {}
}
