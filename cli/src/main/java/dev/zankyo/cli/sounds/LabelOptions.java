package dev.zankyo.cli.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Recordings;
import dev.zankyo.Subject;
import dev.zankyo.sounds.LabelRule;
import dev.zankyo.sounds.NamePattern;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options for the class of a recording, if it is not the sub-folder. */
final class LabelOptions {
    @Option(
            names = "--label-pattern",
            paramLabel = "REGEX",
            description = "Classes from file names: the first group of REGEX, as in '(\\d)_.*'.")
    private String pattern;

    @Option(names = "--labels", paramLabel = "CSV", description = "Classes from a CSV table with columns file, label.")
    private Path table;

    /** Returns the rule that the options describe; the sub-folder if the group is null. */
    static LabelRule rule(LabelOptions given) {
        if (given == null) {
            return LabelRule.folders();
        }
        requireOne(given);
        return given.pattern == null
                ? LabelRule.table(given.table)
                : LabelRule.pattern(NamePattern.withGroup("labelPattern", given.pattern));
    }

    /** Returns the recordings with the rule of the option that was given; by sub-folders if the group is null. */
    public static Recordings applied(LabelOptions given, Recordings recordings) {
        if (given == null) {
            return recordings;
        }
        requireOne(given);
        return given.pattern == null ? recordings.labelTable(given.table) : recordings.labelPattern(given.pattern);
    }

    /**
     * Throws if both options are given. Picocli's own message for an exclusive group within a group takes six lines.
     */
    private static void requireOne(LabelOptions given) {
        if (given.pattern != null && given.table != null) {
            throw InputException.of(Subject.setting("labelPattern"), "must not be given together with --labels")
                    .remedy("leave one of them out");
        }
    }
}
