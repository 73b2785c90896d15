package dev.zankyo.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program that makes the table of docs/reliability.md from the counts of all modules' tests; the last step of the
 * profile slow.
 */
public final class ReliabilityTable {
    private static final String ENDING = ".tsv";
    private static final String IN_MODULE = "target/reliability";
    private static final Path TABLE = Path.of("target", "reliability.md");

    /** A row of the table: the counts of one or several classes with the same description. */
    private record Row(Promise promise, String what, long tried, long survived, List<String> classes) {
        Row and(Row other) {
            List<String> both = Stream.concat(classes.stream(), other.classes.stream())
                    .distinct()
                    .toList();
            return new Row(promise, what, tried + other.tried, survived + other.survived, both);
        }

        String markdown() {
            String names = String.join(",", classes);
            String command = names.endsWith("IT") ? "verify -Pslow -Dtest=none -Dit.test=" : "test -Pslow -Dtest=";
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %,d | %,d | `mvn %s%s` |",
                    promise,
                    what.replace("|", "\\|"),
                    tried,
                    survived,
                    command,
                    names);
        }
    }

    private ReliabilityTable() {}

    /** Prints the table and writes it to the folder target of the project, whose path is the argument. */
    public static void main(String[] project) throws IOException {
        Path root = Path.of(project[0]);
        String table = of(root);
        Path file = root.resolve(TABLE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        System.out.println(table);
    }

    static String of(Path root) throws IOException {
        Map<List<Object>, Row> rows = new LinkedHashMap<>();
        for (Path file : files(root)) {
            String name = file.getFileName().toString();
            String owner = name.substring(0, name.length() - ENDING.length());
            for (String line : Files.readAllLines(file)) {
                String[] cells = line.split("\t");
                Promise promise = Promise.valueOf(cells[0]);
                long tried = Long.parseLong(cells[2]);
                long survived = Long.parseLong(cells[3]);
                rows.merge(
                        List.of(promise, cells[1]),
                        new Row(promise, cells[1], tried, survived, List.of(owner)),
                        Row::and);
            }
        }
        List<String> text = new ArrayList<>();
        text.add("<!-- target/reliability.md of `mvn verify -Pslow` begins -->");
        text.add("Made by `mvn verify -Pslow` on %s; Java %s, %s, %d processors."
                .formatted(
                        LocalDate.now(),
                        Runtime.version().feature(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors()));
        text.add("");
        text.add("| promise | what | tried | survived | command |");
        text.add("|---|---|---:|---:|---|");
        rows.values().stream()
                .sorted(Comparator.comparing(Row::promise))
                .map(Row::markdown)
                .forEach(text::add);
        text.add("<!-- target/reliability.md ends -->");
        return String.join("\n", text) + "\n";
    }

    /** Returns the files in an order that does not depend on the file system. */
    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root, 4)) {
            return all.filter(file -> file.getParent().endsWith(IN_MODULE))
                    .filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }
}
