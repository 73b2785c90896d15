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
 * The options that were given to a command, by their longest name and as they were spelled, so that they can be kept in a
 * file and given again.
 *
 * @param values the spellings of each option; none for a flag
 */
public record Arguments(Map<String, List<String>> values) {

    /** Those of the command line that the command was called with. */
    public static Arguments given(CommandSpec command) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            boolean flag = option.arity().max() == 0;
            values.put(option.longestName(), flag ? List.of() : List.copyOf(option.originalStringValues()));
        }
        values.remove("--verbose"); // how failures are shown, not what is done
        return new Arguments(values);
    }

    /**
     * Those of a list that {@link #list} made and a file has kept; the command's options are set to them.
     *
     * @param where what begins the message if they are not
     * @throws InputException if the command has no such options
     */
    public static Arguments of(List<String> list, CommandSpec command, String where) {
        if (!list.stream().allMatch(argument -> argument.startsWith("--"))) {
            throw InputException.of(Subject.named(where), "its arguments must be options")
                    .got(FileError.printable(list.toString()));
        }
        try {
            command.commandLine().parseArgs(list.toArray(String[]::new));
        } catch (ParameterException e) {
            throw InputException.of(Subject.named(where), "its arguments must be options of this command")
                    .got(FileError.printable(e.getMessage()))
                    .because(e);
        }
        return given(command);
    }

    public Arguments with(String name, String value) {
        return with(new Arguments(Map.of(name, List.of(value))));
    }

    /** These and others, which win. */
    public Arguments with(Arguments others) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        all.putAll(others.values);
        return new Arguments(all);
    }

    /** Those that another command has too, by name. */
    public Arguments knownTo(CommandSpec other) {
        Map<String, List<String>> known = new LinkedHashMap<>(values);
        known.keySet().retainAll(other.optionsMap().keySet());
        return new Arguments(known);
    }

    public Arguments without(String name) {
        Map<String, List<String>> rest = new LinkedHashMap<>(values);
        rest.remove(name);
        return new Arguments(rest);
    }

    /** As they stand on a command line. */
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

    /** Sets the command's options to these and no others. */
    public void apply(CommandSpec command) {
        command.commandLine().parseArgs(list().toArray(String[]::new));
    }
}
