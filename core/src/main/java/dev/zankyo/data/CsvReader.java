package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.CsvRows.Use;
import dev.zankyo.data.LabelColumn.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of data sets from CSV files, plain or gzipped. A line holds one spectrogram: a label and then {@code bands *
 * frames} numbers. Values are separated by commas, semicolons or tabs; with the latter two, numbers may have decimal
 * commas. A header line and an index column, which counts the rows, are recognized and skipped. Blank lines are
 * skipped, values may be quoted, and a row must not span lines.
 *
 * <p>Every problem with a file is an {@link InputException} whose message is one line:
 * {@code file:line:column: rule; expected X, got Y}. The column is the number of the value in its row, from 1.
 *
 * @param bands frequency bands per sound
 * @param frames frames per sound
 * @param layout the order of the values; {@link Layout#AUTO} to detect it
 * @param label the column of the label; {@link LabelPosition#AUTO} to take it from the header or the first column
 * @param cache stores the parsed rows of large files; other files are read into memory
 */
public record CsvReader(int bands, int frames, Layout layout, LabelPosition label, RowCache cache) {
    /**
     * The most rows whose labels may be the numbers of the rows, from 0 or 1. In a longer file, such a column is an
     * index.
     */
    private static final int MOST_NUMBERED_ROWS = 20;

    /** Creates a reader that takes the label from the header or the first column. */
    public CsvReader(int bands, int frames, Layout layout, RowCache cache) {
        this(bands, frames, layout, LabelPosition.AUTO, cache);
    }

    /** Creates such a reader that reads every file into memory. */
    public CsvReader(int bands, int frames, Layout layout) {
        this(bands, frames, layout, RowCache.NONE);
    }

    /** Reads training rows. The classes are the labels found, numbers in ascending order or names sorted. */
    public CsvDataset readTraining(Path file) {
        ParsedFile parsed = parsed(file, Use.TRAINING);
        List<String> classes =
                ClassNames.inOrder(parsed.labels().stream().map(Label::name).toList());
        if (classes.size() < 2) {
            throw InputException.of(Subject.file(file), "training rows must have at least 2 classes")
                    .got("only \"" + CsvRows.excerpt(classes.get(0)) + "\"");
        }
        if (parsed.rows().length > MOST_NUMBERED_ROWS && parsed.labelsCountRows()) {
            Label first = parsed.labels().get(0);
            throw InputException.of(
                            Subject.file(file)
                                    .line(first.line())
                                    .column(parsed.format().label() + 1),
                            "label must be a class, not an index")
                    .got("numbers from " + first.name() + " to "
                            + parsed.labels().getLast().name() + " that count the rows")
                    .remedy("add a column of labels");
        }
        return dataset(file, parsed, classes);
    }

    /** Reads test rows. Every label must be one of {@code classes}, those of the training rows. */
    public CsvDataset readTest(Path file, List<String> classes) {
        return dataset(file, parsed(file, Use.TEST), classes);
    }

    /** Reads rows to predict, with or without labels. A file without labels has no label column; its labels are -1. */
    public CsvDataset readSounds(Path file, List<String> classes) {
        ParsedFile parsed = parsed(file, Use.PREDICTION);
        boolean known = parsed.labels().stream().map(Label::name).allMatch(classes::contains);
        return dataset(file, !known && parsed.labelsCountRows() ? withoutLabels(parsed) : parsed, classes);
    }

    /** Returns the rows of a file whose only column beside the values is an index. */
    private static ParsedFile withoutLabels(ParsedFile parsed) {
        int[] none = new int[parsed.rows().length];
        Arrays.fill(none, -1);
        return new ParsedFile(
                List.of(), none, parsed.format().withIndexForLabel(), parsed.smoothness(), parsed.values());
    }

    private ParsedFile parsed(Path file, Use use) {
        return cache.parsed(file, bands, frames, label, use).orElseGet(() -> inMemory(file, use));
    }

    private ParsedFile inMemory(Path file, Use use) {
        int size = bands * frames;
        // Rows are in memory twice while they are assembled, and training needs memory as well.
        long mostRows = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / 12) / size;
        List<float[]> values = new ArrayList<>();
        var column = new LabelColumn();
        var smoothness = new Smoothness.Meter(bands, frames);
        RowFormat format;
        try (CsvRows rows = CsvRows.open(file, bands, frames, label, use)) {
            while (rows.next()) {
                values.add(rows.values().clone());
                column.add(rows.label(), rows.line());
                smoothness.add(rows.values());
                if (values.size() > mostRows) {
                    throw InputException.of(Subject.file(file).line(rows.line()), "rows must fit in memory")
                            .expected("at most " + mostRows)
                            .got("more")
                            .remedy("allow the cache, or give Java more memory with -Xmx");
                }
            }
            format = rows.format();
        }
        return new ParsedFile(column.labels(), column.rows(), format, smoothness.smoothness(), found -> {
            float[] bandMajor = new float[values.size() * size];
            for (int row = 0; row < values.size(); row++) {
                found.toBandMajor(values.get(row), bands, frames, bandMajor, row * size);
            }
            return Rows.of(bandMajor, size);
        });
    }

    private CsvDataset dataset(Path file, ParsedFile parsed, List<String> classes) {
        Map<String, Integer> index = new HashMap<>();
        classes.forEach(name -> index.put(name, index.size()));
        int[] classOfLabel = new int[parsed.labels().size()];
        for (int i = 0; i < classOfLabel.length; i++) {
            Label found = parsed.labels().get(i);
            Integer known = index.get(found.name());
            if (known == null) {
                throw InputException.of(
                                Subject.file(file)
                                        .line(found.line())
                                        .column(parsed.format().label() + 1),
                                "label must be one of the classes trained on")
                        .expected("one of " + excerpt(classes))
                        .got("\"" + CsvRows.excerpt(found.name()) + "\"");
            }
            classOfLabel[i] = known;
        }
        int[] labels = Arrays.stream(parsed.rows())
                .map(number -> number < 0 ? -1 : classOfLabel[number])
                .toArray();
        LayoutChoice choice = layout == Layout.AUTO
                ? LayoutChoice.by(parsed.smoothness(), bands, frames)
                : new LayoutChoice(layout, "as asked");
        Rows rows = parsed.values().apply(choice.layout());
        return new CsvDataset(new Dataset(classes, labels, rows, bands, frames), choice, parsed.format());
    }

    private static String excerpt(List<String> classes) {
        String some = String.join(", ", classes.subList(0, Math.min(20, classes.size())));
        return classes.size() <= 20 ? some : some + ", ...";
    }
}
