package dev.zankyo.launcher;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** The terminal on standard error. The child process cannot detect it: its standard error leads to this process. */
final class Terminal {
    /** The system property that tells the child process whether there is a terminal: {@code true} or {@code false}. */
    static final String PROPERTY = "zankyo.terminal";

    private static final Path STANDARD_ERROR = Paths.get("/proc/self/fd/2");

    private Terminal() {}

    static boolean attached() {
        if (Files.isSymbolicLink(STANDARD_ERROR)) {
            try {
                String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
                return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
            } catch (IOException e) {
                return false; // unreadable for this user, so no terminal to draw on
            }
        }
        return isTerminal(System.console());
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
