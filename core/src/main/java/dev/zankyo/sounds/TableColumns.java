package dev.zankyo.sounds;

import java.util.Optional;

/**
 * The columns of a table of labels that a user chose. A column is given by its name, or by its number from 1.
 * Immutable: a method that is named after a column returns a copy with that column.
 *
 * @param file the column of the recordings; without it, the column that matches most recordings
 * @param label the column of the classes; without it, a column with a usual name, such as label or class
 * @param split the column of the parts: words such as train, validation and test, or booleans
 * @param fold the column of the folds of a cross-validation
 * @param group the column of the speakers or places, each of which stays in one part of a split
 * @param wholeRecordings whether columns of start and end times are ignored
 */
public record TableColumns(
        Optional<String> file,
        Optional<String> label,
        Optional<String> split,
        Optional<String> fold,
        Optional<String> group,
        boolean wholeRecordings) {
    /** The default: the columns of recordings and classes are detected, and no other column is used except times. */
    public static final TableColumns AUTO = new TableColumns(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Returns a copy with the column of the recordings. */
    public TableColumns file(String column) {
        return new TableColumns(Optional.of(column), label, split, fold, group, wholeRecordings);
    }

    /** Returns a copy with the column of the classes. */
    public TableColumns label(String column) {
        return new TableColumns(file, Optional.of(column), split, fold, group, wholeRecordings);
    }

    /** Returns a copy with the column of the parts of a split. */
    public TableColumns split(String column) {
        return new TableColumns(file, label, Optional.of(column), fold, group, wholeRecordings);
    }

    /** Returns a copy with the column of the folds. */
    public TableColumns fold(String column) {
        return new TableColumns(file, label, split, Optional.of(column), group, wholeRecordings);
    }

    /** Returns a copy with the column of the speakers or places. */
    public TableColumns group(String column) {
        return new TableColumns(file, label, split, fold, Optional.of(column), wholeRecordings);
    }

    /** Returns a copy that ignores columns of times: every row is about a whole recording. */
    public TableColumns withoutTimes() {
        return new TableColumns(file, label, split, fold, group, true);
    }
}
