package dev.zankyo.cli.predict;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.TimedPrediction;
import dev.zankyo.cli.terminal.OptionName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Prints answers as they come: results to one writer, what went wrong to another, a line each. */
abstract class PredictionPrinter implements Answers, AutoCloseable {
    private final PrintWriter err;

    PredictionPrinter(PrintWriter err) {
        this.err = err;
    }

    /** Prints one answer; row is 0 but for a row of a CSV file, and start is NaN but for a part of a recording. */
    abstract void print(Path file, int row, double start, double end, Prediction prediction);

    @Override
    public void onRow(Path file, int row, Prediction prediction) {
        print(file, row, Double.NaN, Double.NaN, prediction);
    }

    @Override
    public void onRecording(Path file, Prediction prediction) {
        print(file, 0, Double.NaN, Double.NaN, prediction);
    }

    @Override
    public void onWindows(Path file, List<TimedPrediction> windows) {
        windows.forEach(window -> print(file, 0, window.start(), window.end(), window.prediction()));
    }

    @Override
    public void onFailure(Path file, RuntimeException failure) {
        onWarning(failure instanceof InputException fault ? fault.message(OptionName::of) : failure.getMessage());
    }

    @Override
    public void onWarning(String warning) {
        err.println("zankyo: " + warning);
        err.flush();
    }

    /** What stands after the last answer. */
    @Override
    public void close() {}
}
