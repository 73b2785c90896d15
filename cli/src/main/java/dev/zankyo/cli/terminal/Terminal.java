package dev.zankyo.cli.terminal;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The terminal of this process: the streams that lead to it, and its width. */
final class Terminal {
    private static final int USUAL_COLUMNS = 80;
    private static final String SIZE = "[1-9]\\d{0,3}";

    private Terminal() {}

    /**
     * Returns the streams that are terminals, {@code out} and {@code err}, as found by the launcher, or else by the
     * console. With {@code same}, both lead to the same terminal.
     */
    static List<String> streams() {
        String launcher = System.getProperty("zankyo.terminal");
        if (launcher != null) {
            return List.of(launcher.split(","));
        }
        Console console = System.console();
        return console != null && console.isTerminal() ? List.of("out", "err") : List.of();
    }

    /** Returns whether the launcher has left a status on the terminal. */
    static boolean announced() {
        return streams().contains("announced");
    }

    /**
     * Returns the width of the window in columns: the environment's {@code COLUMNS} if it is set, else the width that
     * the terminal tells, else 80.
     */
    static int columns() {
        String given = System.getenv().getOrDefault("COLUMNS", "");
        return given.matches(SIZE) ? Integer.parseInt(given) : told();
    }

    private static int told() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return stty.waitFor(1, TimeUnit.SECONDS) && size.matches("\\d+ " + SIZE)
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
