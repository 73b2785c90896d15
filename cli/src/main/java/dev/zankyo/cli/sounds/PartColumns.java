package dev.zankyo.cli.sounds;

import dev.zankyo.sounds.TableColumns;
import picocli.CommandLine.Option;

/** The options for the columns of a table that divide the recordings into parts. */
final class PartColumns {
    @Option(
            names = "--split-column",
            paramLabel = "NAME",
            description =
                    "Column that splits the recordings: train, validation, test; or true and false, as in is_test.")
    private String split;

    @Option(
            names = "--fold-column",
            paramLabel = "NAME",
            description = "Column of the folds for 'evaluate --folds'; 'train' tests on the last fold.")
    private String fold;

    @Option(
            names = "--group-column",
            paramLabel = "NAME",
            description = "Column of speakers or sites, each of which stays in one part.")
    private String group;

    /** Returns the columns with those that the options name; unchanged if {@code given} is null. */
    static TableColumns applied(PartColumns given, TableColumns columns) {
        if (given == null) {
            return columns;
        }
        TableColumns result = given.split == null ? columns : columns.split(given.split);
        result = given.fold == null ? result : result.fold(given.fold);
        return given.group == null ? result : result.group(given.group);
    }
}
