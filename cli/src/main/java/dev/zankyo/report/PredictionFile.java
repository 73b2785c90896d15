package dev.zankyo.report;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.Subject;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * The predictions for a labeled test set, as a CSV file beside the report. Each row has the columns {@code file, label,
 * predicted, probability, known, seconds, correct}, then {@code probability_NAME} for each class. A row that is not a
 * recording has its number as its file. {@code known} says whether the sound resembles a class; it is empty if the
 * model cannot tell. {@code seconds} is empty if the length is not known.
 *
 * <p>A spreadsheet runs a cell that starts with {@code =}, {@code +}, {@code -} or {@code @} as a formula. A name that
 * starts so is written with an apostrophe before it, and {@link #read} removes the apostrophe.
 *
 * @param classes the class names, in the order of the probabilities
 * @param rows the predictions, in the order of the test set
 */
public record PredictionFile(List<String> classes, List<Row> rows) {
    private static final List<String> COLUMNS =
            List.of("file", "label", "predicted", "probability", "known", "seconds", "correct");

    private static final String PROBABILITY = "probability_";

    /** The beginning of a name that is a formula to a spreadsheet, or that would be taken for an escaped one. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    /**
     * One row of the test set.
     *
     * @param file the recording's name within its folder, with the times of a segment; otherwise the row's number
     * @param label the true class
     * @param prediction the prediction
     * @param seconds the length of the recording, if known
     */
    public record Row(String file, String label, Prediction prediction, OptionalDouble seconds) {

        /** Returns whether the most probable class is the true one. */
        public boolean correct() {
            return prediction.label().equals(label);
        }
    }

    public PredictionFile {
        classes = List.copyOf(classes);
        rows = List.copyOf(rows);
    }

    /** Returns the predictions for a test set, one per row. */
    public static PredictionFile of(Evidence test, List<Prediction> predictions) {
        return new PredictionFile(
                test.rows().classes(),
                IntStream.range(0, predictions.size())
                        .mapToObj(row -> new Row(
                                test.shortName(row),
                                test.label(row),
                                predictions.get(row),
                                test.clips()
                                        .apply(row)
                                        .map(clip -> OptionalDouble.of(clip.seconds()))
                                        .orElse(OptionalDouble.empty())))
                        .toList());
    }

    /**
     * Returns the path of the predictions beside a page: {@code predictions.csv} beside {@code report.html}, and {@code
     * NAME-predictions.csv} beside {@code NAME.html}.
     */
    public static Path beside(Path page) {
        String name = page.getFileName().toString().replaceFirst("(?i)\\.html?$", "");
        return page.resolveSibling(name.equals("report") ? "predictions.csv" : name + "-predictions.csv");
    }

    /**
     * Writes the file as UTF-8, replacing a file of that name.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(file, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVPrinter csv = new CSVPrinter(text, FORMAT);
            List<String> header = new ArrayList<>(COLUMNS);
            classes.forEach(name -> header.add(PROBABILITY + name));
            csv.printRecord(header);
            for (Row row : rows) {
                csv.printRecord(cells(row));
            }
            csv.flush();
        });
    }

    private static List<Object> cells(Row row) {
        Prediction prediction = row.prediction();
        List<Object> cells = new ArrayList<>();
        cells.add(escaped(row.file()));
        cells.add(escaped(row.label()));
        cells.add(escaped(prediction.label()));
        cells.add(prediction.probability());
        cells.add(
                switch (prediction.known()) {
                    case YES -> true;
                    case NO -> false;
                    case CANNOT_TELL -> "";
                });
        cells.add(
                row.seconds().isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, "%.3f", row.seconds().getAsDouble()));
        cells.add(row.correct());
        for (double probability : prediction.probabilities()) {
            cells.add(probability);
        }
        return cells;
    }

    private static String escaped(String name) {
        return FORMULA.matcher(name).matches() ? "'" + name : name;
    }

    private static String unescaped(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    /**
     * Reads a file that {@link #write} has written.
     *
     * @throws InputException if it cannot be read or is not such a file; the message begins with the path
     */
    public static PredictionFile read(Path file) {
        try (CSVParser csv = FORMAT.parse(Files.newBufferedReader(file))) {
            List<CSVRecord> lines = csv.getRecords();
            List<String> header = lines.isEmpty() ? List.of() : lines.getFirst().toList();
            int fixed = COLUMNS.size();
            if (header.size() <= fixed
                    || !header.subList(0, fixed).equals(COLUMNS)
                    || !header.subList(fixed, header.size()).stream().allMatch(cell -> cell.startsWith(PROBABILITY))) {
                throw InputException.of(Subject.file(file), "must be a table of predictions")
                        .expected("the columns " + String.join(",", COLUMNS) + "," + PROBABILITY + "CLASS ...")
                        .got(FileError.printable(String.join(",", header)));
            }
            List<String> classes = header.subList(fixed, header.size()).stream()
                    .map(cell -> cell.substring(PROBABILITY.length()))
                    .toList();
            return new PredictionFile(
                    classes,
                    lines.stream().skip(1).map(line -> row(line, classes, file)).toList());
        } catch (IOException e) {
            throw InputException.of(Subject.file(file), "could not be read; " + FileError.reason(e))
                    .because(e);
        } catch (UncheckedIOException e) {
            throw InputException.of(Subject.file(file), "could not be read; " + FileError.reason(e.getCause()))
                    .because(e);
        }
    }

    private static Row row(CSVRecord line, List<String> classes, Path file) {
        int fixed = COLUMNS.size();
        InputException fault = InputException.of(
                Subject.file(file).line(line.getRecordNumber()),
                "must be a line of " + (fixed + classes.size()) + " cells");
        if (line.size() != fixed + classes.size()) {
            throw fault.got(line.size());
        }
        try {
            double[] probabilities = IntStream.range(fixed, line.size())
                    .mapToDouble(cell -> Double.parseDouble(line.get(cell)))
                    .toArray();
            Known known =
                    switch (line.get(4)) {
                        case "true" -> Known.YES;
                        case "false" -> Known.NO;
                        default -> Known.CANNOT_TELL;
                    };
            String seconds = line.get(5);
            return new Row(
                    unescaped(line.get(0)),
                    unescaped(line.get(1)),
                    new Prediction(classes, probabilities, known),
                    seconds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(seconds)));
        } catch (NumberFormatException e) {
            throw InputException.of(
                            Subject.file(file).line(line.getRecordNumber()),
                            "probabilities and seconds must be numbers")
                    .because(e);
        }
    }
}
