package dev.zankyo.cli.predict;

import dev.zankyo.io.FileError;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A count of the files in a folder that are neither recordings nor rows, by extension. */
final class OtherFiles {
    private static final int MOST_KINDS = 5;

    private final Map<String, Integer> kinds = new TreeMap<>();

    /** Counts a file that is neither a recording nor a CSV file. */
    void add(Path file) {
        kinds.merge(kind(file), 1, Integer::sum);
    }

    /** Counts a CSV file whose lines are too short to be rows, such as a table of labels. */
    void addTable(Path file) {
        kinds.merge(kind(file) + " without rows", 1, Integer::sum);
    }

    private static String kind(Path file) {
        String extension = Inputs.extension(file);
        return extension.isEmpty() ? "without extension" : "." + extension;
    }

    /** Returns one line about the files in a folder that were skipped, the most frequent kind first. */
    Optional<String> note(Path folder) {
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        int count = kinds.values().stream().mapToInt(Integer::intValue).sum();
        String listed = kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_KINDS)
                .map(kind -> kind.getValue() + " " + FileError.printable(kind.getKey()))
                .collect(Collectors.joining(", "));
        return Optional.of(FileError.printable(folder.toString()) + ": " + count
                + (count == 1 ? " other file" : " other files") + " skipped (" + listed
                + (kinds.size() > MOST_KINDS ? ", ..." : "") + ")");
    }
}
