package dev.zankyo.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A terminal with a status below the text. Text that is written removes the status first, so the two never mix. Safe
 * for several threads: the one that draws a progress bar is not the one that writes text.
 */
public final class Screen extends Writer {
    private static final String CLEAR = "\r\033[K";
    private static final String CLEAR_ABOVE = "\033[A" + CLEAR;

    private final Writer device;
    private final IntSupplier width;
    private int columns;
    private int statusRows;
    private boolean midLine;

    /**
     * Makes a screen.
     *
     * @param device the terminal; it is not closed
     * @param width finds the width of the window in columns; called once, when the width is first needed
     * @param announced whether the launcher's status is on the screen
     */
    Screen(Writer device, IntSupplier width, boolean announced) {
        this.device = device;
        this.width = width;
        this.statusRows = announced ? 1 : 0;
    }

    /** Makes an empty screen of a fixed width. */
    public Screen(Writer device, int columns) {
        this(device, () -> columns, false);
    }

    /** Returns the screen that a writer leads to; empty for a file or pipe. */
    public static Optional<Screen> of(PrintWriter writer) {
        return writer instanceof PrintableWriter printable ? printable.screen() : Optional.empty();
    }

    /** Returns the width of the window in columns. */
    public synchronized int columns() {
        if (columns == 0) {
            columns = width.getAsInt();
        }
        return columns;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length), 0, length);
    }

    @Override
    public synchronized void write(String text, int offset, int length) throws IOException {
        if (length > 0) {
            clear();
            device.write(text, offset, length);
            midLine = text.charAt(offset + length - 1) != '\n';
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        device.flush();
    }

    /** Removes the status. The device stays open. */
    @Override
    public synchronized void close() throws IOException {
        clear();
        device.flush();
    }

    /**
     * Replaces the status.
     *
     * @param text one or two lines, each narrower than the window; empty for no status
     */
    synchronized void showStatus(String text) {
        if (midLine) {
            return; // the status would stand behind the first half of a line
        }
        try {
            clear();
            device.write(text);
            device.flush();
        } catch (IOException e) {
            return; // the terminal is gone, and so is the reader of the status; lost text is reported by its writer
        }
        statusRows = text.isEmpty() ? 0 : (int) text.lines().count();
    }

    private void clear() throws IOException {
        if (statusRows > 0) {
            device.write(CLEAR + CLEAR_ABOVE.repeat(statusRows - 1));
            statusRows = 0;
        }
    }
}
