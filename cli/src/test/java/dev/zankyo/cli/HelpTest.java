package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.zankyo.cli.help.CommandGroup;
import dev.zankyo.cli.help.OptionGroup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** The rules of the help: every command and option in one group, short lines, two examples a command. */
final class HelpTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }

    static Stream<Arguments> commands() {
        return Main.program().getSubcommands().values().stream()
                .map(command -> command.getCommandSpec())
                .filter(command -> !command.usageMessage().hidden())
                .map(command -> arguments(command.name(), command));
    }

    @Test
    void commands_eachThatIsNotHidden_isInOneGroup() {
        List<String> grouped = CommandGroup.of(Main.program().getCommandSpec()).values().stream()
                .flatMap(Collection::stream)
                .map(CommandSpec::name)
                .toList();
        Set<String> all = new HashSet<>();
        commands().forEach(command -> all.add((String) command.get()[0]));
        assertEquals(all, Set.copyOf(grouped));
        assertEquals(all.size(), grouped.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void options_each_isInOneGroup(String name, CommandSpec command) {
        List<String> grouped = OptionGroup.of(command).values().stream()
                .flatMap(Collection::stream)
                .map(option -> option.longestName())
                .toList();
        assertEquals(command.options().size(), Set.copyOf(grouped).size(), grouped::toString);
        assertEquals(command.options().size(), grouped.size(), grouped::toString);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void help_ofACommand_isShortAndHasTwoExamples(String name, CommandSpec command) {
        assertEquals(0, run(name, "--help"));
        List<String> lines = out.toString().lines().toList();
        lines.forEach(line -> assertTrue(line.length() <= 80, line));
        assertTrue(lines.size() <= 120, () -> lines.size() + " lines");
        List<String> examples = lines.subList(lines.indexOf("Examples:") + 1, lines.size());
        assertEquals(2, examples.size(), examples::toString);
        examples.forEach(example -> assertTrue(example.contains("zankyo " + name), example));
    }

    @Test
    void help_alone_listsTheCommandsAndFirstSteps() {
        assertEquals(0, run("help"));
        String help = out.toString();
        assertTrue(help.contains("Train and use models:\n  train "), help);
        assertTrue(help.contains("First steps:\n  zankyo train "), help);
        assertEquals("", err.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("--help"));
        assertEquals(help, out.toString());
    }

    @Test
    void help_withoutACommand_isOnStandardErrorAndTwo() {
        assertEquals(2, run());
        assertTrue(err.toString().contains("First steps:"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void help_ofANamedCommand_isItsOwn() {
        assertEquals(0, run("help", "predict"));
        String help = out.toString();
        out.getBuffer().setLength(0);
        assertEquals(0, run("predict", "--help"));
        assertEquals(out.toString(), help);
    }
}
