package dev.zankyo.cli.sounds;

import dev.zankyo.Recordings;
import dev.zankyo.TrainingData;
import dev.zankyo.sounds.Balance;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of a folder of training recordings: classes, test set and features. */
public final class SoundOptions {
    @Option(
            names = "--sounds",
            paramLabel = "DIR",
            required = true,
            description = "Folder of recordings, one sub-folder per class.")
    private Path folder;

    @ArgGroup(exclusive = false)
    private LabelOptions labels;

    @Option(names = "--test-sounds", paramLabel = "DIR", description = "Folder of recordings to test on.")
    private Path testFolder;

    @Option(
            names = "--test-pattern",
            paramLabel = "REGEX",
            description = "Test on recordings that match, as in '.*_[0-4]\\.wav'.")
    private String testPattern;

    @Option(names = "--test-share", paramLabel = "X", description = "Share of each class to test on (default: 0.2).")
    private Double testShare;

    @Option(
            names = "--group-pattern",
            paramLabel = "REGEX",
            description = "Keep a speaker or site on one side of the split: the first group of REGEX, as in "
                    + "'\\d_(.*)_.*'.")
    private String groupPattern;

    @Option(
            names = "--balance",
            paramLabel = "HOW",
            description = "Class balancing: none, or sampling, which uses small classes more often (default: none).")
    private Balance balance = Balance.NONE;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Features: digits, general, torchaudio, librosa, or changed as in general,n_mels=64 "
                    + "(default: chosen from the recordings).")
    private String preset;

    /** Returns the folder, for messages. */
    public Path folder() {
        return folder;
    }

    /** Returns the recordings as the options describe them. */
    public Recordings recordings() {
        Recordings recordings =
                LabelOptions.applied(labels, TrainingData.recordings(folder)).balance(balance);
        recordings = testFolder == null ? recordings : recordings.testFolder(testFolder);
        recordings = testPattern == null ? recordings : recordings.testPattern(testPattern);
        recordings = testShare == null ? recordings : recordings.testShare(testShare);
        recordings = groupPattern == null ? recordings : recordings.groupPattern(groupPattern);
        return preset == null ? recordings : recordings.frontEnd(preset);
    }
}
