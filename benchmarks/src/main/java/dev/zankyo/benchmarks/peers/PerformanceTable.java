package dev.zankyo.benchmarks.peers;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that puts the table of a run into a page, between two marker comments: {@code PerformanceTable peers.json
 * docs/performance.md}. It replaces what stood between them, so all figures of a page come from one run.
 */
public final class PerformanceTable {
    static final String BEGIN = "<!-- performance:begin -->";
    static final String END = "<!-- performance:end -->";

    private PerformanceTable() {}

    public static void main(String[] arguments) throws IOException {
        try {
            if (arguments.length != 2) {
                throw InputException.of(Subject.named("PerformanceTable"), "needs two arguments")
                        .expected("a run's peers.json and a page")
                        .got(arguments.length + " arguments");
            }
            update(Path.of(arguments[0]), Path.of(arguments[1]));
        } catch (InputException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    static void update(Path run, Path page) throws IOException {
        Report report = read(run);
        String updated = insert(page, Files.readString(page), PeerTable.of(report));
        AtomicFile.write(page, out -> out.write(updated.getBytes(StandardCharsets.UTF_8)));
    }

    private static Report read(Path run) throws IOException {
        return Json.read(Subject.file(run), Files.readString(run), Report.class);
    }

    /** Returns the page with the table between its markers. */
    static String insert(Path file, String page, String table) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw InputException.of(
                    Subject.file(file), "must have the line " + BEGIN + " and behind it the line " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + table + page.substring(end);
    }
}
