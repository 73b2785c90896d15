package dev.zankyo.cli.terminal;

import dev.zankyo.io.TextWidth;
import java.io.PrintWriter;
import java.util.Optional;

/** A line below the text that says what the program is doing. Only a terminal shows it. */
public final class StatusLine implements AutoCloseable {
    private final PrintWriter err;
    private final Optional<Screen> screen;

    public StatusLine(PrintWriter err) {
        this.err = err;
        screen = Screen.of(err);
    }

    /** Replaces the line. Text that is written removes it. */
    public void show(String text) {
        screen.ifPresent(shown -> shown.showStatus(TextWidth.cut(text, shown.columns() - 1)));
    }

    /** Prints a line that stays, on a terminal or not. */
    public void say(String text) {
        err.println(text);
        err.flush();
    }

    /** Removes the line. */
    @Override
    public void close() {
        screen.ifPresent(shown -> shown.showStatus(""));
    }
}
