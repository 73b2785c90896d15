package dev.zankyo;

import dev.zankyo.data.CsvDataset;
import dev.zankyo.data.CsvReader;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Folds;
import dev.zankyo.data.HoldOut;
import dev.zankyo.data.Layout;
import dev.zankyo.model.ResNetConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A pair of CSV files of labeled rows, plain or gzipped. A file has no header; each line holds a label and the values
 * of one spectrogram. Training needs a test file; cross-validation and a sweep read only the training file. Immutable.
 */
public final class RowFiles extends TrainingData {
    private static final ResNetConfig SIZE = ResNetConfig.original(1);

    private final Path training;
    private final Optional<Path> test;
    private final Layout layout;

    RowFiles(Path training) {
        this(training, Optional.empty(), Layout.AUTO);
    }

    private RowFiles(Path training, Optional<Path> test, Layout layout) {
        this.training = training;
        this.test = test;
        this.layout = layout;
    }

    /** Sets the file of rows to evaluate on, of the same classes; it is read in the layout of the training file. */
    public RowFiles test(Path csv) {
        return new RowFiles(training, Optional.of(csv), layout);
    }

    /** Sets the order of a row's values; by default it is detected by smoothness. */
    public RowFiles layout(Layout order) {
        return new RowFiles(training, test, order);
    }

    @Override
    PreparedData read(Reading reading) {
        Path testFile = test.orElseThrow(() -> InputException.of(
                Subject.setting("test"), "a file of labeled test rows is required to train on " + training));
        CsvDataset rows = reader(layout, reading).readTraining(training);
        Dataset testRows = reader(rows.layout().layout(), reading)
                .readTest(testFile, rows.data().classes())
                .data();
        PreparedData data = PreparedData.csv(rows, testRows);
        reading.listener().onData(data);
        return data;
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
        CsvDataset rows = reader(layout, reading).readTraining(training);
        reading.listener().onData(PreparedData.csv(rows, rows.data().select()));
        return rows.data();
    }

    private static CsvReader reader(Layout order, Reading reading) {
        return new CsvReader(SIZE.bands(), SIZE.frames(), order, reading.rows());
    }
}
