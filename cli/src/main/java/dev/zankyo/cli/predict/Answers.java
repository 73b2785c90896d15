package dev.zankyo.cli.predict;

import dev.zankyo.Prediction;
import dev.zankyo.TimedPrediction;
import java.nio.file.Path;
import java.util.List;

/** Is told the answers, in the order of the files, as soon as they are there; on the thread that predicts. */
interface Answers {
    /** Row {@code row}, from 1, of a CSV file. */
    void onRow(Path file, int row, Prediction prediction);

    /** A recording, taken as a whole. */
    void onRecording(Path file, Prediction prediction);

    /** A recording's windows, in the order of time; at least one. */
    void onWindows(Path file, List<TimedPrediction> windows);

    /** A file that could not be served, and why, in one line that begins with its path. */
    void onFailure(Path file, RuntimeException failure);

    /** Something strange about a file that is served all the same, in one line that begins with its path. */
    void onWarning(String warning);
}
