package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.model.About;
import dev.zankyo.model.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of CSV files that are not what 'train' expects: each is read correctly, or refused in one line with the remedy.
 */
final class TrainOnRowsTest {
    private static final int VALUES = 24;
    private static final List<String> NAMES = List.of("beep", "hiss", "sweep");

    @TempDir
    private Path folder;

    private final Random random = new Random(14);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    private int train(String... options) {
        String[] fixed = {
            "train",
            "--train",
            folder.resolve("train.csv").toString(),
            "--test",
            folder.resolve("test.csv").toString(),
            "--bands",
            "4",
            "--frames",
            "6",
            "--backend",
            "java",
            "--epochs",
            "1",
            "--views",
            "1",
            "--width",
            "0.25",
            "--no-cache",
            "--out",
            folder.resolve("run").toString()
        };
        return run(Stream.concat(Stream.of(fixed), Stream.of(options)).toArray(String[]::new));
    }

    /** Writes 36 training and 12 test rows of three classes; the line of a row is made of label and values. */
    private void write(BinaryOperator<String> line, boolean wholeNumbers) throws IOException {
        for (String file : List.of("train.csv", "test.csv")) {
            String lines = IntStream.range(0, file.equals("test.csv") ? 12 : 36)
                    .mapToObj(row -> line.apply(Integer.toString(row % 3), values(wholeNumbers)))
                    .collect(Collectors.joining("\n"));
            Files.writeString(folder.resolve(file), lines + "\n");
        }
    }

    private String values(boolean wholeNumbers) {
        return IntStream.range(0, VALUES)
                .mapToObj(i -> wholeNumbers
                        ? Integer.toString(random.nextInt(23))
                        : String.format(Locale.ROOT, "%.4f", -8 + random.nextGaussian()))
                .collect(Collectors.joining(","));
    }

    private static String name(String label) {
        return NAMES.get(Integer.parseInt(label));
    }

    private String place(int column) {
        return "zankyo: " + folder.resolve("train.csv") + ":1:" + column + ": ";
    }

    @Test
    void train_labelLastAndWholeNumbers_isRefusedUnlessAskedFor() throws IOException {
        write((label, values) -> values + "," + label, true);
        assertEquals(2, train());
        String line = err.toString();
        assertEquals(1, line.lines().count(), line);
        assertTrue(
                line.startsWith(place(1) + "label must be in the first column; expected classes, got ")
                        && line.endsWith(" and 3 whole numbers in the last (0, 1, 2)"
                                + " (pass --label-position last, or first if these are classes)\n"),
                line);

        assertEquals(0, train("--label-position", "last"), err::toString);
        assertTrue(err.toString().contains("\nclasses: 0 12, 1 12, 2 12\n"), err::toString);
        assertTrue(
                err.toString().contains("\nnote: " + folder.resolve("test.csv") + ": label in the last column\n"),
                err::toString);
    }

    @Test
    void train_labelLastAndNames_isRefusedUnlessAskedFor() throws IOException {
        write((label, values) -> values + "," + name(label), false);
        assertEquals(2, train());
        String first = Files.readString(folder.resolve("train.csv")).split(",")[0];
        assertEquals(
                place(1) + "label must be in the first column; expected a class, got the value " + first
                        + ", and \"beep\" in the last column (pass --label-position last)\n",
                err.toString());

        assertEquals(0, train("--label-position", "last"), err::toString);
        assertTrue(err.toString().contains("\nclasses: beep 12, hiss 12, sweep 12\n"), err::toString);
    }

    @Test
    void train_semicolonsAndDecimalCommas_areReadAndSaid() throws IOException {
        write((label, values) -> name(label) + ";" + values.replace(',', ';').replace('.', ','), false);
        assertEquals(0, train("--strict"), err::toString);
        assertTrue(
                err.toString()
                        .startsWith("note: " + folder.resolve("train.csv")
                                + ": values separated by semicolons, decimals after a comma\n"),
                err::toString);
        assertTrue(err.toString().contains("\nclasses: beep 12, hiss 12, sweep 12\n"), err::toString);
    }

    @Test
    void train_zip_isNamed() throws IOException {
        write((label, values) -> label + "," + values, false);
        byte[] rows = Files.readAllBytes(folder.resolve("train.csv"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("train.csv")))) {
            zip.putNextEntry(new ZipEntry("train.csv"));
            zip.write(rows);
        }
        assertEquals(2, train());
        assertEquals(
                "zankyo: " + folder.resolve("train.csv")
                        + ": must be CSV text, plain or gzipped; got a zip archive (unpack it, or gzip it)\n",
                err.toString());
    }

    @Test
    void train_otherSize_isRefusedWithoutItsOptionsAndServedByTheModel() throws IOException {
        write((label, values) -> name(label) + "," + values, false);
        String rows = folder.resolve("train.csv").toString();
        String test = folder.resolve("test.csv").toString();
        assertEquals(2, run("train", "--train", rows, "--test", test, "--no-cache"));
        assertEquals(
                place(26) + "row must have 1001 columns (a label and 20 x 50 values); expected 1001, got 25"
                        + " (pass --bands and --frames for rows of another size)\n",
                err.toString());

        assertEquals(0, train(), err::toString);
        String model = folder.resolve("run/model.safetensors").toString();
        assertEquals(0, run("evaluate", model, test, "--no-cache", "--backend", "java"), err::toString);
        assertEquals(0, run("predict", "--model", model, test, "--no-cache", "--backend", "java"), err::toString);
        assertEquals(
                0,
                run(
                        "evaluate",
                        "--folds",
                        "2",
                        "--train",
                        rows,
                        "--bands",
                        "4",
                        "--frames",
                        "6",
                        "--epochs",
                        "1",
                        "--no-cache",
                        "--backend",
                        "java",
                        "--report",
                        folder.resolve("folds.html").toString()),
                err::toString);
        assertTrue(out.toString().endsWith("report " + folder.resolve("folds.html") + "\n"), out::toString);
        assertTrue(err.toString().contains("\nclasses: beep 12, hiss 12, sweep 12\n"), err::toString);
        assertEquals(2, run("train", "--train", rows, "--test", test, "--bands", "0"));
        assertTrue(err.toString().endsWith("--bands: must be between 1 and 1048576; got 0\n"), err::toString);
    }

    @Test
    void train_problemsOfRows_areWarningsThatStrictStopsOn() throws IOException {
        write((label, values) -> name(label) + "," + values, false);
        List<String> training = Files.readAllLines(folder.resolve("train.csv"));
        List<String> test = Files.readAllLines(folder.resolve("test.csv"));
        test.set(4, training.get(1));
        Files.write(folder.resolve("test.csv"), test);
        String warning = "warning: 1 test row is the same as a training row, so the test is too easy"
                + " (test row 5 = training row 2)\n";

        assertEquals(2, train("--strict"));
        assertEquals(
                warning + "zankyo: " + folder.resolve("train.csv")
                        + ": --strict allows no problem with the rows; got 1 finding\n",
                err.toString());
        assertFalse(Files.exists(folder.resolve("run/model.safetensors")));

        assertEquals(0, train(), err::toString);
        assertTrue(err.toString().contains(warning), err::toString);
        assertTrue(Files.readString(folder.resolve("run/report.html")).contains("the test is too easy"));
    }

    @Test
    void train_licenseAndDescription_areInTheModelAndOnItsCard() throws IOException {
        write((label, values) -> name(label) + "," + values, false);

        assertEquals(0, train("--license", "CC-BY-4.0", "--description", "Beeps or hisses."), err::toString);

        assertEquals(
                new About(Optional.of("CC-BY-4.0"), Optional.of("Beeps or hisses.")),
                ModelFile.read(folder.resolve("run/model.safetensors")).about());
        String card = Files.readString(folder.resolve("run/model-card.md"));
        assertTrue(card.contains("\n## Intended use\n\nBeeps or hisses.\n"), card);
        assertTrue(card.endsWith("\n## License\n\nCC-BY-4.0\n"), card);
        assertTrue(card.contains("\nHeld out for the test: the rows of another file, test.csv.\n"), card);
        assertTrue(Files.readString(folder.resolve("run/report.html")).contains("CC-BY-4.0"));

        assertEquals(2, train("--overwrite", "--license", " "));
        assertEquals(
                "zankyo: --license: must be a text; expected 1 to 200 characters, got none\n",
                err.toString().lines().reduce((first, last) -> last).orElse("") + "\n");
    }
}
