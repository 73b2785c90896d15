package dev.zankyo.cli.terminal;

import java.io.PrintWriter;

/** A line per epoch, for files and pipes. */
final class ProgressLines extends ProgressView {
    private final PrintWriter err;

    ProgressLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    void show(Progress progress) {}

    @Override
    void nextTraining(int epochs) {}

    @Override
    public void show(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    int columns() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void close() {}
}
