package dev.zankyo.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of code in a Markdown file.
 *
 * @param file the Markdown file
 * @param line the number of the block's first line, from 1
 * @param mark the text of the HTML comment before the block, also if blank lines lie between; empty if there is none
 * @param code the lines of the block without the indentation of its fence
 */
public record Snippet(Path file, int line, String mark, String code) {
    private static final Pattern OPENING = Pattern.compile("( *)```(\\w*) *");
    private static final Pattern COMMENT = Pattern.compile("<!-- (.*) -->");

    /** Returns the code blocks of a Markdown file in one language, in the file's order. */
    public static List<Snippet> of(Path file, String language) throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        String before = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher opening = OPENING.matcher(lines.get(i));
            if (opening.matches()) {
                int begin = i + 1;
                String closing = opening.group(1) + "```";
                while (++i < lines.size() && !lines.get(i).stripTrailing().equals(closing)) {}
                if (opening.group(2).equals(language)) {
                    Matcher comment = COMMENT.matcher(before);
                    String code = String.join("\n", lines.subList(begin, i)).stripIndent();
                    snippets.add(new Snippet(file, begin + 1, comment.matches() ? comment.group(1) : "", code));
                }
                before = "";
            } else if (!lines.get(i).isBlank()) {
                before = lines.get(i).strip();
            }
        }
        return snippets;
    }

    @Override
    public String toString() {
        return file.getFileName() + ":" + line;
    }
}
