package dev.zankyo.sounds;

import java.util.Optional;

/**
 * The columns of a table that a user chose. A column is given by its name, or by its number from 1. Immutable.
 *
 * @param file the column of the recordings; without it, the column that matches most recordings
 * @param label the column of the classes; without it, a column with a usual name, such as label or class
 * @param split the column of the parts: words such as train, validation and test, or booleans
 * @param fold the column of the folds of a cross-validation
 * @param group the column of the speakers or places, each of which stays in one part of a split
 */
public record TableColumns(
        Optional<String> file,
        Optional<String> label,
        Optional<String> split,
        Optional<String> fold,
        Optional<String> group) {
    /** No chosen column. */
    public static final TableColumns AUTO =
            new TableColumns(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
