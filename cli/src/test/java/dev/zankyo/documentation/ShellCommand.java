package dev.zankyo.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of a shell as words, without their quotes.
 *
 * @param words the program and its arguments
 */
public record ShellCommand(List<String> words) {
    private static final Pattern CONTINUED = Pattern.compile("\\\\\n *");
    private static final Pattern WORD =
            Pattern.compile(" *(?:(#.*)|(?:'([^']*)'|\"([^\"]*)\"|([^ #'\"][^ ]*))(?= |$))");

    /** Returns the commands in some lines. One line may hold several, joined by {@code &&}. */
    public static List<ShellCommand> in(String lines) {
        List<ShellCommand> commands = new ArrayList<>();
        for (String line : CONTINUED.matcher(lines).replaceAll("").split("\n")) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(line);
            int end = 0;
            while (word.find() && word.start() == end) {
                end = word.end();
                String text =
                        word.group(2) != null ? word.group(2) : word.group(3) != null ? word.group(3) : word.group(4);
                if ("&&".equals(text)) {
                    commands.add(new ShellCommand(List.copyOf(words)));
                    words.clear();
                } else if (text != null) {
                    words.add(text);
                }
            }
            if (!line.substring(end).isBlank()) {
                throw new AssertionError("not understood: " + line.substring(end));
            }
            if (!words.isEmpty()) {
                commands.add(new ShellCommand(List.copyOf(words)));
            }
        }
        return commands;
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
