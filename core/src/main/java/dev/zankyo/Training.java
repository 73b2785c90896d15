package dev.zankyo;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.HoldOut;
import dev.zankyo.search.Sweep;
import dev.zankyo.train.Checkpointing;
import dev.zankyo.train.CrossValidation;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;

/**
 * A training of a sound classifier, from the files to the evaluated model:
 *
 * <pre>{@code
 * Training training = Training.on(TrainingData.recordings(Path.of("recordings")));
 * TrainingResult result = training.run(Path.of("my-run"), ProgressListener.NONE);
 * System.out.println(result.evaluation().accuracy());
 * }</pre>
 *
 * <p>It finds, labels, splits and examines the data and computes their features. It then trains and calibrates the
 * network and evaluates it on the test set. The same data, settings, backend and number of threads give the same model,
 * bit for bit. Immutable.
 */
public final class Training {
    private final TrainingData data;
    private final TrainingOptions options;

    private Training(TrainingData data, TrainingOptions options) {
        this.data = data;
        this.options = options;
    }

    /** Returns a training on these data with the default settings. */
    public static Training on(TrainingData data) {
        return new Training(data, TrainingOptions.defaults());
    }

    /** Returns the same training with other settings. */
    public Training with(TrainingOptions other) {
        return new Training(data, other);
    }

    /**
     * Trains in memory; nothing is written.
     *
     * @throws InputException if data or settings cannot be used
     */
    public TrainingResult run(ProgressListener listener) {
        PreparedTraining prepared = prepare(listener);
        return prepared.train(announcing(prepared.selection(), listener), Checkpointing.NONE);
    }

    /**
     * Trains into a new folder with checkpoints, and writes the model and the run's figures to it.
     *
     * @throws InputException if data or settings cannot be used, or the folder holds a run, finished or not
     */
    public TrainingResult run(Path folder, ProgressListener listener) {
        try (TrainingRun run = TrainingRun.begin(folder, RunOptions.defaults(), listener::onProblem)) {
            return run(run, listener);
        }
    }

    /**
     * Continues the run in a folder. An unfinished run continues from its newest checkpoint. A finished run is trained
     * further if the settings have more epochs: after a new warm-up, its learning rate is that of a run with all these
     * epochs.
     *
     * @throws InputException if the folder holds no run, or the run had different data or settings
     */
    public TrainingResult resume(Path folder, ProgressListener listener) {
        try (TrainingRun run = TrainingRun.resume(folder, RunOptions.defaults(), listener::onProblem)) {
            return run(run, listener);
        }
    }

    /**
     * Trains into an open run, which another thread may {@linkplain TrainingRun#cancel cancel}.
     *
     * @throws Checkpointing.StoppedException if it was canceled
     */
    public TrainingResult run(TrainingRun run, ProgressListener listener) {
        PreparedTraining prepared = prepare(listener);
        return run.train(prepared, List.of(), announcing(prepared.selection(), listener));
    }

    /**
     * Reads and examines the data and decides all settings, without training.
     *
     * @throws InputException if data or settings cannot be used
     */
    public PreparedTraining prepare(ProgressListener listener) {
        options.recipe(); // refuses invalid settings before files are read
        Selection selection = options.select();
        return PreparedTraining.of(data.read(Reading.of(options, listener)), selection, options);
    }

    /**
     * Runs a cross-validation: trains once per fold on all other rows and evaluates on the fold. The result is the
     * expected accuracy on new data.
     *
     * @param count the number of folds
     * @throws InputException if data or settings cannot be used, or a class has fewer rows than there are folds
     */
    public CrossValidation crossValidate(int count, ProgressListener listener) {
        options.requireNoStart("a cross-validation");
        options.recipe();
        Selection selection = options.select();
        TrainingData.FoldedRows rows = data.folds(count, Reading.of(options, listener));
        Dataset all = rows.rows();
        return CrossValidation.run(
                trainer(selection, listener),
                options.recipe(),
                options.seed(),
                options.network(all.classes().size(), all.bands(), all.frames()),
                all,
                rows.folds(),
                listener::onFold);
    }

    /**
     * Searches for the learning rate, width and augmentation that suit the training rows; the test set is not used.
     *
     * @throws InputException if data or settings cannot be used
     */
    public Sweep.Result sweep(SweepOptions search, ProgressListener listener) {
        options.requireNoStart("a sweep");
        Selection selection = options.select();
        HoldOut parts = data.holdOut(search.validationShare(), Reading.of(options, listener));
        Dataset rows = parts.trainingRows();
        var sweep = new Sweep(
                trainer(selection, listener),
                options.recipe().adaptedTo(parts.size()),
                options.network(rows.classes().size(), rows.bands(), rows.frames()),
                search.halving(options.recipe().epochs()));
        return sweep.search(search.space(), parts, options.seed(), listener::onTrial);
    }

    private Trainer trainer(Selection selection, ProgressListener listener) {
        return new Trainer(
                selection.backend(), options.threads(), options.precision(), announcing(selection, listener));
    }

    /** Returns a listener that passes on the backend once, when the first training has compiled its plans. */
    private static TrainingListener announcing(Selection selection, ProgressListener listener) {
        TrainingListener announcement = new TrainingListener() {
            private boolean made;

            @Override
            public void onBegin() {
                if (!made) {
                    listener.onBackend(selection);
                    made = true;
                }
            }
        };
        return TrainingListener.both(announcement, listener);
    }
}
