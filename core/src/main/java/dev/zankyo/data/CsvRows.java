package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * The rows of a CSV file, read one after another in bounded memory. This class reports every error in a file, with its
 * position.
 */
final class CsvRows implements Closeable {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setTrim(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
    private static final int LONGEST_VALUE = 64;

    /** The presence of labels in the first column. */
    enum Labels {
        REQUIRED,
        /** Labels are present if the first row has one column more than a row of values. */
        OPTIONAL
    }

    private final Path file;
    private final int bands;
    private final int frames;
    private final Labels labels;
    private final Lines lines;
    private final float[] values;
    private boolean begun;
    private boolean labelled;
    private String label;

    private CsvRows(Path file, int bands, int frames, Labels labels) {
        this.file = file;
        this.bands = bands;
        this.frames = frames;
        this.labels = labels;
        this.values = new float[bands * frames];
        this.lines = Lines.open(file, (values.length + 1) * LONGEST_VALUE);
    }

    /** Opens a file whose rows have {@code bands * frames} values. */
    static CsvRows open(Path file, int bands, int frames, Labels labels) {
        return new CsvRows(file, bands, frames, labels);
    }

    /** Reads the next row; returns false after the last row. Throws if the file has none. */
    boolean next() {
        String line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        if (line == null && !begun) {
            throw InputException.of(Subject.file(file).line(1).column(1), "file must hold at least one row")
                    .got("none");
        }
        if (line != null) {
            take(split(line));
        }
        return line != null;
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

    @Override
    public void close() {
        lines.close();
    }

    private String[] split(String line) {
        try (CSVParser parser = CSVParser.parse(line, FORMAT)) {
            return parser.iterator().next().values();
        } catch (IOException | UncheckedIOException e) {
            throw InputException.of(Subject.file(file).line(line()), "quoted values must be closed on their line")
                    .got("\"" + excerpt(line) + "\"")
                    .because(e);
        }
    }

    private void take(String[] fields) {
        if (!begun) {
            rejectHeader(fields);
            labelled = labels == Labels.REQUIRED || fields.length != values.length;
            begun = true;
        }
        int first = labelled ? 1 : 0;
        int expected = values.length + first;
        if (fields.length != expected) {
            int column = Math.min(fields.length, expected) + 1;
            InputException fault = InputException.of(
                            at(column),
                            "row must have " + expected + " columns (" + (labelled ? "a label and " : "") + bands
                                    + " x " + frames + " values)")
                    .expected(expected)
                    .got(fields.length);
            throw remedy(fields).map(fault::remedy).orElse(fault);
        }
        if (labelled && fields[0].isEmpty()) {
            throw InputException.of(at(1), "label must not be empty")
                    .expected("a class")
                    .got("nothing");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = number(fields[first + i], first + i + 1);
        }
        label = labelled ? ClassNames.of(fields[0]) : null;
    }

    private Optional<String> remedy(String[] fields) {
        if (fields.length == 1 && fields[0].matches("(?s).*[;\t].*")) {
            return Optional.of("separate values by commas");
        }
        return fields.length == values.length ? Optional.of("add the missing label or value") : Optional.empty();
    }

    private float number(String text, int column) {
        float value = isDecimal(text) ? parse(text) : Float.NaN;
        if (!Float.isFinite(value)) {
            throw InputException.of(at(column), "value must be a finite number")
                    .expected("a decimal number")
                    .got(text.isEmpty() ? "nothing" : "\"" + excerpt(text) + "\"");
        }
        return value;
    }

    private static float parse(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
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

    /** Throws if the first row is a header: column names, or the consecutive numbers that some tools write instead. */
    private void rejectHeader(String[] fields) {
        boolean text = fields.length > 1;
        boolean running = fields.length > 100; // no sound is such a long and even ramp
        for (int i = 1; i < fields.length && (text || running); i++) {
            float value = isDecimal(fields[i]) ? parse(fields[i]) : Float.NaN;
            text &= Float.isNaN(value) && !isSpecial(fields[i]);
            running &= i == 1 ? value == 0 || value == 1 : value == parse(fields[1]) + i - 1;
        }
        if (text || running) {
            String start = excerpt(String.join(",", Arrays.asList(fields).subList(0, Math.min(4, fields.length))));
            throw InputException.of(at(1), "file must have no header")
                    .expected("a row of numbers")
                    .got("\"" + start + ",...\"")
                    .remedy("it looks like a header: remove this line");
        }
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
