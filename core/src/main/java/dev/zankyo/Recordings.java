package dev.zankyo;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Folds;
import dev.zankyo.data.HoldOut;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.sounds.Balance;
import dev.zankyo.sounds.Doctor;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.sounds.LabelRule;
import dev.zankyo.sounds.NamePattern;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.SoundFolder;
import dev.zankyo.sounds.SoundReader;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.sounds.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A folder of recordings and the settings for reading it: the class of each recording, the test set, the front end. By
 * default, a recording's class is its sub-folder, and a fifth of every class is the test set. The default front end
 * depends on the recordings' sample rate and length. Immutable: a method that is named after a setting returns a copy
 * with another value.
 *
 * <p>Patterns are regular expressions that match the whole file name or, if they contain a slash, the whole path within
 * the folder.
 */
public final class Recordings extends TrainingData {
    private static final double USUAL_SHARE = 0.2;

    private final Path folder;
    private Supplier<LabelRule> labels = LabelRule::folders;
    private Optional<Path> testFolder = Optional.empty();
    private Optional<NamePattern> testPattern = Optional.empty();
    private Optional<Double> testShare = Optional.empty();
    private Optional<NamePattern> groups = Optional.empty();
    private Balance balance = Balance.NONE;
    private Optional<String> frontEnd = Optional.empty();
    private boolean strict;

    Recordings(Path folder) {
        this.folder = folder;
    }

    private Recordings with(Consumer<Recordings> change) {
        var copy = new Recordings(folder);
        copy.labels = labels;
        copy.testFolder = testFolder;
        copy.testPattern = testPattern;
        copy.testShare = testShare;
        copy.groups = groups;
        copy.balance = balance;
        copy.frontEnd = frontEnd;
        copy.strict = strict;
        change.accept(copy);
        return copy;
    }

    /**
     * Takes the class from the file name: the first group of this pattern. Recordings that do not match are skipped.
     *
     * @throws InputException if it is not a regular expression with a group
     */
    public Recordings labelPattern(String regex) {
        NamePattern pattern = NamePattern.withGroup("labelPattern", regex);
        return with(copy -> copy.labels = () -> LabelRule.pattern(pattern));
    }

    /**
     * Takes the class from a CSV file with the columns file and label; a table with more columns needs a header that
     * names these.
     */
    public Recordings labelTable(Path csv) {
        return with(copy -> copy.labels = () -> LabelRule.table(csv));
    }

    /** Evaluates on the recordings in another folder, whose classes are found in the same way. */
    public Recordings testFolder(Path other) {
        return with(copy -> copy.testFolder = Optional.of(other));
    }

    /**
     * Evaluates on the recordings whose names match.
     *
     * @throws InputException if it is not a regular expression
     */
    public Recordings testPattern(String regex) {
        NamePattern pattern = NamePattern.of("testPattern", regex);
        return with(copy -> copy.testPattern = Optional.of(pattern));
    }

    /**
     * Evaluates on this share of every class, drawn by the seed; the default is 0.2.
     *
     * @throws InputException if the share is not between 0 and 1
     */
    public Recordings testShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw InputException.of(Subject.setting("testShare"), "must be between 0 and 1")
                    .got(share);
        }
        return with(copy -> copy.testShare = Optional.of(share));
    }

    /**
     * Keeps each speaker or place in one part of the split: recordings with the same first group of this pattern stay
     * together.
     *
     * @throws InputException if it is not a regular expression with a group
     */
    public Recordings groupPattern(String regex) {
        NamePattern pattern = NamePattern.withGroup("groupPattern", regex);
        return with(copy -> copy.groups = Optional.of(pattern));
    }

    /** Sets the treatment of classes of unequal size; the default is {@link Balance#NONE}. */
    public Recordings balance(Balance how) {
        return with(copy -> copy.balance = how);
    }

    /**
     * Sets the front end: the name of a preset, optionally with changes, such as {@code general,n_mels=64}.
     *
     * @throws InputException if there is no such front end
     */
    public Recordings frontEnd(String preset) {
        FrontEndChoice.named(preset);
        return with(copy -> copy.frontEnd = Optional.of(preset));
    }

    /** Refuses the recordings if there is any problem with them. */
    public Recordings strict() {
        return with(copy -> copy.strict = true);
    }

    /** Returns the folder of the recordings to train on. */
    public Path folder() {
        return folder;
    }

    /** Returns the folder of the recordings to evaluate on, often the same. */
    public Path testFolder() {
        return testFolder.orElse(folder);
    }

    /** The split and all findings, in the order in which they were found. */
    private record Examined(Split split, LogMelSpec frontEnd, List<Finding> findings) {}

    @Override
    PreparedData read(Reading reading) {
        Examined examined = examine(reading);
        Split split = examined.split();
        if (reading.validationShare() == 0) {
            return prepared(
                    new Split(balance.of(split.training(), reading.seed()), split.test()), Optional.empty(), examined);
        }
        Split parts = Split.holdOut(split.training(), reading.validationShare(), reading.seed(), balance);
        return prepared(
                new Split(parts.training(), split.test()),
                Optional.of(parts.test().data()),
                examined);
    }

    private static PreparedData prepared(Split split, Optional<Dataset> validation, Examined examined) {
        return new PreparedData(
                split.training().data(),
                validation,
                split.test().data(),
                Optional.of(examined.frontEnd()),
                Optional.of(split),
                examined.findings(),
                Optional.empty());
    }

    @Override
    HoldOut holdOut(double share, Reading reading) {
        Split parts = Split.holdOut(examine(reading).split().training(), share, reading.seed(), balance);
        return new HoldOut(parts.training().data(), parts.test().data());
    }

    @Override
    FoldedRows folds(int count, Reading reading) {
        SoundSet sounds = all(Optional.empty(), reading);
        Folds folds = groups.isEmpty()
                ? Folds.stratified(sounds.data(), count, reading.seed())
                : Folds.grouped(
                        sounds.files().stream()
                                .map(file -> file.group().orElseThrow())
                                .toList(),
                        count);
        return new FoldedRows(sounds.data(), folds);
    }

    /**
     * Reads the recordings to evaluate a model on: all in the folder, or those that {@link #testPattern} matches.
     *
     * @param options supply the number of threads and the cache
     * @return labeled rows, their classes in the model's order
     * @throws InputException if no recording can be used, one has a class that the model does not know, or the model
     *     was trained on rows of numbers
     */
    public SoundSet readFor(TrainedModel model, TrainingOptions options, ProgressListener listener) {
        LogMelSpec spec = model.frontEnd().orElseThrow(() -> InputException.of(
                        Subject.file(folder), "a model that was trained on rows of numbers cannot evaluate recordings")
                .expected("rows")
                .remedy("evaluate it on a CSV file, or train it on recordings"));
        return all(Optional.of(spec), Reading.of(options, listener)).withClasses(model.classes());
    }

    /** Reads all recordings as one set. */
    private SoundSet all(Optional<LogMelSpec> known, Reading reading) {
        List<Finding> findings = new ArrayList<>();
        List<SoundFile> files = files(folder, findings::add).stream()
                .filter(file -> testPattern.isEmpty() || testPattern.get().matches(file.name()))
                .toList();
        if (files.isEmpty()) {
            throw InputException.of(Subject.setting("testPattern"), "must match the name of a recording in " + folder)
                    .got("none");
        }
        LogMelSpec spec = known.orElseGet(() -> choose(files, reading));
        SoundSet sounds = reader(spec, reading).read(files, findings::add);
        reading.listener().onData(PreparedData.undivided(sounds.data(), Optional.of(spec), findings));
        return sounds;
    }

    /** Finds, reads, divides and examines the recordings. */
    private Examined examine(Reading reading) {
        requireOneTestSet();
        List<Finding> findings = new ArrayList<>();
        List<SoundFile> files = files(folder, findings::add);
        Optional<List<SoundFile>> testFiles = testFolder.map(other -> files(other, findings::add));
        LogMelSpec spec = choose(files, reading);
        SoundReader reader = reader(spec, reading);
        SoundSet all = reader.read(files, findings::add);
        Split split = testFiles
                .map(others -> new Split(all, reader.read(others, findings::add)))
                .or(() -> testPattern.map(pattern -> Split.byPattern(all, pattern)))
                .orElseGet(() -> Split.byShare(all, testShare.orElse(USUAL_SHARE), reading.seed()));
        findings.addAll(Doctor.examine(split));
        var examined = new Examined(split, spec, findings);
        reading.listener().onData(prepared(split, Optional.empty(), examined));
        if (strict) {
            requireFaultless(findings, folder, "recordings");
        }
        return examined;
    }

    private void requireOneTestSet() {
        long given =
                (testFolder.isPresent() ? 1 : 0) + (testPattern.isPresent() ? 1 : 0) + (testShare.isPresent() ? 1 : 0);
        if (given > 1) {
            throw InputException.of(
                            Subject.named("test set"),
                            "at most one of {testFolder}, {testPattern} and {testShare} can be given")
                    .got(given);
        }
    }

    private List<SoundFile> files(Path where, Consumer<Finding> findings) {
        LabelRule rule = labels.get(); // an unusable table is refused before the folder is searched
        return SoundFolder.open(where, findings).labelled(rule, groups, findings);
    }

    private LogMelSpec choose(List<SoundFile> files, Reading reading) {
        FrontEndChoice choice = frontEnd.map(FrontEndChoice::named).orElseGet(() -> FrontEndChoice.choose(files));
        reading.listener().onFrontEnd(choice);
        return choice.spec();
    }

    private static SoundReader reader(LogMelSpec spec, Reading reading) {
        return new SoundReader(spec, reading.threads(), reading.features(), reading.listener());
    }
}
