package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.WavFile;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.report.PredictionFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainOnSoundsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Writes ten recordings of each of two classes: low tones for class 1, high tones for class 2. */
    @BeforeEach
    void makeRecordings() throws IOException {
        Files.createDirectories(folder.resolve("sounds"));
        for (int i = 0; i < 20; i++) {
            double hertz = i % 2 == 0 ? 300 + 31 * i : 1500 + 53 * i;
            double[] samples = new double[1600 + 8 * (i / 2)];
            for (int n = 0; n < samples.length; n++) {
                samples[n] = 0.5 * Math.sin(2 * Math.PI * hertz * n / 8000);
            }
            WavFile.write(
                    samples, 8000, folder.resolve("sounds").resolve((i % 2 + 1) + "_s" + i / 4 + "_" + i + ".wav"));
        }
    }

    private int train(String... options) {
        String[] fixed = {
            "train",
            folder.resolve("sounds").toString(),
            "--label-pattern",
            "([12])_.*",
            "--backend",
            "java",
            "--epochs",
            "1",
            "--views",
            "1",
            "--cache-dir",
            folder.resolve("kept").toString(),
            "--out",
            folder.resolve("run").toString()
        };
        String[] arguments = Stream.concat(Stream.of(fixed), Stream.of(options)).toArray(String[]::new);
        return Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void train_folder_makesAModelThatKnowsItsFrontEnd() {
        int exitCode = train("--test-pattern", ".*_1?[0-3][.]wav", "--balance", "sampling");

        assertEquals(0, exitCode, err::toString);
        List<String> lines = err.toString().lines().toList();
        assertTrue(lines.get(0).startsWith("Features: 20 mel bands x 50 frames, 50 to 4000 Hz, "), err::toString);
        assertEquals(folder.resolve("sounds") + ": 12 training recordings, 8 test recordings, 2 classes", lines.get(1));
        var model = ModelFile.read(folder.resolve("run").resolve("model.safetensors"));
        assertEquals(List.of("1", "2"), model.classes());
        assertEquals(Optional.of(LogMelSpec.DEFAULT), model.frontEnd());
        assertTrue(
                out.toString()
                        .endsWith(
                                "evaluate --model RUN/model.safetensors --sounds SOUNDS --test-list RUN/test-files.txt"
                                                .replace(
                                                        "RUN",
                                                        folder.resolve("run").toString())
                                                .replace(
                                                        "SOUNDS",
                                                        folder.resolve("sounds").toString())
                                        + " '--label-pattern=([12])_.*'\n"),
                out::toString);
    }

    @Test
    void train_next_isACommandThatGivesTheSameAccuracy() throws IOException {
        Files.move(folder.resolve("sounds/1_s0_0.wav"), folder.resolve("sounds/1_s0, loud;_0.wav"));
        assertEquals(0, train("--test-pattern", "1_s0.*|2_s2.*", "--group-pattern", ".*_(s.).*"), err::toString);
        assertTrue(out.toString().lines().toList().getFirst().contains(" of 4), 95 % interval "), out::toString);
        NextCommand.assertSameAccuracy(
                out.toString(),
                "--backend",
                "java",
                "--cache-dir",
                folder.resolve("kept").toString());
    }

    private String evaluate(String... options) {
        out.getBuffer().setLength(0);
        String[] fixed = {
            "evaluate",
            folder.resolve("run/model.safetensors").toString(),
            folder.resolve("sounds").toString(),
            "--label-pattern",
            "([12])_.*",
            "--backend",
            "java",
            "--cache-dir",
            folder.resolve("kept").toString()
        };
        String[] arguments = Stream.concat(Stream.of(fixed), Stream.of(options)).toArray(String[]::new);
        assertEquals(0, Main.run(arguments, new PrintWriter(out), new PrintWriter(err)), err::toString);
        return out.toString();
    }

    @Test
    void evaluate_onTheFolderTrainedOn_countsItsTrainingRecordingsAndGivesTheFigureOfTheOthers() throws IOException {
        assertEquals(0, train("--test-pattern", ".*_1?[0-3][.]wav"), err::toString);
        String accuracy = out.toString().lines().findFirst().orElseThrow();
        String correct = accuracy.substring(accuracy.indexOf('('), accuracy.indexOf(" of 8)"));

        PredictionFile predictions = PredictionFile.read(folder.resolve("run/predictions.csv"));
        assertEquals(8, predictions.rows().size());
        long right =
                predictions.rows().stream().filter(PredictionFile.Row::correct).count();
        assertEquals(correct, "(" + right);
        assertEquals("1_s0_0.wav", predictions.rows().getFirst().file());
        assertEquals(0.2, predictions.rows().getFirst().seconds().orElseThrow());

        Path report = folder.resolve("report.html");
        List<String> both = evaluate("--report", report.toString()).lines().toList();
        String page = Files.readString(report);
        assertTrue(
                page.contains("<b>Remove training data from the test set; the accuracy is too high.</b> The model was"
                        + " trained on 12 of these 20 recordings; of the others, it predicts " + correct.substring(1)
                        + " of 8 correctly (95 % interval "),
                () -> page.substring(page.indexOf("<main")));
        assertEquals("training     the model was trained on 12 of these 20 rows", both.get(0));
        assertTrue(both.get(1).startsWith("others       accuracy "), both::toString);
        assertTrue(both.get(1).contains(correct + " of 8 rows), 95 % interval "), both::toString);
        assertTrue(both.get(2).contains(" of 20 rows)"), both::toString);
        String tests = evaluate("--test-pattern", ".*_1?[0-3][.]wav");
        assertTrue(tests.startsWith("training     the model was trained on none of these 8 rows\naccuracy "), tests);

        JsonNode json = new ObjectMapper().readTree(evaluate("--format", "json"));
        assertEquals(20, json.get("rows").intValue());
        assertEquals(12, json.get("training_data").get("rows_trained_on").intValue());
        assertEquals(8, json.get("training_data").get("others").get("rows").intValue());
        JsonNode of8 = new ObjectMapper().readTree(evaluate("--format", "json", "--test-pattern", ".*_1?[0-3][.]wav"));
        assertEquals(
                of8.get("accuracy"), json.get("training_data").get("others").get("accuracy"));
        assertEquals(of8.get("loss"), json.get("training_data").get("others").get("loss"));
        assertTrue(of8.get("training_data").get("others").isNull(), of8::toString);

        Path file = folder.resolve("run/model.safetensors");
        TrainedModel model = ModelFile.read(file);
        ModelFile.write(
                file,
                new TrainedModel(
                        model.config(),
                        model.classes(),
                        model.standardization(),
                        model.provenance(),
                        model.frontEnd(),
                        model.weights()));
        assertTrue(evaluate().startsWith("training     not known which of these rows "), out::toString);
        assertTrue(new ObjectMapper()
                .readTree(evaluate("--format", "json"))
                .get("training_data")
                .isNull());
    }

    @Test
    void train_validationShareOfGroups_holdsOutWholeOnesAndSaysWhatChose() throws IOException {
        String[] options = {
            "--test-pattern", ".*_s0_.*", "--group-pattern", ".*_s(\\d)_.*", "--balance", "sampling",
            "--validation-share", "0.25", "--keep", "best", "--width", "0.25"
        };

        int exitCode = train(options);

        assertEquals(0, exitCode, err::toString);
        String record = Files.readString(folder.resolve("run/run.json"));
        assertTrue(record.contains("\"training rows\" : \"12 of 20 x 50"), record); // three speakers of four
        assertTrue(record.contains("\"validation rows\" : \"4 of 20 x 50"), record);
        assertTrue(
                out.toString()
                        .contains("kept          weights of epoch 1, with the lowest loss on the held-out rows\n"),
                out::toString);
        assertFalse(out.toString().contains("mind"), out::toString);
    }

    @Test
    void evaluate_aRecordingMuchLongerThanTheTrainingClips_isWindowed() throws IOException {
        assertEquals(0, train("--width", "0.25"), err::toString);
        assertTrue(err.toString().contains(",fit=window, chosen"), err::toString);
        WavFile.write(new double[8000], 8000, folder.resolve("sounds/1_long.wav")); // clips of 0.2 s
        evaluate("--report", folder.resolve("long.html").toString());
        List<String> windows = PredictionFile.read(folder.resolve("long-predictions.csv")).rows().stream()
                .map(PredictionFile.Row::file)
                .filter(name -> name.startsWith("1_long.wav"))
                .toList();
        assertEquals(5, windows.size(), windows::toString);
        assertTrue(windows.getFirst().startsWith("1_long.wav at 0.0-0.2"), windows::toString);
        assertTrue(
                err.toString()
                        .contains("\nnote: 1 of 21 recordings are much longer than the training clips; each of their 5"
                                + " windows, as long as the median training clip, is evaluated by itself\n"),
                err::toString);
    }

    @Test
    void train_furtherOrFromItsModel_saysHow() throws IOException {
        assertEquals(0, train("--width", "0.25"), err::toString);
        Path model = folder.resolve("run/model.safetensors");
        Path copy = Files.copy(model, folder.resolve("first.safetensors"));
        String[] resume = {"train", "--resume", folder.resolve("run").toString(), "--epochs", "3"};
        assertEquals(0, Main.run(resume, new PrintWriter(out), new PrintWriter(err)), err::toString);
        assertTrue(
                err.toString()
                        .contains("continues the finished run after epoch 1, as part of a run of 3 epochs: warm-up,"
                                + " then the learning rates of epochs 2 to 3\n"),
                err::toString);
        assertTrue(err.toString().contains("\nepoch 3/3  loss "), err::toString);
        String[] verify = {"verify", folder.resolve("run").toString()};
        assertEquals(2, Main.run(verify, new PrintWriter(out), new PrintWriter(err)), err::toString);
        assertTrue(err.toString().endsWith("got one that was continued after epochs 1\n"), err::toString);

        err.getBuffer().setLength(0);
        assertEquals(0, train("--from", copy.toString(), "--overwrite"), err::toString);
        assertTrue(err.toString().contains("starts from " + copy + ": all weights, same classes\n"), err::toString);
        assertTrue(err.toString().contains("(as in the model to start from)\n"), err::toString);
        assertEquals(2, train("--from", copy.toString(), "--overwrite", "--width", "0.5"), err::toString);
        assertTrue(
                err.toString()
                        .endsWith("--width: must be left alone with --from; got 0.5 (the network is that of the"
                                + " model)\n"),
                err::toString);
    }

    @Test
    void train_badFiles_areNamedUpToTenAndCounted() throws IOException {
        for (int i = 0; i < 12; i++) {
            Files.writeString(folder.resolve("sounds").resolve("1_bad_" + i + ".wav"), "no sound " + i);
        }
        Files.copy(folder.resolve("sounds/1_s0_0.wav"), folder.resolve("sounds/other.wav"));

        int exitCode = train("--strict");

        assertEquals(2, exitCode, err::toString);
        assertEquals(
                10,
                err.toString()
                        .lines()
                        .filter(line -> line.startsWith("skipped: 1_bad_"))
                        .count(),
                err::toString);
        assertTrue(err.toString().contains("skipped: 2 more files\n"), err::toString);
        assertTrue(err.toString().contains("1 recording without a class skipped (other.wav)"), err::toString);
        assertTrue(
                err.toString().endsWith("--strict allows no problem with the recordings; got 12 findings\n"),
                err::toString);
        assertFalse(Files.exists(folder.resolve("run")));
    }

    /**
     * Checks recordings of a program that writes a placeholder for the length: there is a note, but no stop even with
     * --strict.
     */
    @Test
    void train_strictWithPlaceholderLengths_isNotStopped() throws IOException {
        List<Path> sounds;
        try (Stream<Path> files = Files.list(folder.resolve("sounds"))) {
            sounds = files.toList();
        }
        for (Path sound : sounds) {
            byte[] bytes = Files.readAllBytes(sound);
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(4, 0x7fffffff)
                    .putInt(40, 0x7fffffff);
            Files.write(sound, bytes);
        }

        int exitCode = train("--strict");

        assertEquals(0, exitCode, err::toString);
        assertTrue(err.toString().contains("note: 20 recordings "), err::toString);
        assertFalse(err.toString().contains("warning: "), err::toString);
        assertTrue(Files.exists(folder.resolve("run/model.safetensors")));
    }
}
