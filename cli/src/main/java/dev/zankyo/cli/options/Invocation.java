package dev.zankyo.cli.options;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The command line of this program, for a hint that can be pasted into a shell. */
public final class Invocation {
    private Invocation() {}

    /** Returns the command that starts this program again with other arguments. */
    public static String again(Object... arguments) {
        return of(System.getProperty("java.class.path"), arguments);
    }

    static String of(String classPath, Object... arguments) {
        String first = classPath.split(File.pathSeparator, 2)[0]; // plug-ins come after the program's own jar
        String program = first.endsWith(".jar") ? "java -jar " + quoted(first) : "zankyo";
        return program + " "
                + Arrays.stream(arguments)
                        .map(argument -> quoted(argument.toString()))
                        .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./\\\\-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
