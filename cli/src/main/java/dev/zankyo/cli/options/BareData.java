package dev.zankyo.cli.options;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * A preprocessor of bare arguments: folders or files without an option. It inserts the option, so that {@code train
 * birds} is {@code train --sounds birds}. A folder gets {@code --sounds}, and a model file {@code --model}. A file of
 * rows gets {@code --test} in {@code evaluate}, and {@code --train} in other commands.
 */
public final class BareData implements IParameterPreprocessor {
    private static final List<String> ROWS = List.of(".csv", ".txt", ".gz");
    private static final String MODEL = ".safetensors";

    /**
     * Rewrites the arguments of a command before picocli parses them. Arguments with an unknown option stay as they
     * are. That option may or may not have a value, and picocli reports it.
     *
     * @param arguments the arguments, the first on top
     * @throws ParameterException if a bare argument is not a folder or file that the command accepts
     */
    @Override
    public boolean preprocess(Stack<String> arguments, CommandSpec command, ArgSpec none, Map<String, Object> info) {
        boolean folds = arguments.contains("--folds");
        List<String> rewritten = new ArrayList<>();
        Iterator<String> given = arguments.reversed().iterator();
        while (given.hasNext()) {
            String argument = given.next();
            OptionSpec option = BareFiles.option(argument, command);
            if (argument.equals("--")) {
                given.forEachRemaining(data -> rewritten.add(data(data, command, folds)));
            } else if (option != null) {
                rewritten.add(argument);
                if (BareFiles.takesNext(option, argument) && given.hasNext()) {
                    rewritten.add(given.next());
                }
            } else if (argument.startsWith("-") && !BareFiles.isFile(argument)) {
                return false;
            } else {
                rewritten.add(data(argument, command, folds));
            }
        }
        arguments.clear();
        arguments.addAll(rewritten.reversed());
        return false;
    }

    /** Returns a bare argument with its option. */
    private static String data(String argument, CommandSpec command, boolean folds) {
        return option(argument, command, folds) + "=" + argument;
    }

    private static String option(String argument, CommandSpec command, boolean folds) {
        boolean measures = command.findOption("--folds") != null;
        String name = argument.toLowerCase(Locale.ROOT);
        if (isFolder(argument)) {
            return "--sounds";
        }
        if (ROWS.stream().anyMatch(name::endsWith)) {
            String rows = measures && !folds ? "--test" : "--train";
            if (command.findOption(rows) != null) {
                return rows;
            }
        }
        if (measures && name.endsWith(MODEL)) {
            return "--model";
        }
        throw new ParameterException(
                command.commandLine(), argument + ": must be a folder of recordings or a CSV file of rows");
    }

    private static boolean isFolder(String argument) {
        try {
            return Files.isDirectory(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
