package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A list of recordings in a text file, one path or name per line, such as the {@code testing_list.txt} of Speech
 * Commands or the {@code test-files.txt} of a run. If the file is a table, the list is the column with the most names
 * of recordings.
 */
public final class NameList {
    private final Path file;
    private final TextTable table;

    private NameList(Path file) {
        this.file = file;
        this.table = TextTable.read(file);
    }

    /**
     * Reads a list.
     *
     * @throws InputException if the file cannot be read
     */
    public static NameList read(Path file) {
        return new NameList(file);
    }

    /**
     * Returns the names of the recordings that the list names.
     *
     * @param files the recordings to look for
     * @param findings receives the number of lines that name none of them
     * @throws InputException if the list names none of them
     */
    public Set<String> names(List<SoundFile> files, Consumer<Finding> findings) {
        List<String> all = files.stream().map(SoundFile::name).distinct().toList();
        int column = ColumnChoice.matching(table, all);
        NameIndex<TextTable.Row> index = new NameIndex<>();
        table.rows().stream()
                .skip(ColumnChoice.hasHeader(table, all) ? 1 : 0)
                .filter(row -> column < row.cells().size())
                .forEach(row -> index.add(row.cells().get(column), row));
        Set<String> listed =
                all.stream().filter(name -> index.valueOf(name) != null).collect(Collectors.toSet());
        if (listed.isEmpty()) {
            throw InputException.of(Subject.file(file), "must list recordings by their paths within the folder")
                    .expected("such as " + Naming.some(all))
                    .got(
                            table.rows().isEmpty()
                                    ? "an empty list"
                                    : Naming.some(table.rows().stream()
                                            .map(row -> row.cells().get(0))
                                            .toList()));
        }
        Set<String> used = listed.stream().map(index::valueOf).collect(Collectors.toSet());
        List<String> missing = index.values().stream()
                .filter(value -> !used.contains(value))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            String text = file + ": " + Naming.count(missing.size(), "line")
                    + (missing.size() == 1 ? " names" : " name") + " no recording (" + Naming.some(missing) + ")";
            findings.accept(new Finding(Finding.Kind.SKIPPED, text, missing));
        }
        return listed;
    }
}
