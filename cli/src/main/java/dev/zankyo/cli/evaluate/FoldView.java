package dev.zankyo.cli.evaluate;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.cli.terminal.ProgressView;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.train.CrossValidation.Fold;
import dev.zankyo.train.EpochResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A view of a cross-validation: the data, the epochs of every fold, and the result of each fold. */
final class FoldView extends DataView implements AutoCloseable {
    private final PrintWriter err;
    private final Consumer<Selection> backend;
    private ProgressView epochs;

    FoldView(PrintWriter err, ReadingListener reading, Path source, Consumer<Selection> backend) {
        super(err, reading, source);
        this.err = err;
        this.backend = backend;
    }

    /**
     * Announces the backend and begins the progress bars of the epochs. Reading the data has progress bars of its own.
     */
    @Override
    public void onBackend(Selection selection) {
        backend.accept(selection);
        epochs = ProgressView.of(err);
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
        epochs.show(FoldText.line(fold));
    }

    @Override
    public void close() {
        if (epochs != null) {
            epochs.close();
        }
    }
}
