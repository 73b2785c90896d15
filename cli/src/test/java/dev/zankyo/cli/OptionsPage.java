package dev.zankyo.cli;

import dev.zankyo.cli.help.CommandGroup;
import dev.zankyo.cli.help.OptionGroup;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page of the documentation that lists all commands and options, made from picocli's model. */
final class OptionsPage {
    private final StringBuilder page = new StringBuilder();

    private OptionsPage() {}

    /** Returns the page of a program, in Markdown. */
    static String of(CommandSpec program) {
        OptionsPage options = new OptionsPage();
        options.line("# Commands and options");
        options.line("");
        options.line(
                "This page is generated from the program's help. `OptionsPageTest` compares the two and says how to"
                        + " regenerate it.");
        options.line("`zankyo` stands for `java -jar cli/target/cli.jar`.");
        CommandGroup.of(program).forEach((group, commands) -> {
            options.line("");
            options.line("## " + group.title());
            commands.forEach(options::command);
        });
        options.line("");
        options.line("## All commands");
        options.line("");
        options.table(OptionGroup.GENERAL, program);
        return options.page.toString();
    }

    private void command(CommandSpec command) {
        line("");
        line("### " + command.name());
        line("");
        line("    " + String.join(" ", command.usageMessage().customSynopsis()));
        line("");
        line(String.join(" ", command.usageMessage().description()));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            line("");
            line("`" + parameter.paramLabel() + "`: " + String.join(" ", parameter.description()));
        }
        OptionGroup.of(command).keySet().stream()
                .filter(group -> group != OptionGroup.GENERAL)
                .forEach(group -> {
                    line("");
                    table(group, command);
                });
        line("");
        line("Examples:");
        line("");
        Arrays.stream(command.usageMessage().footer()).forEach(example -> line("    " + example.strip()));
    }

    private void table(OptionGroup group, CommandSpec command) {
        line("| " + group.title() + " | |");
        line("|---|---|");
        for (OptionSpec option : OptionGroup.of(command).get(group)) {
            line("| `" + OptionGroup.syntax(option).replace("|", "\\|") + "` | " + escaped(OptionGroup.text(option))
                    + " |");
        }
    }

    /** Keeps patterns such as {@code '(\d)_.*'} as they are. */
    private static String escaped(String text) {
        return text.replace("|", "\\|").replaceAll("'([^' ]*\\\\[^' ]*)'", "`$1`");
    }

    private void line(String line) {
        page.append(line).append('\n');
    }
}
