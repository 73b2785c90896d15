package dev.zankyo.cli.sweep;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.cli.terminal.ProgressView;
import dev.zankyo.cli.terminal.Trainings;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** A view of a sweep: the data, then a bar for all trials and a line for every finished one. */
final class SweepView extends DataView implements AutoCloseable {
    private final PrintWriter err;
    private final Consumer<Selection> backend;
    private final Trainings trials;
    private int done;
    private ProgressView training;

    SweepView(PrintWriter err, ReadingListener reading, Path source, Consumer<Selection> backend, Trainings trials) {
        super(err, reading, source);
        this.err = err;
        this.backend = backend;
        this.trials = trials;
    }

    @Override
    public void onBackend(Selection selection) {
        backend.accept(selection);
        training = ProgressView.of(err, trials);
    }

    @Override
    public void onStep(Progress progress) {
        training.onStep(progress);
    }

    @Override
    public void onTrial(Setting setting, int epochs, Score score) {
        training.endTraining(String.format(
                Locale.ROOT,
                "%d/%d  learning rate %s  width %s  augmentation %s  %d %s  %s",
                ++done,
                trials.count(),
                setting.learningRateText(),
                setting.widthText(),
                setting.augmentationText(),
                epochs,
                epochs == 1 ? "epoch" : "epochs",
                scored(score)));
    }

    private static String scored(Score score) {
        return score.interval()
                .map(interval -> String.format(
                        Locale.ROOT,
                        "accuracy %.2f %% (95 %% interval %s)  loss %.4f",
                        100 * score.accuracy(),
                        interval.inPercent(),
                        score.loss()))
                .orElse("diverged");
    }

    @Override
    public void close() {
        if (training != null) {
            training.close();
        }
    }
}
