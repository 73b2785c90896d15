package dev.zankyo.cli.sweep;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** A view of a sweep: the data, then a line for every finished trial. */
final class SweepView extends DataView {
    private final PrintWriter err;
    private final Consumer<Selection> backend;
    private final int trials;
    private int done;

    SweepView(PrintWriter err, ReadingListener reading, Path source, Consumer<Selection> backend, int trials) {
        super(err, reading, source);
        this.err = err;
        this.backend = backend;
        this.trials = trials;
    }

    @Override
    public void onBackend(Selection selection) {
        backend.accept(selection);
    }

    @Override
    public void onTrial(Setting setting, int epochs, Score score) {
        err.printf(
                Locale.ROOT,
                "%d/%d  learning rate %s  width %s  augmentation %s  %d %s  accuracy %.2f %%  loss %.4f%n",
                ++done,
                trials,
                setting.learningRateText(),
                setting.widthText(),
                setting.augmentationText(),
                epochs,
                epochs == 1 ? "epoch" : "epochs",
                100 * score.accuracy(),
                score.loss());
        err.flush();
    }
}
