package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.Span;
import dev.zankyo.io.FileError;
import dev.zankyo.sounds.TextTable.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The columns of a table of recordings, each an index from 0, or -1 if the table has none.
 *
 * @param rows the rows without the header
 * @param header the names of the columns; empty if the table has none
 * @param file the names of the recordings; -1 if the table is about one recording and does not name it
 * @param label the classes
 * @param split the parts of a split
 * @param fold the folds of a cross-validation
 * @param group the speakers or places
 * @param times the columns of a segment's times; empty if rows are about whole recordings
 * @param matched number of rows that name a recording
 */
record ColumnChoice(
        List<Row> rows,
        List<String> header,
        int file,
        int label,
        int split,
        int fold,
        int group,
        Optional<Times> times,
        int matched) {
    private static final List<String> FILE = List.of(
            "file",
            "filename",
            "file_name",
            "file-name",
            "path",
            "fname",
            "name",
            "recording",
            "id",
            "ytid",
            "slice_file_name",
            "begin file");
    private static final List<String> FILE_PARTS = List.of("file", "path");
    private static final List<String> LABEL =
            List.of("label", "class", "category", "target", "annotation", "species", "call type", "call_type");
    private static final List<String> LABEL_PARTS = List.of("label", "class", "category");
    private static final List<String> SPLIT = List.of("split", "subset", "set", "part", "partition");

    /**
     * The columns of a segment's times.
     *
     * @param start the column of the start
     * @param end the column of the end
     * @param offset the column of the start within the file, for tables whose other times count from the start of the
     *     first of several files; otherwise -1
     * @param unit the unit of the span
     * @param scale the factor from the table's numbers to that unit
     */
    record Times(int start, int end, int offset, Span.Unit unit, double scale) {
        private static final Pattern START =
                Pattern.compile("(start|onset|begin|t_?min)\\b.*|(start|onset|begin)[_-].*");
        private static final Pattern END = Pattern.compile("(end|stop|offset|t_?max)\\b.*|(end|stop|offset)[_-].*");
        private static final Pattern OTHER = Pattern.compile(".*(file|path|clock|date|hour|freq|hz).*");
        private static final String OFFSET = "file offset (s)";

        static Optional<Times> in(List<String> header) {
            List<String> names = lower(header);
            int start = first(names, START);
            int end = first(names, END);
            if (start < 0 || end < 0) {
                return Optional.empty();
            }
            String name = names.get(start);
            boolean samples = name.contains("sample") || name.contains("frame");
            double scale = name.matches(".*(\\bms\\b|_ms|milli).*") ? 1e-3 : 1;
            return Optional.of(new Times(
                    start, end, names.indexOf(OFFSET), samples ? Span.Unit.SAMPLES : Span.Unit.SECONDS, scale));
        }

        private static int first(List<String> names, Pattern pattern) {
            return IntStream.range(0, names.size())
                    .filter(i -> pattern.matcher(names.get(i)).matches()
                            && !OTHER.matcher(names.get(i)).matches())
                    .findFirst()
                    .orElse(-1);
        }
    }

    /** The names of the recordings that a table may name. */
    private record Names(Set<String> spellings, Set<String> wholes) {
        static Names of(List<String> names) {
            var known = new Names(new HashSet<>(), new HashSet<>());
            for (String name : names) {
                known.wholes.add(name);
                known.wholes.add(NameIndex.withoutExtension(name));
                known.spellings.addAll(NameIndex.spellings(name));
            }
            return known;
        }

        boolean has(String value) {
            return NameIndex.names(value, spellings, wholes);
        }
    }

    /** Returns whether a table has a header with times, and names none of the recordings. */
    static boolean isOfOneRecording(TextTable table, List<String> names) {
        Names known = Names.of(names);
        return !table.rows().isEmpty()
                && Times.in(table.rows().get(0).cells()).isPresent()
                && table.rows().stream().flatMap(row -> row.cells().stream()).noneMatch(known::has);
    }

    /** Returns whether the first row of a list is a header. */
    static boolean hasHeader(TextTable table, List<String> names) {
        return !table.rows().isEmpty() && isHeader(table.rows().get(0).cells(), Names.of(names));
    }

    /** Returns an exception about a table without rows. */
    static InputException empty(TextTable table) {
        return InputException.of(Subject.file(table.file()), "must name files and their labels")
                .expected("rows of \"file,label\"")
                .got("none");
    }

    /** Returns the column of a list with the most names of recordings; 0 if no column has any. */
    static int matching(TextTable table, List<String> names) {
        if (table.rows().isEmpty()) {
            return 0;
        }
        var choosing = new Choosing(table, List.of(), table.rows(), Names.of(names));
        return choosing.matching(Optional.empty());
    }

    /** Returns the label column of a table with a header that is about one recording. */
    static int label(TextTable table, TableColumns asked) {
        List<String> header = table.rows().get(0).cells();
        var choosing = new Choosing(table, header, table.rows(), Names.of(List.of()));
        return asked.label().map(name -> choosing.column("labelColumn", name)).orElseGet(() -> choosing.label(-1));
    }

    /**
     * Chooses the columns.
     *
     * @param asked the columns that the user chose
     * @param names the names of the recordings
     * @throws InputException if a column that the user chose does not exist, or the file or label column is not known
     */
    static ColumnChoice of(TextTable table, TableColumns asked, List<String> names) {
        if (table.rows().isEmpty()) {
            throw empty(table);
        }
        Names known = Names.of(names);
        List<String> header = header(table, asked, known);
        boolean inFile = !header.isEmpty() && header.equals(table.rows().get(0).cells());
        List<Row> rows = inFile ? table.rows().subList(1, table.rows().size()) : table.rows();
        Choosing choosing = new Choosing(table, header, rows, known);
        return choosing.choose(asked);
    }

    /**
     * Returns the names of the columns: the first row, or the last comment before it, if none of its cells is a
     * recording; empty if the table has no header.
     */
    private static List<String> header(TextTable table, TableColumns asked, Names known) {
        List<String> first = table.rows().get(0).cells();
        boolean chosen = List.of(asked.file(), asked.label(), asked.split(), asked.fold(), asked.group()).stream()
                .flatMap(Optional::stream)
                .anyMatch(first::contains);
        if (chosen || isHeader(first, known)) {
            return first;
        }
        List<String> comment = table.comment();
        return comment.size() == first.size() && isHeader(comment, known) ? comment : List.of();
    }

    private static boolean isHeader(List<String> cells, Names known) {
        if (cells.stream().anyMatch(SoundFolder::isRecording)) {
            return false;
        }
        boolean usual = named(cells, FILE, List.of()) >= 0 || Times.in(cells).isPresent();
        boolean words = named(cells, FILE, FILE_PARTS) >= 0
                || cells.size() > 2 && cells.stream().noneMatch(cell -> cell.matches("[-+.\\d]+"));
        return usual || words && cells.stream().noneMatch(known::has);
    }

    /**
     * Returns the column with the first of the known names; otherwise the first column whose name contains one of the
     * parts; otherwise -1.
     */
    private static int named(List<String> header, List<String> known, List<String> parts) {
        List<String> names = lower(header);
        return known.stream()
                .filter(names::contains)
                .findFirst()
                .or(() -> names.stream()
                        .filter(name -> parts.stream().anyMatch(name::contains))
                        .findFirst())
                .map(names::indexOf)
                .orElse(-1);
    }

    private static List<String> lower(List<String> header) {
        return header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** A choice in progress. */
    private record Choosing(TextTable table, List<String> header, List<Row> rows, Names known) {

        ColumnChoice choose(TableColumns asked) {
            Optional<Times> times = Times.in(header);
            int file = asked.file().map(name -> column("fileColumn", name)).orElseGet(() -> matching(times));
            int label = asked.label().map(name -> column("labelColumn", name)).orElseGet(() -> label(file));
            return new ColumnChoice(
                    rows,
                    header,
                    file,
                    label,
                    asked.split().map(name -> column("splitColumn", name)).orElse(-1),
                    asked.fold().map(name -> column("foldColumn", name)).orElse(-1),
                    asked.group().map(name -> column("groupColumn", name)).orElse(-1),
                    asked.wholeRecordings() ? Optional.empty() : times,
                    file < 0 ? rows.size() : matches(file));
        }

        private int width() {
            return header.isEmpty() ? rows.get(0).cells().size() : header.size();
        }

        /** Returns the column that a user named, or gave by its number from 1. */
        private int column(String setting, String asked) {
            String name = FileNames.composed(asked.strip());
            int exact = header.indexOf(name);
            int found = exact >= 0 ? exact : lower(header).indexOf(name.toLowerCase(Locale.ROOT));
            if (found < 0 && name.matches("\\d{1,4}")) {
                found = Integer.parseInt(name) <= width() ? Integer.parseInt(name) - 1 : -1;
            }
            if (found < 0) {
                throw InputException.of(Subject.setting(setting), "must be a column of " + table.file())
                        .expected(
                                header.isEmpty()
                                        ? "a number in 1.." + width() + ", as the table has no header"
                                        : "one of " + FileError.printable(String.join(", ", header)))
                        .got("\"" + FileError.printable(asked) + "\"");
            }
            return found;
        }

        /**
         * Returns the column with the most values that name recordings; of several such columns, the one with a usual
         * name. If no value names a recording, returns the column with a usual name, or -1 for a table of segments. For
         * other tables, returns 0 if there are two columns or no header, and throws otherwise.
         */
        private int matching(Optional<Times> times) {
            int usual = named(header, FILE, FILE_PARTS);
            int best = -1;
            int most = 0;
            for (int column = 0; column < width(); column++) {
                int count = matches(column);
                if (count > most || count == most && count > 0 && column == usual) {
                    best = column;
                    most = count;
                }
            }
            if (best >= 0 || usual >= 0 || times.isPresent()) {
                return best >= 0 ? best : usual;
            }
            return width() == 2 || header.isEmpty() ? 0 : noFile();
        }

        private int matches(int column) {
            return (int) rows.stream()
                    .filter(row ->
                            column < row.cells().size() && known.has(row.cells().get(column)))
                    .count();
        }

        private int noFile() {
            throw InputException.of(Subject.file(table.file()).line(1), "a column must name the recordings")
                    .expected("such as \"file,label\" in the first line")
                    .got("\"" + FileError.printable(String.join(",", header)) + "\"")
                    .remedy("give {fileColumn}, and check that it is the table of these recordings");
        }

        private int label(int file) {
            List<String> others = new ArrayList<>(header);
            if (file >= 0 && !others.isEmpty()) {
                others.set(file, "");
            }
            int known = named(others, LABEL, LABEL_PARTS);
            if (known >= 0) {
                return known;
            }
            if (file >= 0 && width() == 2) {
                return 1 - file;
            }
            throw InputException.of(Subject.file(table.file()).line(1), "a column must hold the labels")
                    .expected("such as \"file,label\" in the first line")
                    .got("\""
                            + FileError.printable(String.join(
                                    ",", header.isEmpty() ? rows.get(0).cells() : header))
                            + "\"")
                    .remedy("give {labelColumn}, by name" + (header.isEmpty() ? " or number" : ""));
        }
    }

    /** Returns a column's name, or its number from 1. */
    String name(int column) {
        return header.isEmpty() ? Integer.toString(column + 1) : FileError.printable(header.get(column));
    }

    /** Returns the name of a column that looks like a split although the user did not choose it. */
    Optional<String> unusedSplit() {
        int column = named(header, SPLIT, List.of());
        boolean words = column >= 0
                && split < 0
                && rows.stream()
                        .allMatch(row -> column < row.cells().size()
                                && Part.named(row.cells().get(column)).isPresent());
        return words ? Optional.of(name(column)) : Optional.empty();
    }
}
