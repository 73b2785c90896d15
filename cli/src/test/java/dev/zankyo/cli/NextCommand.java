package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.documentation.ShellCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The command in the last line of the output of {@code train}. */
final class NextCommand {
    private NextCommand() {}

    /**
     * Checks that the command evaluates the model with the accuracy that {@code train} printed, on recordings that the
     * model was not trained on and that are all found.
     *
     * @param trained the output of {@code train}
     * @param more options that do not change the accuracy
     */
    static void assertSameAccuracy(String trained, String... more) {
        List<String> lines = trained.lines().toList();
        String accuracy = lines.getFirst().replaceFirst("test accuracy +(.* of \\d+)\\)", "accuracy $1 rows)");
        String command = lines.getLast();
        assertTrue(command.contains(" evaluate "), trained);
        List<String> words = new ArrayList<>(ShellCommand.in(command.substring(command.indexOf("evaluate")))
                .getFirst()
                .words());
        words.addAll(List.of(more));
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.run(words.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
        assertEquals(0, exitCode, () -> command + "\n" + err);
        List<String> said = out.toString().lines().toList();
        assertTrue(said.get(0).startsWith("training     the model was trained on none of these "), said::toString);
        assertTrue(said.get(1).startsWith(accuracy), () -> accuracy + " is not in " + said);
        assertTrue(err.toString().lines().noneMatch(line -> line.contains("no recording")), err::toString);
    }
}
