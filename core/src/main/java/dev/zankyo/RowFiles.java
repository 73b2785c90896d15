package dev.zankyo;

import dev.zankyo.data.CsvDataset;
import dev.zankyo.data.CsvReader;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Folds;
import dev.zankyo.data.HoldOut;
import dev.zankyo.data.LabelDoubts;
import dev.zankyo.data.LabelPosition;
import dev.zankyo.data.Layout;
import dev.zankyo.data.RowDoctor;
import dev.zankyo.model.ResNetConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A pair of CSV files of labeled rows, plain or gzipped, and the settings for reading them. Each line holds a label and
 * the values of one spectrogram. Training needs a test file; cross-validation and a sweep read only the training file.
 * Immutable: a method that is named after a setting returns a copy with another value.
 */
public final class RowFiles extends TrainingData {
    private static final ResNetConfig USUAL = ResNetConfig.original(1);

    /** The most values of a row; a network for more would not fit into memory. */
    private static final int MOST_VALUES = 1 << 20;

    private final Path training;
    private Optional<Path> test = Optional.empty();
    private Layout layout = Layout.AUTO;
    private LabelPosition labelPosition = LabelPosition.AUTO;
    private int bands = USUAL.bands();
    private int frames = USUAL.frames();
    private boolean strict;

    RowFiles(Path training) {
        this.training = training;
    }

    private RowFiles with(Consumer<RowFiles> change) {
        var copy = new RowFiles(training);
        copy.test = test;
        copy.layout = layout;
        copy.labelPosition = labelPosition;
        copy.bands = bands;
        copy.frames = frames;
        copy.strict = strict;
        change.accept(copy);
        return copy;
    }

    /** Sets the file of rows to evaluate on, of the same classes; it is read in the layout of the training file. */
    public RowFiles test(Path csv) {
        return with(copy -> copy.test = Optional.of(csv));
    }

    /**
     * Sets the order of a row's values. By default it is detected: in the right order, neighboring values differ less.
     */
    public RowFiles layout(Layout order) {
        return with(copy -> copy.layout = order);
    }

    /** Sets the column of the label; by default the one that a header names, or the first. */
    public RowFiles labelPosition(LabelPosition column) {
        return with(copy -> copy.labelPosition = column);
    }

    /**
     * Sets the number of frequency bands of a row; the default is 20.
     *
     * @throws InputException if the number is not between 1 and 1048576
     */
    public RowFiles bands(int count) {
        requireSize("bands", count);
        return with(copy -> copy.bands = count);
    }

    /**
     * Sets the number of frames of a row; the default is 50.
     *
     * @throws InputException if the number is not between 1 and 1048576
     */
    public RowFiles frames(int count) {
        requireSize("frames", count);
        return with(copy -> copy.frames = count);
    }

    /** Refuses the rows if there is any problem with them. */
    public RowFiles strict() {
        return with(copy -> copy.strict = true);
    }

    private static void requireSize(String setting, int count) {
        if (count < 1 || count > MOST_VALUES) {
            throw InputException.of(Subject.setting(setting), "must be between 1 and " + MOST_VALUES)
                    .got(count);
        }
    }

    @Override
    PreparedData read(Reading reading) {
        Path testFile = test.orElseThrow(() -> InputException.of(
                Subject.setting("test"), "a file of labeled test rows is required to train on " + training));
        CsvDataset rows = reader(layout, labelPosition, reading).readTraining(training);
        LabelPosition position =
                labelPosition == LabelPosition.AUTO ? rows.format().position() : labelPosition;
        CsvDataset testRows = reader(rows.layout().layout(), position, reading)
                .readTest(testFile, rows.data().classes());
        List<Finding> findings = format(training, rows);
        findings.addAll(format(testFile, testRows));
        examine(rows.data(), testRows.data(), findings);
        return shown(PreparedData.csv(rows, testRows.data(), findings), reading);
    }

    @Override
    HoldOut holdOut(double share, Reading reading) {
        return HoldOut.stratified(training(reading), share, reading.seed());
    }

    @Override
    FoldedRows folds(int count, Reading reading) {
        Dataset rows = training(reading);
        return new FoldedRows(rows, Folds.stratified(rows, count, reading.seed()));
    }

    /** Reads only the training file; the listener receives it with an empty test set. */
    private Dataset training(Reading reading) {
        CsvDataset rows = reader(layout, labelPosition, reading).readTraining(training);
        Dataset none = rows.data().select();
        List<Finding> findings = format(training, rows);
        examine(rows.data(), none, findings);
        return shown(PreparedData.csv(rows, none, findings), reading).training();
    }

    private static void examine(Dataset rows, Dataset testRows, List<Finding> findings) {
        LabelDoubts.about(rows.classes())
                .forEach(doubt -> findings.add(new Finding(Finding.Kind.DOUBTFUL_LABELS, doubt, List.of())));
        findings.addAll(RowDoctor.examine(rows, testRows));
    }

    /** Returns a note about the format of a file; none if it is the usual one. */
    private static List<Finding> format(Path file, CsvDataset rows) {
        List<Finding> notes = new ArrayList<>();
        String unusual = rows.format().toString();
        if (!unusual.isEmpty()) {
            notes.add(new Finding(Finding.Kind.UNDERSTOOD, Subject.file(file) + ": " + unusual, List.of()));
        }
        return notes;
    }

    private PreparedData shown(PreparedData data, Reading reading) {
        reading.listener().onData(data);
        if (strict) {
            requireFaultless(data.findings(), training, "rows");
        }
        return data;
    }

    private CsvReader reader(Layout order, LabelPosition position, Reading reading) {
        if ((long) bands * frames > MOST_VALUES) {
            throw InputException.of(Subject.setting("bands"), "must leave at most " + MOST_VALUES + " values to a row")
                    .got(bands + " x " + frames);
        }
        return new CsvReader(bands, frames, order, position, reading.rows());
    }
}
