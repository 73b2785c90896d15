package dev.zankyo.report;

import dev.zankyo.io.FileError;
import java.util.List;
import java.util.stream.Collectors;

/** Text and tables in Markdown. */
final class Markdown {
    private Markdown() {}

    /** Returns text as one line that Markdown shows as it is; control characters are escaped as in Java. */
    static String escaped(String text) {
        return FileError.escaped(text.replaceAll("\\s+", " ").strip())
                .replaceAll("[\\\\`*_\\[\\]|&~$]", "\\\\$0")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("^[#+=-]", "\\\\$0")
                .replaceAll("^(\\d+)([.)])(?= |$)", "$1\\\\$2");
    }

    /** Returns a table. The first row is the head; all columns but the first are aligned to the right. */
    static String table(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(row.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n")));
            if (row == rows.getFirst()) {
                text.append("| --- |").append(" ---: |".repeat(row.size() - 1)).append('\n');
            }
        }
        return text.toString();
    }
}
