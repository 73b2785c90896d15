package dev.zankyo.cli.predict;

import dev.zankyo.Prediction;
import dev.zankyo.TimedPrediction;
import java.nio.file.Path;
import java.util.List;

/**
 * A listener for predictions. Its methods are called in the order of the files as soon as a prediction is available, on
 * the thread that predicts.
 */
interface Answers {
    /** Receives the prediction for row {@code row} of a CSV file, counted from 1. */
    void onRow(Path file, int row, Prediction prediction);

    /** Receives the prediction for a whole recording. */
    void onRecording(Path file, Prediction prediction);

    /** Receives the predictions for a recording's windows in time order; at least one. */
    void onWindows(Path file, List<TimedPrediction> windows);

    /** Receives the failure of a skipped file. Its message is one line that begins with the path. */
    void onFailure(Path file, RuntimeException failure);

    /** Receives a warning about a file that is predicted anyway: one line that begins with the path. */
    void onWarning(String warning);
}
