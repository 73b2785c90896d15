package dev.zankyo.cli.terminal;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The last line of the terminal, rewritten by the thread of the progress bar. */
final class StatusLine implements ProgressBarConsumer {
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter err;
    private final int columns;
    private boolean closed;

    StatusLine(PrintWriter err, int columns) {
        this.err = err;
        this.columns = columns;
    }

    @Override
    public int getMaxRenderedLength() {
        return columns - 1;
    }

    @Override
    public synchronized void accept(String text) {
        if (!closed) { // the bar's thread may be late
            PrintableWriter.control(err, CLEAR);
            err.print(text);
            err.flush();
        }
    }

    synchronized void above(String text) {
        PrintableWriter.control(err, CLEAR);
        err.println(text);
        err.flush();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            PrintableWriter.control(err, CLEAR);
            err.flush();
        }
    }
}
