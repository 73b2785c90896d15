package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.WavFile;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.cli.terminal.Screen;
import dev.zankyo.io.TextWidth;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of the commands on terminals of several widths, and in files. */
final class TerminalWidthTest {
    private static final List<String> CLASSES =
            List.of("Phylloscopus collybita", "Phylloscopus trochilus", "\u9ce5\u306e\u58f0\u3068\u866b\u306e\u58f0");

    private static final String SMALL = "--backend java --threads 2 --no-cache";
    private static final String TRAINING = SMALL + " --epochs 1 --views 1 --width 0.25";

    @TempDir
    static Path folder;

    private static Path model;
    private static String trainingAt60Columns;
    private static String trainingToAFile;

    private final StringWriter terminal = new StringWriter();

    /** Writes recordings with long and with wide names, and trains on them twice: on a terminal and to a file. */
    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(1);
        for (int c = 0; c < CLASSES.size(); c++) {
            Path sounds = Files.createDirectories(folder.resolve("sounds").resolve(CLASSES.get(c)));
            for (int i = 0; i < 4; i++) {
                double[] sound = new double[4000];
                for (int t = 0; t < sound.length; t++) {
                    sound[t] = 0.3 * Math.sin(0.2 * (c + 1) * t) + 0.01 * random.nextGaussian();
                }
                WavFile.write(sound, 8000, sounds.resolve(i + ".wav"));
            }
        }
        model = folder.resolve("first/model.safetensors");
        trainingAt60Columns = train("first", text -> new PrintableWriter(new Screen(text, 60)));
        trainingToAFile = train("second", PrintableWriter::new);
    }

    /** Trains for an epoch and returns all output. */
    private static String train(String run, Function<Writer, PrintWriter> device) {
        var text = new StringWriter();
        PrintWriter both = device.apply(text);
        String[] command = words("train SOUNDS " + TRAINING + " --out " + folder.resolve(run));
        assertEquals(0, Main.run(command, both, both), text::toString);
        return text.toString();
    }

    private static String[] words(String command) {
        return Arrays.stream(command.split(" "))
                .map(word -> word.equals("SOUNDS") ? folder.resolve("sounds").toString() : word)
                .map(word -> word.equals("MODEL") ? model.toString() : word)
                .map(word -> word.replace("FOLDER", folder.toString()))
                .toArray(String[]::new);
    }

    /** Returns all that a command wrote to a terminal. */
    private String onTerminal(int columns, String command) {
        terminal.getBuffer().setLength(0);
        var screen = new Screen(terminal, columns);
        int exitCode = Main.run(words(command), new PrintableWriter(screen), new PrintableWriter(screen));
        assertEquals(0, exitCode, terminal::toString);
        return terminal.toString();
    }

    /** Returns the rows that a terminal showed at some time. */
    private static List<String> rows(String shown) {
        List<String> rows = new ArrayList<>();
        for (String text : shown.split("\r\033\\[K|\033\\[A")) {
            text.lines().map(row -> row.replaceAll("\033\\[[0-9;]*m", "")).forEach(rows::add);
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evaluate MODEL SOUNDS " + SMALL,
                "predict --model MODEL SOUNDS --backend java --threads 2",
                "compare FOLDER/first FOLDER/second --overwrite --out FOLDER/compare.html",
                "summary --model MODEL",
                "summary",
                "backends"
            })
    void output_isNoWiderThanTheTerminal(String command) {
        for (int columns : new int[] {60, 120}) {
            assertFits(columns, onTerminal(columns, command));
        }
    }

    private static void assertFits(int columns, String shown) {
        assertFalse(shown.isEmpty());
        for (String row : rows(shown)) {
            assertTrue(TextWidth.of(row) <= columns || isOneWord(row), () -> columns + ": " + row);
        }
    }

    @Test
    void training_60Columns_fitsAndHasABar() {
        assertFits(60, trainingAt60Columns);
        assertTrue(trainingAt60Columns.contains("elapsed 0:0"), trainingAt60Columns);
        assertTrue(
                rows(trainingAt60Columns).stream().anyMatch(row -> row.startsWith("epoch 1/1  test loss ")),
                trainingAt60Columns);
    }

    @ParameterizedTest
    @Tag("full")
    @ValueSource(
            strings = {
                "train SOUNDS " + TRAINING + " --overwrite --out FOLDER/run",
                "evaluate --folds 2 SOUNDS " + SMALL + " --epochs 1 --report FOLDER/folds.html",
                "sweep SOUNDS " + SMALL + " --learning-rates 0.001,0.01 --widths 0.25 --augmentations 1 --epochs 1"
                        + " --first-epochs 1 --report FOLDER/sweep.html"
            })
    void outputOfSeveralTrainings_isNoWiderThanTheTerminal(String command) {
        output_isNoWiderThanTheTerminal(command);
    }

    /** Returns whether a row is a path or another word that cannot be broken, perhaps before a backslash. */
    private static boolean isOneWord(String row) {
        return row.strip().replaceFirst(" \\\\$", "").indexOf(' ') < 0;
    }

    @Test
    void evaluate_60Columns_numbersThePredictedClasses() {
        String shown = String.join("\n", rows(onTerminal(60, "evaluate MODEL SOUNDS " + SMALL)));
        assertTrue(shown.contains("true \\ predicted           1   2   3\n1 Phylloscopus collybita"), shown);
        assertTrue(shown.contains("\n3 " + CLASSES.get(2)), shown);
        String wide = String.join("\n", rows(onTerminal(120, "evaluate MODEL SOUNDS " + SMALL)));
        assertTrue(wide.contains("true \\ predicted        Phylloscopus collybita  Phylloscopus trochilus"), wide);
    }

    @Test
    @Tag("full")
    void folds_onATerminal_haveOneBar() {
        String shown = onTerminal(120, "evaluate --folds 2 SOUNDS " + SMALL + " --epochs 1 --report FOLDER/folds.html");
        assertTrue(shown.contains("fold 1/2  epoch 1/1  loss "), shown);
        assertTrue(shown.contains("training "), shown);
        assertTrue(shown.contains("elapsed 0:0"), shown);
    }

    @Test
    void output_toAFile_hasNoControlCharactersAndNoBar() {
        assertTrue(trainingToAFile.chars().allMatch(c -> c == '\n' || c >= ' '), trainingToAFile);
        assertFalse(trainingToAFile.contains("elapsed"), trainingToAFile);
    }

    @Test
    void color_always_colorsAFileToo() {
        var out = new StringWriter();
        assertEquals(
                0, Main.run(words("backends --color always"), new PrintableWriter(out), new PrintWriter(terminal)));
        assertTrue(out.toString().contains("\033[32mavailable\033[0m"), out::toString);
    }

    @Test
    void color_never_colorsNoTerminal() {
        assertFalse(onTerminal(80, "backends --color never").contains("\033["), terminal::toString);
        assertTrue(onTerminal(80, "--color always backends").contains("\033[32m"), terminal::toString);
    }

    @Test
    void json_onATerminal_isNeitherWrappedNorColored() {
        String shown = onTerminal(20, "evaluate MODEL SOUNDS --format json --color always " + SMALL);
        assertTrue(shown.contains("  \"accuracy_interval_95\" : "), shown);
        assertFalse(shown.substring(shown.indexOf("{")).contains("\033[1m"), shown);
    }

    @Test
    void summary_ofAModel_namesItsClasses() {
        String shown = onTerminal(120, "summary --model MODEL");
        assertTrue(shown.contains("\nclasses   3: Phylloscopus collybita, Phylloscopus trochilus, "), shown);
        assertTrue(shown.contains(" bands x "), shown);
        assertEquals(
                2,
                Main.run(
                        words("summary --model MODEL --bands 40"),
                        new PrintWriter(terminal),
                        new PrintWriter(terminal)));
        assertTrue(terminal.toString().contains("--model and --bands: one of them, not both"), terminal::toString);
    }

    @Test
    void help_narrowTerminal_fits() {
        for (String row : rows(onTerminal(60, "train --help"))) {
            assertTrue(row.length() <= 60, row);
        }
    }
}
