package dev.zankyo.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of Java in a Markdown file, between {@code ```java} and {@code ```}. A block that declares no type is statements: it
 * may begin with imports, and is wrapped in a method that may throw.
 *
 * @param file the Markdown file
 * @param line the number of the block's first line, from 1
 * @param runs true if the line {@code <!-- run -->} stands before the block, blank lines aside: then it has a {@code main}
 * @param code the lines of the block without the indentation of its fence
 */
record Snippet(Path file, int line, boolean runs, String code) {
    private static final Pattern OPENING = Pattern.compile("( *)```java *");
    private static final Pattern TYPE =
            Pattern.compile("^(?:[a-z]+ )*(?:class|interface|enum|record) (\\w+)", Pattern.MULTILINE);
    private static final String MARK = "<!-- run -->";
    private static final String WRAPPER = "Statements";

    /** Returns the blocks of a Markdown file, in its order. */
    static List<Snippet> of(Path file) throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        String before = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher opening = OPENING.matcher(lines.get(i));
            if (opening.matches()) {
                int begin = i + 1;
                String closing = opening.group(1) + "```";
                while (++i < lines.size() && !lines.get(i).stripTrailing().equals(closing)) {}
                String code = String.join("\n", lines.subList(begin, i)).stripIndent();
                snippets.add(new Snippet(file, begin + 1, before.equals(MARK), code));
            }
            before = i == lines.size() || lines.get(i).isBlank()
                    ? before
                    : lines.get(i).strip();
        }
        return snippets;
    }

    /** Returns the name of the type that the block declares first, or of the one it is wrapped in. */
    String type() {
        Matcher type = TYPE.matcher(code);
        return type.find() ? type.group(1) : WRAPPER;
    }

    /** Returns a whole source file. */
    String source() {
        if (TYPE.matcher(code).find()) {
            return code;
        }
        var imports = code.lines().collect(Collectors.partitioningBy(line -> line.startsWith("import ")));
        return String.join("\n", imports.get(true)) + "\nclass " + WRAPPER + " { void run() throws Exception {\n"
                + String.join("\n", imports.get(false)) + "\n} }\n";
    }

    @Override
    public String toString() {
        return file.getFileName() + ":" + line;
    }
}
