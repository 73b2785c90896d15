package dev.zankyo.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's Python, which runs documented scripts and reads exported files. Tests that need it are skipped without it. */
public final class Python {
    private static final String PROGRAM = "/usr/bin/python3";

    private Python() {}

    /** Skips the test if Python or one of the modules is missing. */
    public static void assumeModules(String... modules) {
        boolean installed = Files.isExecutable(Path.of(PROGRAM));
        assumeTrue(
                installed && exitCode(List.of(PROGRAM, "-c", "import " + String.join(", ", modules))) == 0,
                () -> "needs " + PROGRAM + " with " + String.join(", ", modules));
    }

    /** Runs a script with arguments; it must succeed. Returns its output. */
    public static String run(Path script, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-B", script.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static int exitCode(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
