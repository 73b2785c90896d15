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
    public void show(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    public void close() {}
}
