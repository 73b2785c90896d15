package dev.zankyo.cli.sounds;

import dev.zankyo.Recordings;
import dev.zankyo.TrainingData;
import dev.zankyo.sounds.Balance;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** A folder of recordings to learn from: which class each is of, and which are kept to be tested on. */
public final class SoundOptions {
    @Option(
            names = "--sounds",
            paramLabel = "DIR",
            required = true,
            description = "Recordings to learn from. Their class is the sub-folder they are in, unless told otherwise.")
    private Path folder;

    @ArgGroup(exclusive = false)
    private LabelOptions labels;

    @Option(
            names = "--test-sounds",
            paramLabel = "DIR",
            description = "Recordings to be tested on, their classes known in the same way.")
    private Path testFolder;

    @Option(
            names = "--test-pattern",
            paramLabel = "REGEX",
            description = "Recordings whose names match are tested on: '.*_[0-4]\\.wav'.")
    private String testPattern;

    @Option(
            names = "--test-share",
            paramLabel = "X",
            description = "This share of every class, drawn by --seed, is tested on. Default: 0.2.")
    private Double testShare;

    @Option(
            names = "--group-pattern",
            paramLabel = "REGEX",
            description = "Shares are drawn in whole speakers or places: recordings with the same first group of this"
                    + " pattern, such as '\\d_(.*)_.*'.")
    private String groupPattern;

    @Option(
            names = "--balance",
            paramLabel = "HOW",
            description =
                    "For classes of unequal size: none, or sampling, which shows the recordings of the smaller ones"
                            + " more often. Default: none.")
    private Balance balance = Balance.NONE;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "How sounds become spectrograms: digits, general, torchaudio or librosa, and changes to them, as"
                            + " in general,n_mels=64. Default: what suits the recordings.")
    private String preset;

    @Option(names = "--strict", description = "Stop if anything is wrong with the recordings.")
    private boolean strict;

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
        recordings = preset == null ? recordings : recordings.frontEnd(preset);
        return strict ? recordings.strict() : recordings;
    }
}
