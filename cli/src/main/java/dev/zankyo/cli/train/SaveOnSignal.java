package dev.zankyo.cli.train;

import dev.zankyo.TrainingRun;
import dev.zankyo.train.Checkpoint;
import dev.zankyo.train.TrainingResult;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A handler that saves the run when the process is asked to end during training, by Ctrl-C or SIGTERM. */
final class SaveOnSignal {
    private final TrainingRun run;
    private final String resumption;
    private final Consumer<String> show;
    private final Thread hook = new Thread(this::save, "zankyo-save");

    /**
     * Makes a handler for one run.
     *
     * @param resumption the command that continues the run
     * @param show the printer of the message
     */
    SaveOnSignal(TrainingRun run, String resumption, Consumer<String> show) {
        this.run = run;
        this.resumption = resumption;
        this.show = show;
    }

    /** Runs the training with the handler in place. */
    TrainingResult during(Supplier<TrainingResult> training) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            return training.get(); // the process is ending, and nothing is to be saved yet
        }
        try {
            return training.get();
        } finally {
            withdraw();
        }
    }

    private void save() {
        run.cancel().map(this::line).ifPresent(show);
    }

    private String line(Checkpoint last) {
        return "stopped and saved in epoch " + last.epoch() + ", after step "
                + last.trace().steps() + "; continue with: " + resumption;
    }

    private void withdraw() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the shutdown hook runs
        }
    }
}
