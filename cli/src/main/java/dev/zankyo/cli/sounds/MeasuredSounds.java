package dev.zankyo.cli.sounds;

import dev.zankyo.Recordings;
import dev.zankyo.TrainingData;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of a folder of test recordings and their classes. */
public final class MeasuredSounds {
    @Option(
            names = "--sounds",
            paramLabel = "DIR",
            required = true,
            description = "Folder of recordings, one sub-folder per class.")
    private Path folder;

    @ArgGroup(exclusive = false)
    private LabelOptions labels;

    @ArgGroup(exclusive = false)
    private PartColumns parts;

    @Option(
            names = "--test-pattern",
            paramLabel = "REGEX",
            description = "Use recordings that match, as in '.*_[0-4]\\.wav'.")
    private String pattern;

    @Option(
            names = "--test-list",
            paramLabel = "FILE",
            description = "Use the recordings that FILE lists, one path per line.")
    private Path list;

    @Option(
            names = "--group-pattern",
            paramLabel = "REGEX",
            description =
                    "With --folds: keep each speaker or site in one fold. The first group of REGEX names it, as in "
                            + "'\\d_(.*)_.*'.")
    private String groupPattern;

    /** Returns the folder of the recordings. */
    public Path folder() {
        return folder;
    }

    /** Returns whether recordings of one group stay in one fold. */
    public boolean grouped() {
        return groupPattern != null;
    }

    /** Returns the recordings as the options describe them. */
    public Recordings recordings() {
        Recordings recordings = LabelOptions.applied(labels, parts, TrainingData.recordings(folder));
        recordings = pattern == null ? recordings : recordings.testPattern(pattern);
        recordings = list == null ? recordings : recordings.testList(list);
        return groupPattern == null ? recordings : recordings.groupPattern(groupPattern);
    }
}
