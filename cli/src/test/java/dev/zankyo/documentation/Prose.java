package dev.zankyo.documentation;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The English words of a file: those of Markdown or of Java comments, without code, names, tags and addresses. */
final class Prose {
    private static final Pattern COMMENT =
            Pattern.compile("/\\*\\*(?=\\s)(?s:(.*?))\\*/|(?:^|[;{},)])\\h*//(.*)$", Pattern.MULTILINE);
    private static final List<Pattern> CODE = Stream.of(
                    "(?s)```.*?```",
                    "(?s)<pre>.*?</pre>",
                    "(?s)<!--.*?-->",
                    "`[^`]*`",
                    "(?s)\\{@[^}]*\\}",
                    "@(param|throws|see)\\s+\\S+",
                    "\\]\\([^)]*\\)",
                    "https?://\\S+",
                    "<[^>]*>",
                    "&\\w+;")
            .map(Pattern::compile)
            .toList();
    private static final Pattern BETWEEN = Pattern.compile("[\\s*—–/,;:!?\"“”()\\[\\]|+=<>-]+");
    private static final Pattern WORD = Pattern.compile("\\p{L}\\p{Ll}*(?:['’]\\p{Ll}+)?");

    private Prose() {}

    static Stream<String> ofMarkdown(String text) {
        return words(text);
    }

    static Stream<String> ofJava(String source) {
        return COMMENT.matcher(source).results().map(Prose::comment).flatMap(Prose::words);
    }

    private static String comment(MatchResult comment) {
        return comment.group(1) != null ? comment.group(1) : comment.group(2);
    }

    private static Stream<String> words(String text) {
        String prose = text;
        for (Pattern code : CODE) {
            prose = code.matcher(prose).replaceAll(" ");
        }
        return BETWEEN.splitAsStream(prose)
                .map(word -> word.replaceAll("^['‘_]+|['’_.]+$", ""))
                .filter(word -> WORD.matcher(word).matches())
                .map(word -> word.replace('’', '\''));
    }
}
