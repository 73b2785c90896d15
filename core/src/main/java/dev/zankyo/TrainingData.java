package dev.zankyo;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Folds;
import dev.zankyo.data.HoldOut;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A description of labeled data: a folder of recordings, CSV files, rows in memory, or the synthetic sounds that come
 * with the software. A description reads nothing; {@link Training} does. Immutable.
 */
public abstract sealed class TrainingData permits Recordings, RowFiles, RowData {
    TrainingData() {}

    /** Returns the recordings in a folder. By default, each sub-folder is a class. */
    public static Recordings recordings(Path folder) {
        return new Recordings(folder);
    }

    /** Returns the rows of a CSV file: a label and then the values of a spectrogram. */
    public static RowFiles csv(Path training) {
        return new RowFiles(training);
    }

    /**
     * Returns rows in memory, given as numbers.
     *
     * @param training training rows, each with a label
     * @param test test rows, of the same classes and size
     */
    public static TrainingData rows(Dataset training, Dataset test) {
        return new RowData(() -> PreparedData.rows(training, test, Optional.empty()));
    }

    /**
     * Returns rows in memory that were made from sounds.
     *
     * @param training training rows, each with a label
     * @param test test rows, of the same classes and size
     * @param frontEnd the front end that made the rows, so that the model can predict recordings
     */
    public static TrainingData rows(Dataset training, Dataset test, LogMelSpec frontEnd) {
        return new RowData(() -> PreparedData.rows(training, test, Optional.of(frontEnd)));
    }

    /** Returns the synthetic sounds that come with the software: 720 training and 80 test rows of 8 classes. */
    public static TrainingData synthetic() {
        return RowData.ofSynthesizer();
    }

    /** Reads training and test rows. */
    abstract PreparedData read(Reading reading);

    /** Reads the training rows in two parts: one to train on and a held-out one to choose by. */
    abstract HoldOut holdOut(double share, Reading reading);

    /** Reads all rows and divides them into folds. */
    abstract FoldedRows folds(int count, Reading reading);

    /**
     * Throws if there is a problem among the findings.
     *
     * @param source the folder or file of the data
     * @param what the data, such as {@code recordings}
     */
    static void requireFaultless(List<Finding> findings, Path source, String what) {
        long faults =
                findings.stream().filter(finding -> finding.kind().isFault()).count();
        if (faults > 0) {
            throw InputException.of(Subject.file(source), "{strict} allows no problem with the " + what)
                    .got(faults + (faults == 1 ? " finding" : " findings"));
        }
    }

    /** A data set and the fold of each row. */
    record FoldedRows(Dataset rows, Folds folds) {}
}
