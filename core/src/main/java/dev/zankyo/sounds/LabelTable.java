package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.data.ClassNames;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The classes of recordings in a CSV file: file and label, the first two columns unless a header names others. A file is
 * given by its path within the folder or by its bare name.
 */
final class LabelTable implements LabelRule {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setTrim(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();
    private static final Set<String> FILE = Set.of("file", "filename", "file_name", "path", "name", "fname");
    private static final List<String> LABEL = List.of("label", "class", "category", "target");

    private final Path csv;
    private final Map<String, String> labels = new HashMap<>();
    private int fileColumn;
    private int labelColumn = 1;

    private LabelTable(Path csv) {
        this.csv = csv;
    }

    static LabelTable read(Path csv) {
        var table = new LabelTable(csv);
        try (Reader reader = Files.newBufferedReader(csv);
                CSVParser parser = CSVParser.parse(reader, FORMAT)) {
            Iterator<CSVRecord> rows = parser.iterator();
            while (rows.hasNext()) {
                CSVRecord row = rows.next();
                if (row.getRecordNumber() > 1 || !table.isHeader(row)) {
                    table.add(row, parser.getCurrentLineNumber());
                }
            }
        } catch (UncheckedIOException e) {
            throw unreadable(csv, e.getCause());
        } catch (IOException e) {
            throw unreadable(csv, e);
        }
        if (table.labels.isEmpty()) {
            throw new InputException(
                    csv + ": must name files and their labels; expected rows of \"file,label\", got none");
        }
        return table;
    }

    @Override
    public Optional<String> classOf(String name) {
        String label = labels.get(name);
        return Optional.ofNullable(label != null ? label : labels.get(name.substring(name.lastIndexOf('/') + 1)));
    }

    private boolean isHeader(CSVRecord row) {
        List<String> names =
                row.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        int file = names.stream()
                .filter(FILE::contains)
                .findFirst()
                .map(names::indexOf)
                .orElse(-1);
        if (file < 0) {
            return false;
        }
        fileColumn = file;
        labelColumn = LABEL.stream()
                .filter(names::contains)
                .findFirst()
                .map(names::indexOf)
                .orElse(file + 1);
        return true;
    }

    private void add(CSVRecord row, long line) {
        int expected = Math.max(fileColumn, labelColumn) + 1;
        String where = csv + ":" + line + ": ";
        if (row.size() < expected) {
            throw new InputException(where + "row must name a file and its label; expected at least " + expected
                    + " columns, got " + row.size());
        }
        String file = row.get(fileColumn).replace('\\', '/');
        String label = ClassNames.of(row.get(labelColumn));
        if (file.isEmpty() || label.isEmpty()) {
            throw new InputException(where + "file and label must not be empty; got \"" + FileError.printable(file)
                    + "\" and \"" + FileError.printable(label) + "\"");
        }
        String before = labels.put(file.startsWith("./") ? file.substring(2) : file, label);
        if (before != null && !before.equals(label)) {
            throw new InputException(where + "a file must have one label; expected \"" + FileError.printable(before)
                    + "\" as before for " + FileError.printable(file) + ", got \"" + FileError.printable(label) + "\"");
        }
    }

    private static RuntimeException unreadable(Path csv, IOException cause) {
        return new InputException(csv + ": file must be a readable CSV file; " + FileError.reason(cause), cause);
    }
}
