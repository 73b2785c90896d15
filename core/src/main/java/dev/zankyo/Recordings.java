package dev.zankyo;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Folds;
import dev.zankyo.data.HoldOut;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.sounds.Background;
import dev.zankyo.sounds.Balance;
import dev.zankyo.sounds.Doctor;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.sounds.LabelRule;
import dev.zankyo.sounds.NamePattern;
import dev.zankyo.sounds.Part;
import dev.zankyo.sounds.Parts;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.SoundFolder;
import dev.zankyo.sounds.SoundReader;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.sounds.Split;
import dev.zankyo.sounds.TableColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A folder of recordings and the settings for reading it: the class of each recording, the test set, the front end. By
 * default, a recording's class is its sub-folder, and a fifth of every class is the test set. The default front end
 * depends on the recordings' sample rate, length and frequencies. Immutable: a method that is named after a setting
 * returns a copy with another value.
 *
 * <p>Patterns are regular expressions that match the whole file name or, if they contain a slash, the whole path within
 * the folder.
 */
public final class Recordings extends TrainingData {
    private static final double USUAL_SHARE = 0.2;

    private final Path folder;
    private Optional<NamePattern> labelPattern = Optional.empty();
    private Optional<Path> labelTable = Optional.empty();
    private TableColumns columns = TableColumns.AUTO;
    private boolean splitRecordings;
    private Optional<Path> background = Optional.empty();
    private boolean backgroundBetween;
    private Optional<Path> testFolder = Optional.empty();
    private Optional<Path> testLabelTable = Optional.empty();
    private Optional<NamePattern> testPattern = Optional.empty();
    private Optional<Path> testList = Optional.empty();
    private Optional<Path> validationList = Optional.empty();
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
        copy.labelPattern = labelPattern;
        copy.labelTable = labelTable;
        copy.columns = columns;
        copy.splitRecordings = splitRecordings;
        copy.background = background;
        copy.backgroundBetween = backgroundBetween;
        copy.testFolder = testFolder;
        copy.testLabelTable = testLabelTable;
        copy.testPattern = testPattern;
        copy.testList = testList;
        copy.validationList = validationList;
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
     * @throws InputException if {@code regex} is not a regular expression with a group
     */
    public Recordings labelPattern(String regex) {
        NamePattern pattern = NamePattern.withGroup("labelPattern", regex);
        return with(copy -> copy.labelPattern = Optional.of(pattern));
    }

    /**
     * Takes the classes from a table that names the recordings, such as a CSV file with the columns file and label. The
     * column with the names of the recordings is detected. If the table has start and end times, each row is a segment
     * of a recording and becomes an example of its own. All segments of a recording stay in one part of the split.
     *
     * @param table a table, or a folder with one table of segments for each recording, such as label tracks of Audacity
     *     or selection tables of Raven
     */
    public Recordings labelTable(Path table) {
        return with(copy -> copy.labelTable = Optional.of(table));
    }

    /** Sets the columns of the table of labels; by default they are found by their values and names. */
    public Recordings columns(TableColumns chosen) {
        return with(copy -> copy.columns = chosen);
    }

    /** Lets segments of one recording be in both parts of the split. */
    public Recordings splitRecordings() {
        return with(copy -> copy.splitRecordings = true);
    }

    /** Adds the recordings in a folder as a class named {@value Background#CLASS}. */
    public Recordings background(Path other) {
        return with(copy -> copy.background = Optional.of(other));
    }

    /** Adds the stretches between the labeled segments as a class named {@value Background#CLASS}. */
    public Recordings backgroundBetweenSegments() {
        return with(copy -> copy.backgroundBetween = true);
    }

    /** Evaluates on the recordings in another folder, whose classes are found in the same way. */
    public Recordings testFolder(Path other) {
        return with(copy -> copy.testFolder = Optional.of(other));
    }

    /** Takes the classes of the recordings in the {@link #testFolder} from a table of their own. */
    public Recordings testLabelTable(Path table) {
        return with(copy -> copy.testLabelTable = Optional.of(table));
    }

    /**
     * Evaluates on the recordings whose names match.
     *
     * @throws InputException if {@code regex} is not a regular expression
     */
    public Recordings testPattern(String regex) {
        NamePattern pattern = NamePattern.of("testPattern", regex);
        return with(copy -> copy.testPattern = Optional.of(pattern));
    }

    /** Evaluates on the recordings that a text file lists, one path within the folder per line. */
    public Recordings testList(Path list) {
        return with(copy -> copy.testList = Optional.of(list));
    }

    /**
     * Holds out the recordings that a text file lists, one path within the folder per line. The held-out recordings
     * choose the epoch if {@link TrainingOptions#validationShare} is positive, and score the candidates of a sweep.
     * This setting needs a {@link #testList}.
     */
    public Recordings validationList(Path list) {
        return with(copy -> copy.validationList = Optional.of(list));
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
     * @throws InputException if {@code regex} is not a regular expression with a group
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

    /** Returns the folder of the recordings to evaluate on: the training folder, unless another was set. */
    public Path testFolder() {
        return testFolder.orElse(folder);
    }

    /**
     * Returns how the test set was chosen, as a sentence without its period. It names files and folders without the
     * folders that they are in.
     *
     * @param split the split of these recordings
     */
    public String testSet(Split split) {
        if (testFolder.isPresent()) {
            return "the recordings of another folder, " + name(testFolder.get());
        }
        if (testPattern.isPresent()) {
            return "the recordings whose names match " + testPattern.get();
        }
        if (testList.isPresent()) {
            return "the recordings that " + name(testList.get()) + " lists";
        }
        List<SoundFile> tested = split.test().files();
        if (testShare.isEmpty() && Parts.tested(tested).isPresent()) {
            return "the "
                    + tested.getFirst().known().part().orElseThrow().toString().toLowerCase(Locale.ROOT)
                    + " part that comes with the data";
        }
        boolean grouped =
                split.training().files().stream().anyMatch(file -> file.group().isPresent());
        if (testShare.isEmpty() && folded(split)) {
            return "the last fold that comes with the data, "
                    + tested.getFirst().known().fold().orElseThrow();
        }
        String share = String.format(
                Locale.ROOT, "%.0f %% of each class, drawn at random", 100 * testShare.orElse(USUAL_SHARE));
        return grouped ? share + " in whole groups: no speaker, place or recording is in both sets" : share;
    }

    private static Path name(Path path) {
        return Optional.ofNullable(path.getFileName()).orElse(path);
    }

    private static boolean folded(Split split) {
        return Stream.of(split.training(), split.test())
                .flatMap(set -> set.files().stream())
                .allMatch(file -> file.known().fold().isPresent());
    }

    /**
     * The split, the held-out part if there is one, the front end, and all findings in the order in which they were
     * made.
     */
    private record Examined(Split split, Optional<SoundSet> validation, LogMelSpec frontEnd, List<Finding> findings) {}

    @Override
    PreparedData read(Reading reading) {
        Examined examined = examine(reading);
        Split split = examined.split();
        if (reading.validationShare() == 0 || examined.validation().isPresent()) {
            return prepared(
                    new Split(balance.of(split.training(), reading.seed()), split.test()),
                    examined.validation()
                            .filter(held -> reading.validationShare() > 0)
                            .map(SoundSet::data),
                    examined);
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
        Examined examined = examine(reading);
        SoundSet training = examined.split().training();
        if (examined.validation().isPresent()) {
            return new HoldOut(
                    balance.of(training, reading.seed()).data(),
                    examined.validation().get().data());
        }
        Split parts = Split.holdOut(training, share, reading.seed(), balance);
        return new HoldOut(parts.training().data(), parts.test().data());
    }

    @Override
    FoldedRows folds(int count, Reading reading) {
        SoundSet sounds = all(Optional.empty(), reading);
        Folds folds = byFold(sounds)
                ? Folds.given(names(sounds, file -> file.known().fold()), count)
                : grouped(sounds)
                        ? Folds.grouped(names(sounds, file -> Optional.of(file.groupOrName())), count)
                        : Folds.stratified(sounds.data(), count, reading.seed());
        return new FoldedRows(sounds.data(), folds);
    }

    private static boolean byFold(SoundSet sounds) {
        return sounds.files().stream().allMatch(file -> file.known().fold().isPresent());
    }

    private static boolean grouped(SoundSet sounds) {
        return sounds.files().stream().anyMatch(file -> file.group().isPresent());
    }

    private static List<String> names(SoundSet sounds, Function<SoundFile, Optional<String>> name) {
        return sounds.files().stream()
                .map(file -> name.apply(file).orElseThrow())
                .toList();
    }

    /**
     * Reads the recordings to evaluate a model on. These are the recordings that {@link #testPattern} matches or {@link
     * #testList} lists. Without either setting, these are the test part of the folder or table, or all recordings if
     * there is no test part.
     *
     * @param options supply the number of threads and the cache
     * @return labeled rows, their classes in the model's order
     * @throws InputException if no recording can be used, one has a class that the model does not know, or the model
     *     was trained on rows of numbers
     */
    public SoundSet readFor(TrainedModel model, TrainingOptions options, ProgressListener listener) {
        if (model.frontEnd().isEmpty()) {
            throw InputException.of(
                            Subject.file(folder),
                            "a model that was trained on rows of numbers cannot evaluate recordings")
                    .expected("rows")
                    .remedy("evaluate it on a CSV file, or train it on recordings");
        }
        return all(Optional.of(model), Reading.of(options, listener)).withClasses(model.classes());
    }

    /**
     * Reads recordings as one set.
     *
     * @param model the model to evaluate, or empty. For a model, only the test part is read, if there is one.
     *     Recordings much longer than its training clips are divided into windows
     */
    private SoundSet all(Optional<TrainedModel> model, Reading reading) {
        requireOneTestSet();
        List<Finding> findings = new ArrayList<>();
        List<SoundFile> files = files(folder, labelTable, findings::add).stream()
                .filter(file -> testPattern.isEmpty() || testPattern.get().matches(file.name()))
                .toList();
        if (files.isEmpty()) {
            throw InputException.of(Subject.setting("testPattern"), "must match the name of a recording in " + folder)
                    .got("none");
        }
        Optional<Part> tested = model.isPresent() && testPattern.isEmpty() ? Parts.tested(files) : Optional.empty();
        List<SoundFile> wanted = files.stream()
                .filter(file -> tested.isEmpty() || file.known().part().equals(tested))
                .toList();
        if (wanted.size() < files.size()) {
            findings.add(new Finding(
                    Finding.Kind.UNDERSTOOD,
                    wanted.size() + " of " + files.size() + " recordings are the test part",
                    List.of()));
        }
        LogMelSpec spec = model.flatMap(TrainedModel::frontEnd).orElseGet(() -> choose(wanted, reading, findings::add));
        SoundReader reader = reader(spec, reading);
        SoundSet whole = reader.read(wanted, findings::add);
        SoundSet sounds =
                model.map(trained -> divided(whole, trained, reader, findings)).orElse(whole);
        reading.listener().onData(PreparedData.undivided(sounds.data(), Optional.of(spec), findings));
        reading.listener().onRecordings(sounds);
        return sounds;
    }

    /**
     * Returns the recordings. Each one that is much longer than the model's training clips is replaced by its windows.
     */
    private static SoundSet divided(SoundSet whole, TrainedModel model, SoundReader reader, List<Finding> findings) {
        List<SoundFile> examples = new ArrayList<>();
        int divided = 0;
        for (int i = 0; i < whole.size(); i++) {
            SoundFile file = whole.files().get(i);
            double length = whole.facts().get(i).seconds();
            OptionalDouble window = file.span().isEmpty() ? ClipWindows.seconds(model, length) : OptionalDouble.empty();
            examples.addAll(window.isEmpty() ? List.of(file) : file.windows(window.getAsDouble(), length));
            divided += window.isEmpty() ? 0 : 1;
        }
        if (divided == 0) {
            return whole;
        }
        findings.add(new Finding(
                Finding.Kind.UNDERSTOOD,
                divided + " of " + whole.size() + " recordings are much longer than the training clips; each of their "
                        + (examples.size() - whole.size() + divided)
                        + " windows, as long as the median training clip, is evaluated by itself",
                List.of()));
        SoundSet windows = reader.read(examples, finding -> {}); // the findings about the files were made before
        return windows.withContentsOf(whole);
    }

    /** Finds, reads, divides and examines the recordings. */
    private Examined examine(Reading reading) {
        requireOneTestSet();
        List<Finding> findings = new ArrayList<>();
        List<SoundFile> files = files(folder, labelTable, findings::add);
        Optional<List<SoundFile>> testFiles =
                testFolder.map(other -> files(other, testLabelTable.or(() -> labelTable), findings::add));
        LogMelSpec spec = choose(files, reading, findings::add);
        SoundReader reader = reader(spec, reading);
        SoundSet all = reader.read(files, findings::add);
        Parts parts = testFiles
                .map(others -> Parts.of(new Split(all, reader.read(others, findings::add))))
                .or(() -> testPattern.map(pattern -> Parts.of(Split.byPattern(all, pattern))))
                .or(() -> testShare.map(share -> Parts.of(Split.byShare(all, share, reading.seed()))))
                .or(() -> Parts.given(all, findings::add))
                .orElseGet(() -> Parts.of(Split.byShare(all, USUAL_SHARE, reading.seed())));
        findings.addAll(Doctor.examine(parts.split(), balance));
        var examined = new Examined(parts.split(), parts.validation(), spec, findings);
        reading.listener().onData(prepared(parts.split(), Optional.empty(), examined));
        if (strict) {
            requireFaultless(findings, folder, "recordings");
        }
        return examined;
    }

    private void requireOneTestSet() {
        if (testLabelTable.isPresent() && testFolder.isEmpty()) {
            throw InputException.of(Subject.setting("testLabelTable"), "needs {testFolder}, the recordings it names");
        }
        long given = List.of(testFolder, testPattern, testShare, testList).stream()
                .filter(Optional::isPresent)
                .count();
        if (given > 1) {
            throw InputException.of(
                            Subject.named("test set"),
                            "at most one of {testFolder}, {testPattern}, {testShare} and {testList} can be given")
                    .got(given);
        }
    }

    /** Finds the examples in a folder, labels them, and puts listed ones into their parts. */
    private List<SoundFile> files(Path where, Optional<Path> table, Consumer<Finding> findings) {
        LabelRule rule = LabelRule.of(
                labelPattern, table, columns); // an unusable table is refused before the folder is searched
        List<SoundFile> labelled = SoundFolder.open(where, findings).labelled(rule, groups, findings);
        List<SoundFile> examples = new ArrayList<>(labelled);
        if (backgroundBetween) {
            examples.addAll(Background.between(examples));
            examples.sort(
                    Comparator.comparing(SoundFile::path)); // adjacent examples of a recording are decoded together
        }
        background.ifPresent(other -> examples.addAll(Background.in(other, findings)));
        if (!splitRecordings) {
            examples.replaceAll(SoundFile::kept);
        }
        return where.equals(folder) ? Parts.listed(examples, testList, validationList, findings) : examples;
    }

    private LogMelSpec choose(List<SoundFile> files, Reading reading, Consumer<Finding> findings) {
        if (reading.frontEnd().isPresent() && frontEnd.isPresent()) {
            throw InputException.of(Subject.setting("frontEnd"), "must be left alone with {from}")
                    .got(frontEnd.get())
                    .remedy("the features are those of the model");
        }
        FrontEndChoice choice = reading.frontEnd()
                .map(FrontEndChoice::kept)
                .or(() -> frontEnd.map(given -> FrontEndChoice.named(given, files, reading.threads())))
                .orElseGet(() -> FrontEndChoice.choose(files, reading.threads()));
        reading.listener().onFrontEnd(choice);
        choice.findings().forEach(findings);
        return choice.spec();
    }

    private static SoundReader reader(LogMelSpec spec, Reading reading) {
        return new SoundReader(spec, reading.threads(), reading.features(), reading.listener());
    }
}
