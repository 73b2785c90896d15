package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.documentation.Documents;
import dev.zankyo.documentation.ShellCommand;
import dev.zankyo.documentation.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine.ParameterException;

/**
 * The commands in the documents are valid: this program knows their options and takes their values, and Maven knows their profiles.
 * Nothing is run. Commands are the lines of {@code ```sh} blocks, and code within a sentence or table that begins like a command of
 * this program. A block with other programs is marked {@code <!-- not run by a test: REASON -->}; commands of this program in it
 * are checked all the same.
 */
final class DocumentedCommandsTest {
    private static final List<String> PROGRAM = List.of("java", "-jar", "cli/target/cli.jar");
    private static final Pattern INLINE = Pattern.compile("`(" + String.join(" ", PROGRAM) + " [^`]*)`");
    private static final String UNTESTED = "not run by a test: ";

    @TestFactory
    Stream<DynamicTest> command_documented_parses() throws IOException {
        List<Snippet> blocks = Documents.snippets("sh");
        assertFalse(blocks.isEmpty());
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> {
                    for (ShellCommand command : ShellCommand.in(block.code())) {
                        check(command, block.mark().startsWith(UNTESTED));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> command_withinText_parses() throws IOException {
        return Documents.all().stream()
                .map(document -> DynamicTest.dynamicTest(document.toString(), () -> {
                    Matcher code = INLINE.matcher(Files.readString(document));
                    while (code.find()) {
                        check(ShellCommand.in(code.group(1)).getFirst(), false);
                    }
                }));
    }

    private static void check(ShellCommand command, boolean anyProgram) throws IOException {
        List<String> words = command.words();
        if (words.size() >= PROGRAM.size() && words.subList(0, PROGRAM.size()).equals(PROGRAM)) {
            String[] arguments = words.subList(PROGRAM.size(), words.size()).toArray(String[]::new);
            try {
                Main.parser(arguments).parseArgs(arguments);
            } catch (ParameterException e) {
                throw new AssertionError(command + ": " + e.getMessage(), e);
            }
        } else if (words.getFirst().equals("mvn")) {
            for (String word : words) {
                if (word.startsWith("-P")) {
                    assertTrue(profileExists(word.substring(2)), command + ": no pom.xml has this profile");
                }
            }
        } else {
            assertTrue(anyProgram, command + ": mark its block as <!-- " + UNTESTED + "REASON -->");
        }
    }

    private static boolean profileExists(String profile) throws IOException {
        for (String module : List.of("", "core", "native-backend", "cli", "benchmarks")) {
            if (Files.readString(Path.of("..", module, "pom.xml")).contains("<id>" + profile + "</id>")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void readme_itsTestCommand_isWhatContinuousIntegrationRuns() throws IOException {
        List<String> readme = Snippet.of(Path.of("../README.md"), "sh").stream()
                .flatMap(block -> block.code().lines())
                .toList();
        assertTrue(readme.contains("mvn verify"));
        assertTrue(Files.readAllLines(Path.of("../.ci/run")).contains("mvn verify"));
    }

    @Test
    void shellCommand_quotesCommentsAndSeveralOnALine_areRead() {
        assertEquals(
                List.of(
                        new ShellCommand(List.of("mvn", "-q", "package")),
                        new ShellCommand(List.of("java", "--label-pattern", "(\\d)_.*#", "a b", "")),
                        new ShellCommand(List.of("ls"))),
                ShellCommand.in(
                        "mvn -q package && java --label-pattern '(\\d)_.*#' \\\n    \"a b\" ''  # comment 'x\n\nls\n"));
    }

    @Test
    void command_wrong_isFound() {
        for (String wrong : List.of("train --epoch 3", "train --precision float8", "trian", "predict a.wav")) {
            List<ShellCommand> command = ShellCommand.in(String.join(" ", PROGRAM) + " " + wrong);
            assertThrows(AssertionError.class, () -> check(command.getFirst(), true), wrong);
        }
        assertThrows(AssertionError.class, () -> check(new ShellCommand(List.of("mvn", "-Pnone", "verify")), true));
        assertThrows(AssertionError.class, () -> check(new ShellCommand(List.of("ls")), false));
    }
}
