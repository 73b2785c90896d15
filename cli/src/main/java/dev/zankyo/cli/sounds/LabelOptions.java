package dev.zankyo.cli.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Recordings;
import dev.zankyo.Subject;
import dev.zankyo.sounds.LabelRule;
import dev.zankyo.sounds.NamePattern;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How the class of a recording is known, if not by its sub-folder. */
final class LabelOptions {
    @Option(
            names = "--label-pattern",
            paramLabel = "REGEX",
            description =
                    "The class is the first group of this pattern, which must match the whole file name (with a slash"
                            + " in it, the path within the folder): '(\\d)_.*' makes 7_theo_12.wav a 7. Recordings that do not"
                            + " match are left out.")
    private String pattern;

    @Option(
            names = "--labels",
            paramLabel = "CSV",
            description =
                    "The class is in this file of two columns, file and label; or of more, the first line naming them.")
    private Path table;

    /** The rule of the option that was given; by sub-folders if none was, and the group is null. */
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

    /** Picocli would say so too, but of an exclusive group within a group it takes six lines. */
    private static void requireOne(LabelOptions given) {
        if (given.pattern != null && given.table != null) {
            throw InputException.of(Subject.setting("labelPattern"), "must not be given together with --labels")
                    .remedy("leave one of them out");
        }
    }
}
