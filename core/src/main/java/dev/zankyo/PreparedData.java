package dev.zankyo;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.CsvDataset;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.LayoutChoice;
import dev.zankyo.sounds.Split;
import java.util.List;
import java.util.Optional;

/**
 * A set of labeled rows, ready to train on.
 *
 * @param training the training set
 * @param validation held-out rows for choosing an epoch, if the data supply them
 * @param test the test set, of the same classes
 * @param frontEnd the front end that made the rows; empty for rows that were given as numbers
 * @param recordings the recordings behind training and test rows; empty for rows that were given as numbers
 * @param findings problems of the recordings or rows, and notes about them
 * @param layout the layout of the CSV files; empty for other data
 */
public record PreparedData(
        Dataset training,
        Optional<Dataset> validation,
        Dataset test,
        Optional<LogMelSpec> frontEnd,
        Optional<Split> recordings,
        List<Finding> findings,
        Optional<LayoutChoice> layout) {
    public PreparedData {
        findings = List.copyOf(findings);
    }

    /** Returns rows without information about recordings. */
    static PreparedData rows(Dataset training, Dataset test, Optional<LogMelSpec> frontEnd) {
        return new PreparedData(
                training, Optional.empty(), test, frontEnd, Optional.empty(), List.of(), Optional.empty());
    }

    /** Returns rows that are not divided into training and test rows; the test set is empty. */
    static PreparedData undivided(Dataset rows, Optional<LogMelSpec> frontEnd, List<Finding> findings) {
        return new PreparedData(
                rows, Optional.empty(), rows.select(), frontEnd, Optional.empty(), findings, Optional.empty());
    }

    static PreparedData csv(CsvDataset training, Dataset test, List<Finding> findings) {
        return new PreparedData(
                training.data(),
                Optional.empty(),
                test,
                Optional.empty(),
                Optional.empty(),
                findings,
                Optional.of(training.layout()));
    }
}
