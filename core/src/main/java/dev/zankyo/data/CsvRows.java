package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * The rows of a CSV file, read one after another in bounded memory. The first lines tell the {@link RowFormat}. This
 * class reports every error in a file, with its position.
 */
final class CsvRows implements Closeable {
    private static final int LONGEST_VALUE = 64;

    /**
     * The least length of a run of consecutive numbers that is a header. No spectrogram is such a long and even ramp.
     */
    private static final int LONG_RAMP = 100;

    private static final Set<String> LABEL_NAMES = Set.of("label", "labels", "class", "target");
    private static final Set<String> INDEX_NAMES = Set.of("", "unnamed: 0", "index", "id");

    /** The use of the rows. */
    enum Use {
        /** Rows to train on: each has a label, and the user chooses their size. */
        TRAINING,
        /** Rows to evaluate on: each has a label. */
        TEST,
        /** Rows to predict: labels are present if the first row has one column more than a row of values. */
        PREDICTION
    }

    private final Path file;
    private final int bands;
    private final int frames;
    private final LabelPosition asked;
    private final Use use;
    private final Lines lines;
    private final float[] values;
    private final LabelEvidence evidence = new LabelEvidence();
    private CSVFormat csv;
    private char separator;
    private char decimalMark;
    private RowFormat format;
    private boolean counted;
    private long firstIndex;
    private int columns;
    private int firstLine;
    private long rows;
    private String label;

    private CsvRows(Path file, int bands, int frames, LabelPosition asked, Use use) {
        this.file = file;
        this.bands = bands;
        this.frames = frames;
        this.asked = asked;
        this.use = use;
        this.values = new float[bands * frames];
        this.lines = Lines.open(file, (values.length + 1) * LONGEST_VALUE);
    }

    /** Opens a file whose rows have {@code bands * frames} values. */
    static CsvRows open(Path file, int bands, int frames, LabelPosition label, Use use) {
        return new CsvRows(file, bands, frames, label, use);
    }

    /** Reads the next row; returns false after the last row. Throws if the file has none. */
    boolean next() {
        String line = nextLine();
        while (format == null && line != null && line.startsWith("#") && !hasColumns(line, separator(line))) {
            line = nextLine(); // a comment
        }
        if (line == null) {
            if (format == null) {
                throw none("none");
            }
            requireLabelFirst();
            return false;
        }
        take(format == null ? begun(line) : split(line));
        return true;
    }

    /** Returns the row's values in the file's order; the next row overwrites them. */
    float[] values() {
        return values;
    }

    /** Returns the row's class; null in a file without labels. */
    String label() {
        return label;
    }

    /** Returns the number of the row's line, from 1. */
    int line() {
        return lines.number();
    }

    /** Returns the number of the file's bytes read so far. */
    long bytesRead() {
        return lines.bytesRead();
    }

    /** Returns the format of the rows read so far. */
    RowFormat format() {
        return new RowFormat(
                format.separator(),
                decimalMark == ',',
                format.header(),
                format.index(),
                format.label(),
                format.last(),
                format.labelName());
    }

    @Override
    public void close() {
        lines.close();
    }

    private String nextLine() {
        String line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line;
    }

    private InputException none(String got) {
        return InputException.of(Subject.file(file).line(1).column(1), "file must hold at least one row")
                .got(got);
    }

    private String[] split(String line) {
        try (CSVParser parser = CSVParser.parse(line, csv)) {
            return parser.iterator().next().values();
        } catch (IOException | UncheckedIOException e) {
            throw InputException.of(Subject.file(file).line(line()), "quoted values must be closed on their line")
                    .got("\"" + excerpt(line) + "\"")
                    .because(e);
        }
    }

    /** Recognizes the format and returns the first row, which follows the header if there is one. */
    private String[] begun(String first) {
        separator = separator(first);
        csv = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setTrim(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        String[] fields = split(first);
        Optional<String[]> header = Optional.empty();
        if (isHeader(fields)) {
            header = Optional.of(fields);
            String line = nextLine();
            if (line == null) {
                throw none("only a header");
            }
            fields = split(line);
        }
        firstLine = line();
        format = format(fields, header);
        columns = fields.length;
        return fields;
    }

    /** Returns the separator with which the line has as many columns as a row; the most frequent if none fits. */
    private char separator(String line) {
        for (char candidate : new char[] {';', '\t', ','}) {
            if (hasColumns(line, candidate)) {
                return candidate;
            }
        }
        long semicolons = count(line, ';');
        if (semicolons > 0 && semicolons + 1 >= count(line, ',')) {
            return ';';
        }
        return count(line, '\t') > count(line, ',') ? '\t' : ',';
    }

    /** Returns whether a line has as many columns as a row can have, with or without label and index. */
    private boolean hasColumns(String line, char between) {
        long columnsThere = count(line, between) + 1;
        return columnsThere >= values.length && columnsThere <= values.length + 2;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }

    private RowFormat format(String[] fields, Optional<String[]> header) {
        int extra = fields.length - values.length;
        List<String> names = header.map(read -> names(read, fields.length)).orElse(List.of());
        boolean unnamed = !names.isEmpty() && INDEX_NAMES.contains(names.get(0).toLowerCase(Locale.ROOT));
        boolean counting = fields[0].equals("0") || fields[0].equals("1");
        boolean index = extra == 2 && (unnamed || counting) || extra == 1 && use == Use.PREDICTION && unnamed;
        if (index && !unnamed) {
            counted = true;
            firstIndex = Long.parseLong(fields[0]);
        }
        int from = index ? 1 : 0;
        if (extra == from && use == Use.PREDICTION) {
            return new RowFormat(separator, false, header.isPresent(), index, -1, false, "");
        }
        if (extra != from + 1) {
            throw wrongNumber(fields, values.length + 1, "a label and ");
        }
        int last = fields.length - 1;
        int named = asked == LabelPosition.AUTO ? labelNamed(names, from) : -1;
        int column = named >= 0 ? named : asked == LabelPosition.LAST ? last : from;
        if (named < 0 && asked == LabelPosition.AUTO) {
            requireNoNameAtTheEnd(fields, from);
        }
        return new RowFormat(
                separator, false, header.isPresent(), index, column, column == last, named < 0 ? "" : names.get(named));
    }

    /**
     * Returns the names of all columns. If the header has one name less than columns, as R writes it, the first column
     * is an index and its name is empty.
     */
    private static List<String> names(String[] header, int columns) {
        if (header.length == columns) {
            header[0] = header[0].replaceFirst("^#\\s*", "");
            return Arrays.asList(header);
        }
        if (header.length == columns - 1) {
            String[] names = new String[columns];
            names[0] = "";
            System.arraycopy(header, 0, names, 1, header.length);
            return Arrays.asList(names);
        }
        return List.of();
    }

    /** Returns the only column that is named like a label; -1 if there is none. */
    private static int labelNamed(List<String> names, int from) {
        int found = -1;
        for (int i = from; i < names.size(); i++) {
            if (LABEL_NAMES.contains(names.get(i).toLowerCase(Locale.ROOT))) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private void requireNoNameAtTheEnd(String[] fields, int from) {
        String last = fields[fields.length - 1];
        if (isNumber(fields[from]) && !isNumber(last) && !isSpecial(last)) {
            throw InputException.of(at(from + 1), "label must be in the first column")
                    .expected("a class")
                    .got("the value " + excerpt(fields[from]) + ", and \"" + excerpt(last) + "\" in the last column")
                    .remedy("pass {labelPosition} last");
        }
    }

    /**
     * Throws if the first column was taken for the label by default, but holds values, while the last column holds
     * labels.
     */
    private void requireLabelFirst() {
        Optional<String> doubt = evidence.labelIsLast();
        if (doubt.isPresent()) {
            int column = format.label() + 1;
            throw InputException.of(
                            Subject.file(file).line(firstLine).column(column), "label must be in the first column")
                    .expected("classes")
                    .got(doubt.get())
                    .remedy("pass {labelPosition} last, or first if these are classes");
        }
    }

    private void take(String[] fields) {
        if (fields.length != columns) {
            String before = format.index() ? "an index, " : "";
            throw wrongNumber(fields, columns, before + (format.label() < 0 ? "" : "a label and "));
        }
        if (counted && !fields[0].equals(Long.toString(firstIndex + rows))) {
            throw InputException.of(at(1), "first of " + columns + " columns must be an index, which counts the rows")
                    .expected(firstIndex + rows)
                    .got("\"" + excerpt(fields[0]) + "\"")
                    .remedy("remove the index, or the value that is too much");
        }
        int labelColumn = format.label();
        if (labelColumn >= 0 && fields[labelColumn].isEmpty()) {
            throw InputException.of(at(labelColumn + 1), "label must not be empty")
                    .expected("a class")
                    .got("nothing");
        }
        int value = 0;
        for (int column = format.index() ? 1 : 0; column < columns; column++) {
            if (column != labelColumn) {
                values[value++] = number(fields[column], column + 1);
            }
        }
        label = labelColumn < 0 ? null : className(fields[labelColumn]);
        rows++;
        if (asked == LabelPosition.AUTO && label != null && format.labelName().isEmpty() && !evidence.isComplete()) {
            evidence.add(label, values);
            if (evidence.isComplete()) {
                requireLabelFirst();
            }
        }
    }

    private String className(String field) {
        String point = decimalMark == ',' ? field.replace(',', '.') : field;
        return ClassNames.of(isNumber(point) ? point : field);
    }

    private InputException wrongNumber(String[] fields, int expected, String before) {
        int column = Math.min(fields.length, expected) + 1;
        InputException fault = InputException.of(
                        at(column),
                        "row must have " + expected + " columns (" + before + bands + " x " + frames + " values)")
                .expected(expected)
                .got(fields.length);
        return remedy(fields, expected).map(fault::remedy).orElse(fault);
    }

    private Optional<String> remedy(String[] fields, int expected) {
        if (separator == ',' && fields.length / 2 == values.length) {
            return Optional.of("commas cannot be both separators and decimal marks:"
                    + " separate values by semicolons, or write decimal points");
        }
        if (fields.length == 1) {
            return Optional.of("separate values by commas, semicolons or tabs");
        }
        if (fields.length == values.length) {
            return Optional.of("add the missing label or value");
        }
        if (fields.length > expected && !isNumber(fields[0]) && !isNumber(fields[1])) {
            return Optional.of("remove the columns that are neither the label nor a value");
        }
        return format == null && use == Use.TRAINING
                ? Optional.of("pass {bands} and {frames} for rows of another size")
                : Optional.empty();
    }

    private float number(String text, int column) {
        String point = separator == ',' ? text : withPoint(text, column);
        float value = isDecimal(point) ? parse(point) : Float.NaN;
        if (!Float.isFinite(value)) {
            throw InputException.of(at(column), "value must be a finite number")
                    .expected("a decimal number")
                    .got(text.isEmpty() ? "nothing" : "\"" + excerpt(text) + "\"");
        }
        return value;
    }

    /**
     * Returns the text of a number with a decimal point. Throws if its decimal mark is not that of the numbers before
     * it: a second mark may separate thousands.
     */
    private String withPoint(String text, int column) {
        char mark = text.indexOf(',') >= 0 ? ',' : text.indexOf('.') >= 0 ? '.' : 0;
        decimalMark = decimalMark == 0 ? mark : decimalMark;
        if (mark != 0 && mark != decimalMark || mark == ',' && text.indexOf('.') >= 0) {
            throw InputException.of(at(column), "values must have one decimal mark")
                    .expected(decimalMark == ',' ? "a comma" : "a point")
                    .got("\"" + excerpt(text) + "\"")
                    .remedy("write one mark, and thousands without separators");
        }
        return mark == ',' ? text.replace(',', '.') : text;
    }

    private static float parse(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    /** Returns whether the text is a number in this file's notation. */
    private boolean isNumber(String text) {
        String point = separator == ',' ? text : text.replace(',', '.');
        return isDecimal(point) && !Float.isNaN(parse(point));
    }

    /**
     * Returns whether the text is a decimal number. {@link Float#parseFloat} also accepts 1f, 0x1p3, NaN and Infinity.
     */
    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /**
     * Returns whether the first row is a header: column names, or the consecutive numbers that some tools write
     * instead, with up to two names before or after them. The first column may have any name.
     */
    private boolean isHeader(String[] fields) {
        int numbers = 0;
        float previous = Float.NaN;
        boolean ramp = true;
        for (int i = 1; i < fields.length; i++) {
            if (isSpecial(fields[i])) {
                return false;
            }
            if (isNumber(fields[i])) {
                float value = parse(fields[i]);
                ramp &= numbers == 0 ? value == 0 || value == 1 : value == previous + 1;
                previous = value;
                numbers++;
            }
        }
        int texts = fields.length - 1 - numbers;
        return fields.length > 1 && (numbers == 0 || ramp && numbers >= LONG_RAMP && texts <= 2);
    }

    private static boolean isSpecial(String text) {
        return text.isEmpty() || text.matches("(?i)[+-]?(nan|inf|infinity|na|null)");
    }

    private Subject at(int column) {
        return Subject.file(file).line(line()).column(column);
    }

    /** Returns the beginning of a text for a one-line message. */
    static String excerpt(String text) {
        String line = FileError.printable(text);
        return line.length() <= 40 ? line : line.substring(0, 40) + "...";
    }
}
