package dev.zankyo.launcher;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/**
 * The terminal on standard output and standard error. The child process cannot detect it: its standard error leads to
 * this process.
 */
final class Terminal {
    /** The system property that tells the child process about the terminal: words as {@link #streams} returns them. */
    static final String PROPERTY = "zankyo.terminal";

    /** The word that tells the child process that a status of the launcher is on the terminal. */
    static final String ANNOUNCED = "announced";

    /** The control sequence that removes the status. */
    static final String CLEAR = "\r\033[K";

    private static final Path STANDARD_OUTPUT = Paths.get("/proc/self/fd/1");
    private static final Path STANDARD_ERROR = Paths.get("/proc/self/fd/2");

    private Terminal() {}

    /**
     * Returns the streams that lead to a terminal, {@code out} and {@code err}. If both lead to the same one,
     * {@code same} follows.
     */
    static List<String> streams() {
        List<String> streams = new ArrayList<String>();
        if (Files.isSymbolicLink(STANDARD_ERROR)) {
            String out = device(STANDARD_OUTPUT);
            String err = device(STANDARD_ERROR);
            if (isTerminal(out)) {
                streams.add("out");
            }
            if (isTerminal(err)) {
                streams.add("err");
                if (err.equals(out)) {
                    streams.add("same");
                }
            }
        } else if (isTerminal(System.console())) {
            streams.add("out");
            streams.add("err");
        }
        return streams;
    }

    private static String device(Path stream) {
        try {
            return Files.readSymbolicLink(stream).toString();
        } catch (IOException e) {
            return ""; // unreadable for this user, so no terminal to draw on
        }
    }

    private static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
    }

    /**
     * Returns whether the console is a terminal, for systems without a better test. The console tells about standard
     * input and output, not standard error.
     */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try { // since Java 22, a console may exist without a terminal
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
