package dev.zankyo.cli.terminal;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The terminal on standard error: whether there is one, and its width. */
public final class Terminal {
    private static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /** Returns whether standard error is a terminal, as found by the launcher, or else by the console. */
    public static boolean attached() {
        String launcher = System.getProperty("zankyo.terminal");
        if (launcher != null) {
            return Boolean.parseBoolean(launcher);
        }
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Returns the width of the window in columns, or 80 if it is unknown. */
    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return stty.waitFor(1, TimeUnit.SECONDS) && size.matches("\\d+ [1-9]\\d{0,4}")
                    ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
                    : USUAL_COLUMNS;
        } catch (IOException e) {
            return USUAL_COLUMNS; // no such program or device
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_COLUMNS;
        }
    }
}
