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

    @Option(names = "--whole-recordings", description = "Ignore start and end times in the table.")
    private boolean whole;

    private TableColumns columns() {
        TableColumns columns = file == null ? TableColumns.AUTO : TableColumns.AUTO.file(file);
        columns = label == null ? columns : columns.label(label);
        return whole ? columns.withoutTimes() : columns;
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

    /**
     * Returns the recordings with the label rule and the table columns that the options give. Without options, the
     * sub-folder is the class.
     *
     * @param given the options for the class; null if none was given
     * @param parts the columns of the parts; null if none was given
     */
    static Recordings applied(LabelOptions given, PartColumns parts, Recordings recordings) {
        LabelOptions options = given == null ? new LabelOptions() : given;
        Recordings labelled = recordings.columns(PartColumns.applied(parts, options.columns()));
        labelled = options.pattern == null ? labelled : labelled.labelPattern(options.pattern);
        return options.table == null ? labelled : labelled.labelTable(options.table);
    }
}
