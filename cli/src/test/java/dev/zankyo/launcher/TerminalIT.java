package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on a pseudo terminal, which {@code script} of util-linux makes. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "script has other options elsewhere")
final class TerminalIT {
    @TempDir
    Path folder;

    /** Returns all that the program writes to a terminal of 60 columns. */
    private String shown(String variable, String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "util-linux is not installed");
        String program = Program.onNew(folder).builder(arguments).command().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        var builder = new ProcessBuilder(
                "script", "--quiet", "--return", "--command", "stty cols 60 && " + program, "/dev/null");
        builder.environment().put("TERM", "xterm");
        builder.environment().remove("NO_COLOR");
        builder.environment().remove("COLUMNS");
        if (!variable.isEmpty()) {
            builder.environment().put(variable, "1");
        }
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    @Test
    void terminal_firstBytes_areTheLaunchersStatus_andThenGone() throws Exception {
        String text = shown("", "backends");
        assertTrue(text.contains("starting ...\r\033[Konednn"), text);
        String[] rows = text.replaceAll("\033\\[[0-9;]*m", "").split("\r\n|\r\033\\[K");
        assertTrue(Arrays.stream(rows).allMatch(row -> row.length() <= 60), text);
    }

    @Test
    void terminal_colors_areForbiddenByNoColor() throws Exception {
        assertTrue(shown("", "backends").contains("\033[32mavailable\033[0m"));
        assertFalse(shown("NO_COLOR", "backends").contains("\033[32m"));
    }
}
