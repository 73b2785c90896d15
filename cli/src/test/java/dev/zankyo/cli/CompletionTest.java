package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the completion script and the manual page with the programs that read them, where these are installed. */
final class CompletionTest {
    @TempDir
    Path folder;

    private Path print(String... args) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertEquals(0, Main.run(args, new PrintWriter(out), new PrintWriter(err)), err::toString);
        return Files.writeString(folder.resolve("printed"), out.toString());
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    /** Runs a program that must succeed and returns what it prints, on either stream. */
    private String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completion_ofAShell_isAScriptThatTheShellParses(String shell) throws Exception {
        Path script = print("completion", shell);
        String text = Files.readString(script);
        assertTrue(text.contains("--validation-share"));
        assumeTrue(installed(shell));
        assertEquals("", output(shell, "-n", script.toString()));
    }

    @Test
    void completion_inBash_completesCommandsAndOptions() throws Exception {
        assumeTrue(installed("bash"));
        Path script = print("completion", "bash");
        String complete = "source " + script + "; compopt() { :; }; COMP_CWORD=$1; shift; COMP_WORDS=(zankyo \"$@\"); "
                + "_complete_zankyo; echo ${COMPREPLY[*]}";
        assertEquals("train", output("bash", "-c", complete, "bash", "1", "tra").strip());
        List<String> options = List.of(output("bash", "-c", complete, "bash", "2", "train", "--pa")
                .strip()
                .split(" "));
        assertTrue(options.stream().allMatch(option -> option.startsWith("--patience")), options::toString);
    }

    @Test
    void man_page_namesEveryCommandAndIsValidRoff() throws Exception {
        Path page = print("man");
        String roff = Files.readString(page);
        Main.program().getSubcommands().values().stream()
                .map(command -> command.getCommandSpec())
                .filter(command -> !command.usageMessage().hidden())
                .forEach(command ->
                        assertTrue(roff.contains("\n.SH \"" + command.name().toUpperCase(Locale.ROOT) + "\"\n")));
        assumeTrue(installed("groff"));
        assertEquals("", output("groff", "-man", "-Tascii", "-ww", "-z", page.toString()), "no warnings");
        String text = output("groff", "-man", "-Tascii", "-P-c", "-P-b", "-P-o", "-P-u", page.toString());
        assertTrue(text.contains("--label-pattern=REGEX"), text);
        assertTrue(text.contains("'(\\d)_.*'"), text);
    }
}
