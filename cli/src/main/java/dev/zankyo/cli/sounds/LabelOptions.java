package dev.zankyo.cli.sounds;

import dev.zankyo.Recordings;
import dev.zankyo.sounds.LabelRule;
import dev.zankyo.sounds.NamePattern;
import dev.zankyo.sounds.TableColumns;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the class of a recording, if it is not the sub-folder, and for the other columns of its table. */
final class LabelOptions {
    @Option(
            names = "--label-pattern",
            paramLabel = "REGEX",
            description = "Classes from file names: the first group of REGEX, as in '(\\d)_.*'.")
    private String pattern;

    @Option(
            names = "--labels",
            paramLabel = "CSV|DIR",
            description = "Classes or segments from a table, or from a folder with one table per recording.")
    private Path table;

    @Option(
            names = "--file-column",
            paramLabel = "NAME",
            description = "Column of the recordings (default: the column that matches most).")
    private String file;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            description = "Column of the classes (default: by usual names, such as label).")
    private String label;

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

    @Option(names = "--whole-recordings", description = "Ignore start and end times in the table.")
    private boolean whole;

    private TableColumns columns() {
        return new TableColumns(
                Optional.ofNullable(file),
                Optional.ofNullable(label),
                Optional.ofNullable(split),
                Optional.ofNullable(fold),
                Optional.ofNullable(group),
                whole);
    }

    private Optional<NamePattern> labelPattern() {
        return Optional.ofNullable(pattern).map(regex -> NamePattern.withGroup("labelPattern", regex));
    }

    /** Returns the rule that the options describe; the sub-folder if the group is null. */
    static LabelRule rule(LabelOptions given) {
        return given == null
                ? LabelRule.folders()
                : LabelRule.of(given.labelPattern(), Optional.ofNullable(given.table), given.columns());
    }

    /** Returns the recordings with the rule of the option that was given; by sub-folders if the group is null. */
    static Recordings applied(LabelOptions given, Recordings recordings) {
        if (given == null) {
            return recordings;
        }
        Recordings labelled = recordings.columns(given.columns());
        labelled = given.pattern == null ? labelled : labelled.labelPattern(given.pattern);
        return given.table == null ? labelled : labelled.labelTable(given.table);
    }
}
