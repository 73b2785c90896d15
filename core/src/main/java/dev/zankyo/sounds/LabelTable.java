package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.Segments;
import dev.zankyo.data.ClassNames;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import dev.zankyo.io.FileError;
import dev.zankyo.sounds.TextTable.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A labeling rule that reads a table of recordings: their classes and, if there are such columns, groups, parts, folds
 * and segments.
 */
final class LabelTable implements LabelRule {
    private static final int MOST_CHECKED = 40;

    private final TextTable table;
    private final TableColumns asked;

    LabelTable(TextTable table, TableColumns asked) {
        this.table = table;
        this.asked = asked;
    }

    /** The annotation in one row, and the row's line number. */
    private record Entry(long line, Annotation known) {}

    @Override
    public List<SoundFile> examples(List<SoundFile> recordings, Consumer<Finding> findings) {
        List<String> names = recordings.stream().map(SoundFile::name).toList();
        if (asked.file().isEmpty() && (AnnotationFiles.isTrack(table) || ColumnChoice.isOfOneRecording(table, names))) {
            return AnnotationFiles.of(table.file(), asked).examples(recordings, findings);
        }
        ColumnChoice columns = ColumnChoice.of(table, asked, names);
        if (columns.rows().isEmpty()) {
            throw ColumnChoice.empty(table);
        }
        NameIndex<Entry> index = new NameIndex<>();
        for (Row row : columns.rows()) {
            index.add(file(row, columns), entry(row, columns));
        }
        Set<String> used = new HashSet<>();
        Map<String, List<String>> ambiguous = new LinkedHashMap<>();
        List<SoundFile> examples = new ArrayList<>();
        for (SoundFile recording : recordings) {
            String value = index.valueOf(recording.name());
            if (value != null) {
                ambiguous.computeIfAbsent(value, absent -> new ArrayList<>()).add(recording.name());
                used.add(value);
                annotations(index.meanings(value), value).forEach(known -> examples.add(recording.with(known)));
            }
        }
        report(columns, used, findings);
        reportAmbiguous(ambiguous, findings);
        return areCut(examples) ? examples : whole(examples, findings);
    }

    /**
     * Returns whether the times are those of segments within the recordings. In some collections they are not: each
     * recording was already cut from a longer one at these times. Decodes a few recordings to find out.
     */
    private static boolean areCut(List<SoundFile> examples) {
        if (examples.isEmpty() || examples.get(0).span().isEmpty()) {
            return true;
        }
        boolean several = examples.stream().map(SoundFile::path).distinct().count() < examples.size();
        int checked = Math.min(examples.size(), MOST_CHECKED);
        return several
                || IntStream.range(0, checked)
                        .mapToObj(i -> examples.get((int) ((long) i * examples.size() / checked)))
                        .allMatch(LabelTable::isWithin);
    }

    private static boolean isWithin(SoundFile example) {
        try {
            return Segments.isWithin(example.path(), example.span().orElseThrow());
        } catch (InputException e) {
            return true; // the reader of the recordings reports it
        }
    }

    private static List<SoundFile> whole(List<SoundFile> examples, Consumer<Finding> findings) {
        note(
                Kind.UNDERSTOOD,
                "the times of the table lie outside its recordings, which seem to have been cut already: whole"
                        + " recordings are used",
                findings);
        return examples.stream()
                .map(file -> file.with(file.known().withSpan(Optional.empty())))
                .toList();
    }

    @Override
    public String expectation() {
        return "files that " + table.file() + " lists, such as "
                + Naming.some(table.rows().stream()
                        .map(row -> row.cells().get(0))
                        .limit(Naming.SHOWN + 1L)
                        .toList());
    }

    private String file(Row row, ColumnChoice columns) {
        return cell(row, columns.file(), "file", columns);
    }

    private String cell(Row row, int column, String what, ColumnChoice columns) {
        Subject where = Subject.file(table.file()).line(row.line());
        int expected = Math.max(columns.file(), columns.label()) + 1;
        if (row.cells().size() < Math.max(expected, column + 1)) {
            throw InputException.of(where, "row must name a file and its label")
                    .expected("at least " + Math.max(expected, column + 1) + " columns")
                    .got(row.cells().size());
        }
        String text = row.cells().get(column);
        if (text.isEmpty()) {
            throw InputException.of(where, what + " must not be empty")
                    .got("nothing in column " + columns.name(column));
        }
        return text;
    }

    private Entry entry(Row row, ColumnChoice columns) {
        return new Entry(
                row.line(),
                new Annotation(
                        Optional.of(ClassNames.of(cell(row, columns.label(), "label", columns))),
                        optional(row, columns.group(), "group", columns),
                        part(row, columns),
                        optional(row, columns.fold(), "fold", columns),
                        columns.times().map(times -> SpanCells.span(table, row, times))));
    }

    private Optional<String> optional(Row row, int column, String what, ColumnChoice columns) {
        return column < 0 ? Optional.empty() : Optional.of(cell(row, column, what, columns));
    }

    private Optional<Part> part(Row row, ColumnChoice columns) {
        if (columns.split() < 0) {
            return Optional.empty();
        }
        String text = cell(row, columns.split(), "part", columns);
        Optional<Part> named = Part.named(text).or(() -> flag(text, columns.name(columns.split())));
        if (named.isEmpty()) {
            throw InputException.of(Subject.file(table.file()).line(row.line()), "split must name a part")
                    .expected("train, validation or test, or true or false")
                    .got("\"" + FileError.printable(text) + "\" in column " + columns.name(columns.split()));
        }
        return named;
    }

    /**
     * Returns the part that a boolean means. True means the part that the column's name contains, or the test part if
     * it contains none.
     */
    private static Optional<Part> flag(String text, String column) {
        String name = column.toLowerCase(Locale.ROOT);
        Part meant = name.contains("train") ? Part.TRAINING : name.contains("val") ? Part.VALIDATION : Part.TEST;
        Part other = meant == Part.TRAINING ? Part.TEST : Part.TRAINING;
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> Optional.of(meant);
            case "false", "0", "no" -> Optional.of(other);
            default -> Optional.empty();
        };
    }

    /** Returns the distinct examples of one recording. Several rows about a whole recording must agree. */
    private List<Annotation> annotations(List<Entry> entries, String file) {
        List<Annotation> distinct = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.known().span().isEmpty() && !distinct.isEmpty()) {
                requireSame(distinct.get(0), entry, file);
            } else if (!distinct.contains(entry.known())) {
                distinct.add(entry.known());
            }
        }
        return distinct;
    }

    private void requireSame(Annotation first, Entry entry, String file) {
        if (!first.label().equals(entry.known().label())) {
            throw InputException.of(Subject.file(table.file()).line(entry.line()), "a file must have one label")
                    .expected("\"" + FileError.printable(first.label().orElseThrow()) + "\" as before for "
                            + FileError.printable(file))
                    .got("\"" + FileError.printable(entry.known().label().orElseThrow()) + "\"");
        }
    }

    /** Reports the columns that are used and the number of matching rows, and the rows that name no recording. */
    private void report(ColumnChoice columns, Set<String> used, Consumer<Finding> findings) {
        StringBuilder text = new StringBuilder(table.file() + ": files from column " + columns.name(columns.file())
                + " (" + columns.matched() + " of "
                + Naming.count(columns.rows().size(), "row")
                + " match), labels from column " + columns.name(columns.label()));
        columns.times().ifPresent(times -> text.append(", segments from columns ")
                .append(columns.name(times.start()))
                .append(" and ")
                .append(columns.name(times.end())));
        if (!table.charset().equals(StandardCharsets.UTF_8)) {
            text.append(", read as ").append(table.charset().name());
        }
        note(Kind.UNDERSTOOD, text.toString(), findings);
        columns.unusedSplit()
                .ifPresent(column -> note(
                        Kind.UNDERSTOOD,
                        table.file() + ": column " + column + " looks like a split and is not used (pass {splitColumn} "
                                + column + " to use it)",
                        findings));
        List<String> missing = columns.rows().stream()
                .map(row -> NameIndex.path(row.cells().get(columns.file())))
                .filter(value -> !used.contains(value))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            note(
                    Kind.SKIPPED,
                    table.file() + ": " + Naming.count(missing.size(), "named file")
                            + (missing.size() == 1 ? " is" : " are") + " not among the recordings ("
                            + Naming.some(missing) + ")",
                    findings);
        }
    }

    private static void reportAmbiguous(Map<String, List<String>> recordings, Consumer<Finding> findings) {
        List<String> several = recordings.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        if (!several.isEmpty()) {
            note(
                    Kind.DOUBTFUL_LABELS,
                    Naming.count(several.size(), "name") + " of the table "
                            + (several.size() == 1 ? "fits" : "each fit")
                            + " several recordings in different folders (" + Naming.some(several)
                            + "; write their paths within the folder)",
                    findings);
        }
    }

    private static void note(Kind kind, String text, Consumer<Finding> findings) {
        findings.accept(new Finding(kind, text, List.of()));
    }
}
