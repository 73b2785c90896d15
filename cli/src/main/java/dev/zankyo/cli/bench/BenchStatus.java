package dev.zankyo.cli.bench;

import dev.zankyo.cli.terminal.Terminal;
import java.io.PrintWriter;

/** A status line that replaces itself on a terminal and is omitted elsewhere. */
final class BenchStatus implements AutoCloseable {
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter err;
    private final boolean watched;

    BenchStatus(PrintWriter err) {
        this.err = err;
        this.watched = Terminal.attached();
    }

    void show(String text) {
        if (watched) {
            err.print(CLEAR + text);
            err.flush();
        }
    }

    /** Prints a line that stays. */
    void say(String line) {
        err.println(watched ? CLEAR + line : line);
        err.flush();
    }

    @Override
    public void close() {
        if (watched) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
