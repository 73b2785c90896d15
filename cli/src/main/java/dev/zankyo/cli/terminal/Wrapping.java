package dev.zankyo.cli.terminal;

import dev.zankyo.io.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The breaking of long lines: between figures that two spaces separate, else between words. A word that is wider than
 * the window, such as a path, stays whole.
 */
final class Wrapping {
    private static final Pattern LABEL = Pattern.compile(" *\\S+(?: \\S+)* {2,}(?=\\S)");
    private static final Pattern FIELD = Pattern.compile(" *\\S+(?: \\S+)*");
    private static final Pattern WORD = Pattern.compile(" *\\S+(?: %\\S*)?");

    /** The start of a shell command, which must still work when it is copied. */
    private static final Pattern COMMAND = Pattern.compile("^next {2,}|continue with: ");

    private static final String CONTINUED = " \\";
    private static final int INDENT = 2;

    private Wrapping() {}

    /**
     * Returns the rows of a line. The rows after the first are indented to the text behind the line's label. A shell
     * command breaks with a backslash, as a shell reads it.
     */
    static List<String> wrap(String line, int columns) {
        if (line.length() <= columns / 2 || TextWidth.of(line) <= columns) {
            return List.of(line);
        }
        int indent = indent(line, columns);
        Matcher command = COMMAND.matcher(line);
        int commandStart = command.find() ? command.end() : line.length();
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        int width = 0;
        Matcher words = (consistsOfFields(line, columns - indent) ? FIELD : WORD).matcher(line);
        while (words.find()) {
            String word = words.group();
            boolean inCommand = words.end() > commandStart;
            String mark = inCommand && words.start() >= commandStart ? CONTINUED : "";
            int room = columns - width - (inCommand && words.end() < line.length() ? CONTINUED.length() : 0);
            if (width > 0 && TextWidth.of(word) > room) {
                rows.add(row + mark);
                word = word.strip();
                int fitting = TextWidth.of(word) + CONTINUED.length() <= columns - indent ? indent : INDENT;
                row = new StringBuilder(" ".repeat(fitting));
                width = fitting;
            }
            row.append(word);
            width += TextWidth.of(word);
        }
        rows.add(row.toString());
        return rows;
    }

    /** Returns whether two spaces or more separate the parts of a line, each of which fits in one row. */
    private static boolean consistsOfFields(String line, int columns) {
        List<String> fields = FIELD.matcher(line)
                .results()
                .map(found -> found.group().strip())
                .toList();
        return fields.size() > 2 && fields.stream().allMatch(field -> TextWidth.of(field) <= columns);
    }

    private static int indent(String line, int columns) {
        Matcher label = LABEL.matcher(line);
        return label.lookingAt() && TextWidth.of(label.group()) <= columns / 2 ? TextWidth.of(label.group()) : INDENT;
    }
}
