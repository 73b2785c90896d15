package dev.zankyo.cli;

import dev.zankyo.train.Checkpoint;
import dev.zankyo.train.RunCheckpoints;
import java.util.function.Consumer;

/** As long as it is open: when this process is told to end, by Ctrl-C or SIGTERM, the run is saved first. */
final class SaveOnSignal implements AutoCloseable {
    private final RunCheckpoints checkpoints;
    private final String resumption;
    private final Consumer<String> show;
    private final Thread hook = new Thread(this::save, "zankyo-save");

    /**
     * Opens it.
     *
     * @param resumption the command that continues the run
     * @param show takes the line that says so
     */
    SaveOnSignal(RunCheckpoints checkpoints, String resumption, Consumer<String> show) {
        this.checkpoints = checkpoints;
        this.resumption = resumption;
        this.show = show;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void save() {
        checkpoints.stop().map(this::line).ifPresent(show);
    }

    private String line(Checkpoint last) {
        return "stopped and saved in epoch " + last.epoch() + ", after step "
                + last.state().step() + "; continue with: " + resumption;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the hook at work
        }
    }
}
