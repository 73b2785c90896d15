package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.TestSize;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.launcher.Program;
import dev.zankyo.launcher.Program.Result;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the packaged program runs, on a few rows for one epoch. How well it learns is not tested. */
final class CommandsIT {
    private static final int ROWS = 16;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    @BeforeAll
    static void rows() {
        SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED, ROWS / 8, 1).write(data);
    }

    private Result run(String arguments) {
        return Program.onNew(folder)
                .run(arguments.replace("DATA", data.toString()).split(" "));
    }

    /**
     * Returns the names of the available backends, from the program's own list; only the best one in the short tier.
     */
    static List<String> backends() {
        List<String> all = Program.onNew(data)
                .run("backends")
                .out()
                .lines()
                .filter(line -> line.matches("[\\w-]+ +available .*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        return TestSize.of(all, backend -> "all");
    }

    private static void assertWell(Result result) {
        assertEquals(0, result.exitCode(), result::err);
        assertFalse((result.out() + result.err()).contains("WARNING"), result::err);
        assertFalse((result.out() + result.err()).matches("(?s).*[\r\033].*"), result::err);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void train_evaluate_predict_onEveryBackendHere(String backend) throws IOException {
        Result trained =
                run("train --train DATA/train.csv --test DATA/test.csv --epochs 1 --views 1 --backend " + backend);
        assertWell(trained);
        assertTrue(trained.err().contains("\nbackend " + backend + ": "), trained::err);
        assertTrue(trained.err().contains("\nepoch 1/1  loss "), trained::err);
        assertTrue(trained.out().startsWith("test accuracy "), trained::out);
        assertTrue(trained.out().contains("evaluate --model zankyo-run/model.safetensors --test "), trained::out);
        try (Stream<Path> files = Files.list(folder.resolve("zankyo-run"))) {
            assertEquals(
                    List.of(
                            ".lock",
                            "history.csv",
                            "metrics.json",
                            "model-card.md",
                            "model.safetensors",
                            "predictions.csv",
                            "report.html",
                            "run.json",
                            "steps.csv",
                            "training-data.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals(
                backend,
                new ObjectMapper()
                        .readTree(folder.resolve("zankyo-run/metrics.json").toFile())
                        .get("backend")
                        .asText());

        Result evaluated =
                run("evaluate --model zankyo-run/model.safetensors --test DATA/test.csv --backend " + backend);
        assertWell(evaluated);
        assertEquals(accuracy(trained.out(), "test accuracy "), accuracy(evaluated.out(), "accuracy "), evaluated::out);

        Result predicted = run("predict --model zankyo-run/model.safetensors DATA/test.csv --format json --top 2"
                + " --backend " + backend);
        assertWell(predicted);
        JsonNode rows = new ObjectMapper().readTree(predicted.out());
        assertEquals(8, rows.size());
        assertEquals(2, rows.get(7).get("predictions").size());
    }

    @Test
    @Tag("full")
    void train_intoTheDefaultFolderAgain_keepsEveryFinishedRun() throws IOException {
        String train = "train --train DATA/train.csv --test DATA/test.csv --epochs 1 --views 1 --backend java";
        assertWell(run(train));
        byte[] first = Files.readAllBytes(folder.resolve("zankyo-run/model.safetensors"));
        Result second = run(train + " --seed 2");
        assertWell(second);
        assertTrue(
                second.err().startsWith("zankyo-run holds a finished run; this run goes to zankyo-run-2\n"),
                second::err);
        assertTrue(second.out().contains("\nmodel         zankyo-run-2/model.safetensors\n"), second::out);
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("zankyo-run/model.safetensors")));

        Result replaced = run(train + " --seed 2 --overwrite");
        assertWell(replaced);
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("zankyo-run-2/model.safetensors")),
                Files.readAllBytes(folder.resolve("zankyo-run/model.safetensors")));
        assertFalse(Files.readString(folder.resolve("zankyo-run/run.json")).contains("overwrite"));
    }

    @Test
    @Tag("full")
    void sweep_onRows_ranksTheSettingsAndSaysHowToTrainTheFirst() throws IOException {
        Result swept = run("sweep --train DATA/train.csv --learning-rates 0.002 --widths 0.25 --augmentations 1,0"
                + " --epochs 1 --validation-share 0.5 --out sweep.csv --report sweep.html");
        assertWell(swept);
        assertTrue(
                swept.err().contains("\n2/2  learning rate 0.002  width 0.25  augmentation 0  1 epoch "), swept::err);
        List<String> lines = Files.readAllLines(folder.resolve("sweep.csv"));
        assertEquals(3, lines.size());
        String strength = lines.get(1).split(",")[2];
        String next = "train --train=" + data + "/train.csv --test=TEST.csv --learning-rate=0.002 --width=0.25"
                + " --augmentation=" + strength + " --epochs=1 --seed=1";
        assertTrue(swept.out().endsWith(next + "\n"), swept::out);
        assertTrue(swept.out().contains("\nreport        sweep.html\n"), swept::out);
        assertTrue(Files.readString(folder.resolve("sweep.html"))
                .replace("&#x3D;", "=")
                .contains(next + "</code>"));
        Result trained = run(next.replace("TEST.csv", data + "/test.csv"));
        assertWell(trained);
    }

    @Test
    void train_precisionTheBackendHasNot_isRefusedWithTheRemedy() {
        Result refused = run(
                "train --train DATA/train.csv --test DATA/test.csv --epochs 1 --views 1 --backend java --precision bfloat16");
        assertEquals(2, refused.exitCode(), refused::err);
        assertTrue(
                refused.err()
                        .endsWith("precision: backend java computes in float32 only; got bfloat16"
                                + " (choose float32, or --backend onednn)\n"),
                refused::err);
        assertFalse(Files.exists(folder.resolve("zankyo-run/model.safetensors")));
    }

    private static String accuracy(String out, String before) {
        return out.substring(out.indexOf(before) + before.length(), out.indexOf(" %"));
    }

    @Test
    @Tag("full")
    void train_withoutFiles_isOnWhatSynthesizeWrites() {
        Result trained = run("train --epochs 1");
        assertWell(trained);
        String hint = trained.out()
                .lines()
                .filter(line -> line.startsWith("next "))
                .findFirst()
                .orElseThrow();
        assertTrue(
                hint.endsWith(".jar predict --model zankyo-run/model.safetensors zankyo-run/sounds/bell/bell-00.wav"),
                hint);
        Result predicted = run(hint.substring(hint.indexOf("predict")));
        assertWell(predicted);
        assertEquals(1, predicted.out().lines().count(), predicted::out);
        Result evaluated = run("evaluate --model zankyo-run/model.safetensors");
        assertWell(evaluated);
        Result heard = run("evaluate --model zankyo-run/model.safetensors --sounds zankyo-run/sounds");
        assertWell(heard);
        assertTrue(heard.out().contains(" of 80 rows)"), heard::out);

        assertWell(run("synthesize --out made --wav 5"));
        assertWell(run("train --sounds made --epochs 1 --views 1 --out other"));
        assertEquals(
                evaluated.out(),
                run("evaluate --model zankyo-run/model.safetensors --test made/test.csv")
                        .out());
    }

    @Test
    @Tag("full")
    void train_profiled_endsWithATableWhoseSharesAddUp() {
        Result trained = run("train --train DATA/train.csv --test DATA/test.csv --epochs 1 --views 1 --profile");
        assertWell(trained);
        List<String> table = trained.out()
                .lines()
                .dropWhile(line -> !line.startsWith("kind "))
                .toList();
        assertTrue(table.stream().anyMatch(line -> line.matches("Conv2dForward .* %.*")), trained::out);
        assertTrue(table.get(table.size() - 1).matches("total .* 100[.]0 % .*"), trained::out);
        double shares = table.subList(1, table.size() - 1).stream()
                .mapToDouble(line -> Double.parseDouble(line.split(" +")[2]))
                .sum();
        assertEquals(100, shares, 0.05 * table.size(), trained::out);
    }

    @Test
    @Tag("full")
    void train_logged_isWhatTensorBoardReads() throws IOException {
        assertWell(
                run(
                        "train --train DATA/train.csv --test DATA/test.csv --epochs 1 --views 1 --batch-size 4 --log-dir logs"));
        int steps = ROWS / 4;
        assertEquals(1 + 3 * steps + 3, events(folder.resolve("logs/train")), "loss, accuracy and learning rate");
        assertEquals(1 + 2, events(folder.resolve("logs/test")), "loss and accuracy");
    }

    /**
     * Returns the number of records in the only file of a folder. A record has a length, its checksum, the content, and
     * its checksum.
     */
    private static int events(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(files.toList().getFirst()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int events = 0;
            for (; in.hasRemaining(); events++) {
                long length = in.getLong();
                in.position(in.position() + Integer.BYTES + (int) length + Integer.BYTES);
            }
            return events;
        }
    }

    @Test
    void plot_ofARecording_isAPicture() throws IOException {
        Path sound = folder.resolve("tone.au");
        byte[] samples = new byte[8000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (byte) (100 * Math.sin(n * 0.5));
        }
        var format = new AudioFormat(8000, 8, 1, true, false);
        try (var in = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length)) {
            AudioSystem.write(in, AudioFileFormat.Type.AU, sound.toFile());
        }
        assertWell(run("plot tone.au --out tone.png"));
        BufferedImage picture = ImageIO.read(folder.resolve("tone.png").toFile());
        assertEquals(1200, picture.getWidth());
        assertWell(run("plot tone.au --size 800 --out tone.svg"));
        assertTrue(Files.readString(folder.resolve("tone.svg")).contains("viewBox=\"0 0 800 "));
    }

    @Test
    @Tag("full")
    void bench_json_hasARowForEachMode() throws IOException {
        Result measured = run("bench --backend auto --batch-size 2 --threads 1 --seconds 0.1 --json");
        assertWell(measured);
        JsonNode rows = new ObjectMapper().readTree(measured.out());
        assertEquals(2, rows.size());
        JsonNode row = rows.get(0);
        assertEquals(
                List.of(
                        "backend",
                        "mode",
                        "batch_size",
                        "threads",
                        "precision",
                        "samples_per_second",
                        "latency_p50_ms",
                        "latency_p99_ms",
                        "roof_samples_per_second",
                        "roof_share",
                        "peak_memory_mib"),
                row.propertyStream().map(Map.Entry::getKey).toList());
        assertEquals("training", row.get("mode").asText());
        assertEquals(2, row.get("batch_size").asInt());
        assertEquals(1, row.get("threads").asInt());
        assertEquals("float32", row.get("precision").asText());
        double share = row.get("samples_per_second").asDouble()
                / row.get("roof_samples_per_second").asDouble();
        assertEquals(share, row.get("roof_share").asDouble(), 1e-9);
        assertTrue(row.get("latency_p50_ms").asDouble()
                <= row.get("latency_p99_ms").asDouble());
        assertEquals("inference", rows.get(1).get("mode").asText());
    }

    @Test
    @Tag("full")
    void bench_text_endsWithWhatToTryNext() {
        Result measured = run("bench --backend auto --batch-size 1 --seconds 0.1 --profile");
        assertWell(measured);
        assertTrue(measured.out().startsWith("peak "), measured::out);
        assertTrue(measured.out().contains("\ntotal "), measured::out);
        assertTrue(measured.out().lines().toList().getLast().matches("next .* bench --.*"), measured::out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,1,2,3               | rows.csv:1:5: ",
                "''                    | rows.csv:1:1: ",
                "a,NaN,1*999           | rows.csv:1:2: ",
                "a,1*999               | rows.csv:1:1001: ",
                "a,1*1001              | rows.csv:1:1002: ",
                "a,1*1000/b,x,1*999    | rows.csv:2:2: ",
                "a,1*1000/b,1*998      | rows.csv:2:1000: ",
            })
    void train_badRows_isTwoAndOneLineAndNothingWritten(String rows, String where) throws IOException {
        Files.writeString(folder.resolve("rows.csv"), expand(rows));
        Result result = run("train --train rows.csv --test DATA/test.csv");
        assertEquals(2, result.exitCode(), result::err);
        List<String> errors = result.err().lines().toList();
        assertEquals(1, errors.size(), result::err);
        assertTrue(errors.get(0).startsWith("zankyo: " + where), result::err);
        assertTrue(Files.notExists(folder.resolve("zankyo-run")));
    }

    /** Returns rows that are separated by slashes as lines of CSV; {@code 1*999} stands for 999 ones. */
    private static String expand(String rows) {
        return Arrays.stream(rows.split("/"))
                .map(row -> Arrays.stream(row.split(","))
                        .map(value -> value.startsWith("1*")
                                ? "1" + ",1".repeat(Integer.parseInt(value.substring(2)) - 1)
                                : value)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
    }
}
