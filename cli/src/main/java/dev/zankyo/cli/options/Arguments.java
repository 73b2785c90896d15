package dev.zankyo.cli.options;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The options given to a command, each under its longest name. Their list can be stored in a file and parsed again.
 *
 * @param values the values of each option, as the user spelled them; an empty list for a flag
 */
public record Arguments(Map<String, List<String>> values) {

    /** Returns the options on the command line of this command. */
    public static Arguments given(CommandSpec command) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            boolean flag = option.arity().max() == 0;
            values.put(option.longestName(), flag ? List.of() : List.copyOf(option.originalStringValues()));
        }
        values.remove("--verbose"); // changes the display of failures, not the run
        values.remove("--color");
        return new Arguments(values);
    }

    /**
     * Parses a stored list that {@link #list} returned, sets the command's options to it and returns them.
     *
     * @param source the place where the list was found, for messages
     * @throws InputException if the command has no such options
     */
    public static Arguments of(List<String> list, CommandSpec command, Subject source) {
        if (!list.stream().allMatch(argument -> argument.startsWith("--"))) {
            throw InputException.of(source, "its arguments must be options").got(FileError.printable(list.toString()));
        }
        try {
            command.commandLine().parseArgs(list.toArray(String[]::new));
        } catch (ParameterException e) {
            throw InputException.of(source, "its arguments must be options of this command")
                    .got(FileError.printable(e.getMessage()))
                    .because(e);
        }
        return given(command);
    }

    /** Returns these options and one more, which replaces an option of the same name. */
    public Arguments with(String name, String value) {
        return with(new Arguments(Map.of(name, List.of(value))));
    }

    /** Returns these options and {@code others}; an option in both has the value of {@code others}. */
    public Arguments with(Arguments others) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        all.putAll(others.values);
        return new Arguments(all);
    }

    /** Returns those of these options that another command has under the same name. */
    public Arguments knownTo(CommandSpec other) {
        Map<String, List<String>> known = new LinkedHashMap<>(values);
        known.keySet().retainAll(other.optionsMap().keySet());
        return new Arguments(known);
    }

    /** Returns these options without the named one. */
    public Arguments without(String name) {
        Map<String, List<String>> rest = new LinkedHashMap<>(values);
        rest.remove(name);
        return new Arguments(rest);
    }

    /** Returns the options as a list of command-line arguments. */
    public List<String> list() {
        List<String> list = new ArrayList<>();
        values.forEach((name, spellings) -> {
            if (spellings.isEmpty()) {
                list.add(name);
            }
            spellings.forEach(spelling -> list.add(name + "=" + spelling));
        });
        return list;
    }

    /** Parses these arguments into the command's options. All other options get their defaults. */
    public void apply(CommandSpec command) {
        command.commandLine().parseArgs(list().toArray(String[]::new));
    }
}
