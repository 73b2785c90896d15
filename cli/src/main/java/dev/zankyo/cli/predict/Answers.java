package dev.zankyo.cli.predict;

import dev.zankyo.Prediction;
import dev.zankyo.TimedPrediction;
import java.nio.file.Path;

/**
 * A listener for predictions. Its methods are called in the order of the files as soon as a prediction is available, on
 * the thread that predicts.
 */
interface Answers {
    /** Receives the prediction for row {@code row} of a CSV file, counted from 1. */
    void onRow(Path file, int row, Prediction prediction);

    /** Receives the prediction for a whole recording, from 0 to its end. */
    void onRecording(Path file, TimedPrediction whole);

    /** Receives the prediction for the next window of a recording, in time order. */
    void onWindow(Path file, TimedPrediction window);

    /** Receives the end of a recording whose windows were received, even if reading it failed. */
    void onEnd(Path file);

    /** Receives the failure of a skipped file. Its message is one line that begins with the path. */
    void onFailure(Path file, RuntimeException failure);

    /** Returns whether no more predictions are wanted. Then an endless recording is read no further. */
    default boolean isOver() {
        return false;
    }

    /** Receives a warning or a note about a file or folder: one line that begins with the path. */
    void onWarning(String warning);
}
