package dev.zankyo.cli.sounds;

import dev.zankyo.Recordings;
import dev.zankyo.TrainingData;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.sounds.Balance;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a folder of training recordings: classes, test set and features. */
public final class SoundOptions {
    private static final String GAPS = "gaps";

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

    @Option(names = "--test-sounds", paramLabel = "DIR", description = "Folder of recordings to test on.")
    private Path testFolder;

    @Option(
            names = "--test-labels",
            paramLabel = "CSV|DIR",
            description = "Table of the recordings in --test-sounds (default: --labels).")
    private Path testLabels;

    @Option(
            names = "--test-pattern",
            paramLabel = "REGEX",
            description = "Test on recordings that match, as in '.*_[0-4]\\.wav'.")
    private String testPattern;

    @Option(
            names = "--test-list",
            paramLabel = "FILE",
            description = "Test on the recordings that FILE lists, one path per line.")
    private Path testList;

    @Option(
            names = "--validation-list",
            paramLabel = "FILE",
            description = "File that lists the validation recordings; needs --test-list.")
    private Path validationList;

    @Option(names = "--test-share", paramLabel = "X", description = "Share of each class to test on (default: 0.2).")
    private Double testShare;

    @Option(
            names = "--group-pattern",
            paramLabel = "REGEX",
            description = "Keep a speaker or site on one side of the split: the first group of REGEX, as in "
                    + "'\\d_(.*)_.*'.")
    private String groupPattern;

    @Option(
            names = "--background",
            paramLabel = "DIR|gaps",
            description = "Add a class 'background': recordings in DIR, or the gaps between segments.")
    private String background;

    @Option(names = "--split-recordings", description = "Allow segments of one recording in both parts of the split.")
    private boolean splitRecordings;

    @Option(
            names = "--balance",
            paramLabel = "HOW",
            description = "Class balancing: none, or sampling, which uses small classes more often (default: none).")
    private Balance balance = Balance.NONE;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Features: digits, general, torchaudio or librosa; change settings as in general,n_mels=64 "
                    + "(default: chosen from the recordings).")
    private String preset;

    /** Returns the folder, for messages. */
    public Path folder() {
        return folder;
    }

    /** Returns whether the folder and the {@link #labels} alone lead to the same recordings and classes. */
    public boolean areFoundByLabels() {
        return background == null && !splitRecordings;
    }

    /** Returns the given options for the class of a recording; {@code evaluate} has the same options. */
    public static Arguments labels(Arguments given) {
        return given.knownTo(CommandSpec.forAnnotatedObject(new LabelOptions()));
    }

    /** Returns the recordings as the options describe them. */
    public Recordings recordings() {
        Recordings recordings = LabelOptions.applied(labels, parts, TrainingData.recordings(folder))
                .balance(balance);
        recordings = testFolder == null ? recordings : recordings.testFolder(testFolder);
        recordings = testLabels == null ? recordings : recordings.testLabelTable(testLabels);
        recordings = testPattern == null ? recordings : recordings.testPattern(testPattern);
        recordings = testList == null ? recordings : recordings.testList(testList);
        recordings = validationList == null ? recordings : recordings.validationList(validationList);
        recordings = splitRecordings ? recordings.splitRecordings() : recordings;
        recordings = background == null
                ? recordings
                : background.equals(GAPS)
                        ? recordings.backgroundBetweenSegments()
                        : recordings.background(Path.of(background));
        recordings = testShare == null ? recordings : recordings.testShare(testShare);
        recordings = groupPattern == null ? recordings : recordings.groupPattern(groupPattern);
        return preset == null ? recordings : recordings.frontEnd(preset);
    }
}
