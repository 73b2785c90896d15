package dev.zankyo.cli.help;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A titled group of commands in the help, in the order in which help lists them. */
public enum CommandGroup {
    MODELS("Train and use models", "train", "evaluate", "compare", "predict", "export", "import", "sweep", "verify"),
    RECORDINGS("Work with recordings", "plot", "features", "synthesize"),
    MACHINE("Inspect network and machine", "summary", "backends", "bench"),
    HELP("Help", "help", "completion", "man");

    private final String title;
    private final List<String> names;

    CommandGroup(String title, String... names) {
        this.title = title;
        this.names = List.of(names);
    }

    /** Returns the heading of the group. */
    public String title() {
        return title;
    }

    /** Returns the commands of a program by group, without the hidden ones. */
    public static Map<CommandGroup, List<CommandSpec>> of(CommandSpec program) {
        Map<CommandGroup, List<CommandSpec>> groups = new LinkedHashMap<>();
        for (CommandGroup group : values()) {
            List<CommandSpec> commands = group.names.stream()
                    .map(program.subcommands()::get)
                    .filter(Objects::nonNull)
                    .map(CommandLine::getCommandSpec)
                    .toList();
            if (!commands.isEmpty()) {
                groups.put(group, commands);
            }
        }
        return groups;
    }

    /** Returns the first line of a command's description. */
    public static String summary(CommandSpec command) {
        return command.usageMessage().description()[0];
    }
}
