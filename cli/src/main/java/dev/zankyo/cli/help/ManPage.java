package dev.zankyo.cli.help;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** A manual page in roff with the macros of man(7), made from picocli's model of a program. */
final class ManPage {
    private final StringBuilder roff = new StringBuilder();

    private ManPage() {}

    /** Returns the page of a program: its commands, then the options of each command by group. */
    static String of(CommandSpec program) {
        ManPage page = new ManPage();
        String name = program.name();
        page.macro("TH", name.toUpperCase(Locale.ROOT), "1", "", name, "User Commands");
        page.macro("SH", "NAME");
        page.text(name + " - " + CommandGroup.summary(program));
        page.macro("SH", "SYNOPSIS");
        page.text(synopsis(program));
        page.macro("SH", "COMMANDS");
        CommandGroup.of(program).forEach((group, commands) -> {
            page.macro("SS", group.title());
            commands.forEach(command -> page.item(command.name(), CommandGroup.summary(command)));
        });
        CommandGroup.of(program).values().forEach(commands -> commands.forEach(page::command));
        page.macro("SH", "EXIT STATUS");
        page.item("0", "Success.");
        page.item("1", "Failure, or some of the files could not be read.");
        page.item("2", "Invalid options or input.");
        return page.roff.toString();
    }

    private static String synopsis(CommandSpec command) {
        return String.join(" ", command.usageMessage().customSynopsis());
    }

    private void command(CommandSpec command) {
        macro("SH", command.name().toUpperCase(Locale.ROOT));
        text(synopsis(command));
        macro("PP");
        text(String.join(" ", command.usageMessage().description()));
        OptionGroup.of(command).forEach((group, options) -> {
            if (group != OptionGroup.GENERAL) {
                macro("SS", group.title());
                options.forEach(option -> item(OptionGroup.syntax(option), OptionGroup.text(option)));
            }
        });
        if (command.usageMessage().footer().length > 0) {
            macro("SS", "Examples");
            macro("nf");
            for (String line : command.usageMessage().footer()) {
                text(line.strip());
            }
            macro("fi");
        }
    }

    private void item(String name, String description) {
        macro("TP");
        roff.append("\\fB").append(escaped(name)).append("\\fR\n");
        text(description);
    }

    private void macro(String name, String... arguments) {
        roff.append('.').append(name);
        for (String argument : arguments) {
            roff.append(" \"").append(escaped(argument)).append('"');
        }
        roff.append('\n');
    }

    private void text(String line) {
        String escaped = escaped(line);
        roff.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
                .append(escaped)
                .append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
    }
}
