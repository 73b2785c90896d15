package dev.zankyo.cli.help;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of a program whose options and commands are listed under headings instead of alphabetically. */
public final class GroupedHelp {
    private static final int NAMES = 24;

    private GroupedHelp() {}

    /** Makes a program and its commands print their help in groups, commands before options. */
    public static void installIn(CommandLine program) {
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(program.getHelpSectionMap());
        sections.put(UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING, help -> System.lineSeparator());
        sections.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, GroupedHelp::parameters);
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, GroupedHelp::options);
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, GroupedHelp::commands);
        program.setHelpSectionMap(sections);
        List<String> order = new ArrayList<>(program.getHelpSectionKeys());
        order.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        order.add(order.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST), UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        program.setHelpSectionKeys(order);
    }

    private static String parameters(Help help) {
        StringBuilder text = new StringBuilder();
        for (PositionalParamSpec parameter : help.commandSpec().positionalParameters()) {
            title(text, "Arguments");
            row(help, text, parameter.paramLabel(), String.join(" ", parameter.description()));
        }
        return text.toString();
    }

    private static String options(Help help) {
        StringBuilder text = new StringBuilder();
        OptionGroup.of(help.commandSpec()).forEach((group, options) -> {
            title(text, group.title());
            for (OptionSpec option : options) {
                row(help, text, OptionGroup.syntax(option), OptionGroup.text(option));
            }
        });
        return text.toString();
    }

    private static String commands(Help help) {
        StringBuilder text = new StringBuilder();
        CommandGroup.of(help.commandSpec()).forEach((group, commands) -> {
            title(text, group.title());
            commands.forEach(command -> row(help, text, command.name(), CommandGroup.summary(command)));
        });
        return text.toString();
    }

    private static void title(StringBuilder text, String title) {
        text.append(String.format("%n%s:%n", title));
    }

    /**
     * Appends a name and its description. Lines break only at spaces, which keeps a pattern or list of values in one
     * piece.
     */
    private static void row(Help help, StringBuilder text, String name, String description) {
        int width = help.commandSpec().usageMessage().width();
        StringBuilder line = new StringBuilder("  " + name);
        line.repeat(' ', Math.max(1, NAMES - line.length()));
        for (String word : description.split(" ")) {
            if (line.length() + word.length() > width) {
                text.append(line.toString().stripTrailing()).append(System.lineSeparator());
                line = new StringBuilder(" ".repeat(NAMES));
            }
            line.append(word).append(' ');
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
}
