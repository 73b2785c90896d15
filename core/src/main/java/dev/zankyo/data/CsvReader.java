package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * Reads data sets from CSV files, plain or gzipped: no header, one sound a line, a label and then {@code bands * frames}
 * numbers, separated by commas. Blank lines are skipped, values may be quoted, a row ends on its line.
 *
 * <p>Whatever is wrong with a file is an {@link InputException} of one line, {@code file:line:column: rule; expected X, got
 * Y}, where the column is the number of the value in its row, from 1.
 *
 * @param bands frequency bands a sound
 * @param frames frames a sound
 * @param layout the order of the values, {@link Layout#AUTO} to find out
 */
public record CsvReader(int bands, int frames, Layout layout) {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setTrim(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
    private static final int LONGEST_VALUE = 64;

    private record Row(int line, String label, float[] values) {}

    private enum Labels {
        REQUIRED,
        OPTIONAL
    }

    /** Reads rows to learn from; the classes are the labels found, numbers in ascending order or names sorted. */
    public CsvDataset readTraining(Path file) {
        List<Row> rows = readRows(file, Labels.REQUIRED);
        List<String> classes = ClassNames.inOrder(rows.stream().map(Row::label).toList());
        if (classes.size() < 2) {
            throw new InputException(file + ": training rows must be of at least 2 classes; got only \""
                    + excerpt(classes.get(0)) + "\"");
        }
        return dataset(file, rows, classes);
    }

    /** Reads rows to evaluate on; every label must be one of the classes given, those of the training rows. */
    public CsvDataset readTest(Path file, List<String> classes) {
        return dataset(file, readRows(file, Labels.REQUIRED), classes);
    }

    /** Reads rows to predict, with or without labels; without, the column of labels is absent and all are -1. */
    public CsvDataset readSounds(Path file, List<String> classes) {
        return dataset(file, readRows(file, Labels.OPTIONAL), classes);
    }

    private List<Row> readRows(Path file, Labels labels) {
        List<Row> rows = new ArrayList<>();
        int size = bands * frames;
        // Rows are held twice while they are put together, and something must be left for the work itself.
        long mostRows = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / 12) / size;
        boolean labelled = true;
        try (Lines lines = Lines.open(file, (size + 1) * LONGEST_VALUE)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                String[] fields = split(line, file, lines.number());
                if (rows.isEmpty()) {
                    rejectHeader(fields, file, lines.number());
                    labelled = labels == Labels.REQUIRED || fields.length != size;
                }
                rows.add(row(fields, labelled, file, lines.number()));
                if (rows.size() > mostRows) {
                    throw new InputException(
                            file + ":" + lines.number() + ": rows must fit in memory; expected at most " + mostRows
                                    + ", got more (split the file, or give Java more memory with -Xmx)");
                }
            }
        }
        if (rows.isEmpty()) {
            throw new InputException(file + ":1:1: file must hold at least one row; got none");
        }
        return rows;
    }

    private static String[] split(String line, Path file, int number) {
        try (CSVParser parser = CSVParser.parse(line, FORMAT)) {
            return parser.iterator().next().values();
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(
                    file + ":" + number + ": quoted values must be closed on their line; got \"" + excerpt(line) + "\"",
                    e);
        }
    }

    private Row row(String[] fields, boolean labelled, Path file, int line) {
        int size = bands * frames;
        int first = labelled ? 1 : 0;
        if (fields.length != size + first) {
            int column = Math.min(fields.length, size + first) + 1;
            throw new InputException(at(file, line, column) + "row must have " + (size + first) + " columns ("
                    + (labelled ? "a label and " : "") + bands + " x " + frames + " values); expected " + (size + first)
                    + ", got " + fields.length + remedy(fields));
        }
        if (labelled && fields[0].isEmpty()) {
            throw new InputException(at(file, line, 1) + "label must not be empty; expected a class, got nothing");
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = number(fields[first + i], file, line, first + i + 1);
        }
        return new Row(line, labelled ? ClassNames.of(fields[0]) : null, values);
    }

    private String remedy(String[] fields) {
        if (fields.length == 1 && fields[0].matches("(?s).*[;\t].*")) {
            return " (separate values by commas)";
        }
        return fields.length == bands * frames ? " (the label or a value is missing)" : "";
    }

    private static float number(String text, Path file, int line, int column) {
        float value = isDecimal(text) ? parse(text) : Float.NaN;
        if (!Float.isFinite(value)) {
            throw new InputException(
                    at(file, line, column) + "value must be a finite number; expected a decimal number, got "
                            + (text.isEmpty() ? "nothing" : "\"" + excerpt(text) + "\""));
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

    /** Keeps out what {@link Float#parseFloat} takes beyond decimal numbers: 1f, 0x1p3, NaN, Infinity. */
    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Names of columns, or the running numbers that some tools write instead, must not pass for a sound. */
    private static void rejectHeader(String[] fields, Path file, int line) {
        boolean text = fields.length > 1;
        boolean running = fields.length > 100; // no sound is so long and even a ramp
        for (int i = 1; i < fields.length && (text || running); i++) {
            float value = isDecimal(fields[i]) ? parse(fields[i]) : Float.NaN;
            text &= Float.isNaN(value) && !isSpecial(fields[i]);
            running &= i == 1 ? value == 0 || value == 1 : value == parse(fields[1]) + i - 1;
        }
        if (text || running) {
            throw new InputException(at(file, line, 1) + "file must have no header; expected a row of numbers, got \""
                    + excerpt(String.join(",", Arrays.asList(fields).subList(0, Math.min(4, fields.length))))
                    + ",...\" (it looks like a header: remove this line)");
        }
    }

    private static boolean isSpecial(String text) {
        return text.isEmpty() || text.matches("(?i)[+-]?(nan|inf|infinity|na|null)");
    }

    private CsvDataset dataset(Path file, List<Row> rows, List<String> classes) {
        Map<String, Integer> index = new HashMap<>();
        classes.forEach(name -> index.put(name, index.size()));
        int[] labels = new int[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            Row row = rows.get(i);
            Integer label = row.label() == null ? Integer.valueOf(-1) : index.get(row.label());
            if (label == null) {
                throw new InputException(at(file, row.line(), 1)
                        + "label must be one of the classes trained on; expected one of " + excerpt(classes)
                        + ", got \""
                        + excerpt(row.label()) + "\"");
            }
            labels[i] = label;
        }
        List<float[]> read = rows.stream().map(Row::values).toList();
        LayoutChoice choice =
                layout == Layout.AUTO ? LayoutChoice.detect(read, bands, frames) : new LayoutChoice(layout, "as asked");
        float[] values = new float[rows.size() * bands * frames];
        for (int i = 0; i < labels.length; i++) {
            choice.layout().toBandMajor(read.get(i), bands, frames, values, i * bands * frames);
        }
        return new CsvDataset(new Dataset(classes, labels, values, bands, frames), choice);
    }

    private static String at(Path file, int line, int column) {
        return file + ":" + line + ":" + column + ": ";
    }

    /** The beginning of something read, fit for a message of one line. */
    private static String excerpt(String text) {
        String line = FileError.printable(text);
        return line.length() <= 40 ? line : line.substring(0, 40) + "...";
    }

    private static String excerpt(List<String> classes) {
        String some = String.join(", ", classes.subList(0, Math.min(20, classes.size())));
        return classes.size() <= 20 ? some : some + ", ...";
    }
}
