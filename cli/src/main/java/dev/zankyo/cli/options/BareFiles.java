package dev.zankyo.cli.options;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A preprocessor of file names: moves them behind the options. So a file whose name begins with {@code -}, which a
 * shell's {@code *} may produce, is not taken for an option. An argument that is the name of an option is always taken
 * for the option.
 */
public final class BareFiles implements IParameterPreprocessor {

    /**
     * Rewrites the arguments of a command before picocli parses them. Arguments with an unknown option stay as they
     * are: picocli reports it.
     *
     * @param arguments the arguments, the first on top
     */
    @Override
    public boolean preprocess(Stack<String> arguments, CommandSpec command, ArgSpec none, Map<String, Object> info) {
        List<String> options = new ArrayList<>();
        List<String> files = new ArrayList<>();
        Iterator<String> given = arguments.reversed().iterator();
        while (given.hasNext()) {
            String argument = given.next();
            OptionSpec option = option(argument, command);
            if (argument.equals("--")) {
                given.forEachRemaining(files::add);
            } else if (option != null) {
                options.add(argument);
                if (takesNext(option, argument) && given.hasNext()) {
                    options.add(given.next());
                }
            } else if (!argument.startsWith("-") || argument.equals("-") || isFile(argument)) {
                files.add(argument);
            } else {
                return false;
            }
        }
        arguments.clear();
        arguments.addAll(files.reversed());
        if (!files.isEmpty()) {
            arguments.add("--");
        }
        arguments.addAll(options.reversed());
        return false;
    }

    /** Returns the option that an argument names, with or without a value; null if there is none. */
    static OptionSpec option(String argument, CommandSpec command) {
        return argument.startsWith("-") ? command.findOption(argument.split("=", 2)[0]) : null;
    }

    /** Returns whether the argument after an option is its value. */
    static boolean takesNext(OptionSpec option, String argument) {
        return option.arity().max() > 0 && !argument.contains("=");
    }

    /** Returns whether there is a file or folder of this name. */
    static boolean isFile(String argument) {
        try {
            return Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
