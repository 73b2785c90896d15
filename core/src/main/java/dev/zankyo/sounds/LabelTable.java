package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.ClassNames;
import dev.zankyo.io.FileError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of the classes of recordings, separated by commas, semicolons or tabs. It has the columns file and label, or
 * more columns and a header that names these. A file is given by its path, relative to this folder or one above or
 * below it, or by its name, with or without its extension.
 */
final class LabelTable implements LabelRule {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setTrim(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();
    private static final List<String> FILE =
            List.of("file", "filename", "file_name", "path", "fname", "name", "recording", "id");
    private static final List<String> FILE_PARTS = List.of("file", "path");
    private static final List<String> LABEL = List.of("label", "class", "category", "target");
    private static final List<String> LABEL_PARTS = List.of("label", "class", "category");
    private static final int HEAD = 1 << 13;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path csv;
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, Optional<String>> byEnd = new HashMap<>();
    private int fileColumn;
    private int labelColumn = 1;

    private LabelTable(Path csv) {
        this.csv = csv;
    }

    static LabelTable read(Path csv) {
        var table = new LabelTable(csv);
        try (BufferedReader reader = Files.newBufferedReader(csv);
                CSVParser parser = CSVParser.parse(
                        reader, FORMAT.builder().setDelimiter(delimiter(reader)).get())) {
            Iterator<CSVRecord> rows = parser.iterator();
            while (rows.hasNext()) {
                CSVRecord row = rows.next();
                if (row.getRecordNumber() > 1 || !table.findsColumns(row)) {
                    table.add(row, parser.getCurrentLineNumber());
                }
            }
        } catch (UncheckedIOException e) {
            throw unreadable(csv, e.getCause());
        } catch (IOException e) {
            throw unreadable(csv, e);
        }
        if (table.labels.isEmpty()) {
            throw InputException.of(Subject.file(csv), "must name files and their labels")
                    .expected("rows of \"file,label\"")
                    .got("none");
        }
        return table;
    }

    /** Returns the column separator, detected in the first line, and leaves the reader at the start of that line. */
    private static char delimiter(BufferedReader reader) throws IOException {
        reader.mark(HEAD);
        var head = new char[HEAD];
        int length = Math.max(0, reader.read(head));
        reader.reset();
        if (length > 0 && head[0] == BYTE_ORDER_MARK) {
            reader.skip(1);
        }
        String line = new String(head, 0, length).lines().findFirst().orElse("");
        if (line.indexOf('\t') >= 0) {
            return '\t';
        }
        return line.indexOf(';') >= 0 && line.indexOf(',') < 0 ? ';' : ',';
    }

    @Override
    public Optional<String> classOf(String name) {
        String bare = withoutEnding(name);
        for (String whole : List.of(name, bare)) {
            for (int at = 0; at >= 0; at = next(whole, at)) {
                String label = labels.get(whole.substring(at));
                if (label != null) {
                    return Optional.of(label);
                }
            }
        }
        return byEnd.getOrDefault(name, byEnd.getOrDefault(bare, Optional.empty()));
    }

    @Override
    public String expectation() {
        return "files that " + csv + " lists, such as "
                + Naming.some(labels.keySet().stream().limit(Naming.SHOWN + 1L).toList());
    }

    /**
     * Returns the index after the next slash of a path, where the path without one more folder starts; -1 if there is
     * none.
     */
    private static int next(String name, int at) {
        int slash = name.indexOf('/', at);
        return slash < 0 ? -1 : slash + 1;
    }

    private static String withoutEnding(String name) {
        return SoundFolder.isRecording(name) ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /**
     * Returns whether the first row is a header, and sets the columns. More than two columns require a header, so that
     * the label column is never guessed.
     */
    private boolean findsColumns(CSVRecord row) {
        List<String> names =
                row.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        boolean header = names.stream().noneMatch(SoundFolder::isRecording);
        int file = header ? column(names, FILE, FILE_PARTS) : -1;
        if (file >= 0) {
            int label = column(names, LABEL, LABEL_PARTS);
            fileColumn = file;
            labelColumn = label >= 0 || names.size() > 2 ? label : 1 - file;
        } else if (names.size() == 2
                && SoundFolder.isRecording(names.get(1))
                && !SoundFolder.isRecording(names.get(0))) {
            fileColumn = 1;
            labelColumn = 0;
        }
        if (names.size() > 2 && (file < 0 || labelColumn < 0)) {
            throw InputException.of(
                            Subject.file(csv).line(1),
                            "a table of more than two columns needs a header with file and label")
                    .expected("a first line such as \"file,label\"")
                    .got("\"" + FileError.printable(String.join(",", row)) + "\"");
        }
        return file >= 0;
    }

    /**
     * Returns the column with the first of the known names; otherwise the first column whose name contains one of the
     * parts; otherwise -1.
     */
    private static int column(List<String> names, List<String> known, List<String> parts) {
        return known.stream()
                .filter(names::contains)
                .findFirst()
                .or(() -> names.stream()
                        .filter(name -> parts.stream().anyMatch(name::contains))
                        .findFirst())
                .map(names::indexOf)
                .orElse(-1);
    }

    private void add(CSVRecord row, long line) {
        int expected = Math.max(fileColumn, labelColumn) + 1;
        Subject where = Subject.file(csv).line(line);
        if (row.size() < expected) {
            throw InputException.of(where, "row must name a file and its label")
                    .expected("at least " + expected + " columns")
                    .got(row.size());
        }
        String file = row.get(fileColumn).replace('\\', '/');
        String label = ClassNames.of(row.get(labelColumn));
        if (file.isEmpty() || label.isEmpty()) {
            throw InputException.of(where, "file and label must not be empty")
                    .got("\"" + FileError.printable(file) + "\" and \"" + FileError.printable(label) + "\"");
        }
        String path = file.startsWith("./") ? file.substring(2) : file;
        String before = labels.put(path, label);
        if (before != null && !before.equals(label)) {
            throw InputException.of(where, "a file must have one label")
                    .expected("\"" + FileError.printable(before) + "\" as before for " + FileError.printable(file))
                    .got("\"" + FileError.printable(label) + "\"");
        }
        Optional<String> known = Optional.of(label);
        for (int at = 0; at >= 0; at = next(path, at)) {
            byEnd.merge(
                    withoutEnding(path.substring(at)),
                    known,
                    (one, other) -> one.equals(other) ? one : Optional.empty());
            byEnd.merge(path.substring(at), known, (one, other) -> one.equals(other) ? one : Optional.empty());
        }
    }

    private static RuntimeException unreadable(Path csv, IOException cause) {
        return InputException.of(Subject.file(csv), "file must be a readable CSV file; " + FileError.reason(cause))
                .because(cause);
    }
}
