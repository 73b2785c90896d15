package dev.zankyo.cli.evaluate;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.cli.terminal.ProgressView;
import dev.zankyo.cli.terminal.Trainings;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.train.CrossValidation.Fold;
import dev.zankyo.train.EpochResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A view of a cross-validation: the data, the epochs of every fold, and the result of each fold. */
final class FoldView extends DataView implements AutoCloseable {
    private final PrintWriter err;
    private final Consumer<Selection> backend;
    private final int folds;
    private ProgressView epochs;
    private Optional<SoundSet> recordings = Optional.empty();
    private Optional<LogMelSpec> frontEnd = Optional.empty();

    FoldView(PrintWriter err, ReadingListener reading, Path source, Consumer<Selection> backend, int folds) {
        super(err, reading, source);
        this.err = err;
        this.backend = backend;
        this.folds = folds;
    }

    @Override
    public void onRecordings(SoundSet read) {
        recordings = Optional.of(read);
    }

    @Override
    public void onFrontEnd(FrontEndChoice choice) {
        super.onFrontEnd(choice);
        frontEnd = Optional.of(choice.spec());
    }

    /** Returns the front end of the recordings; empty for the rows of a file. */
    Optional<LogMelSpec> frontEnd() {
        return frontEnd;
    }

    /** Returns the recordings, in the order of their rows; empty for the rows of a file. */
    Optional<SoundSet> recordings() {
        return recordings;
    }

    /** Announces the backend and begins the progress bar of all folds. Reading has bars of its own. */
    @Override
    public void onBackend(Selection selection) {
        backend.accept(selection);
        epochs = ProgressView.of(err, new Trainings("fold", folds, 0));
    }

    @Override
    public void onStep(Progress progress) {
        epochs.onStep(progress);
    }

    @Override
    public void onEpoch(EpochResult epoch) {
        epochs.onEpoch(epoch);
    }

    @Override
    public void onFold(Fold fold) {
        epochs.endTraining(FoldText.line(fold));
    }

    @Override
    public void close() {
        if (epochs != null) {
            epochs.close();
        }
    }
}
