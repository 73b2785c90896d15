package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.audio.WavFile;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.report.Evidence.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRecordingsTest {
    @TempDir
    private Path folder;

    private static JsonNode json(String html) throws IOException {
        String start = "<script type=\"application/json\" id=\"recordings-data\">";
        int from = html.indexOf(start) + start.length();
        return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
    }

    private static Evidence rows(List<String> classes, List<String> names, List<Optional<Clip>> clips) {
        int[] labels = new int[names.size()];
        var rows = new Dataset(classes, labels, new float[names.size()], 1, 1);
        return new Evidence("sounds", rows, names::get, row -> Optional.empty(), clips::get);
    }

    private static Prediction prediction(List<String> classes, double first, Known known) {
        return new Prediction(classes, new double[] {first, 1 - first}, known);
    }

    private static Optional<Clip> clip(Path file) {
        return Optional.of(new Clip(Optional.of(file), false, 0, 1.5));
    }

    @Test
    void json_recordings_haveEveryColumn() throws IOException {
        Path sounds = Files.createDirectories(folder.resolve("my sounds/bell"));
        WavFile.write(new double[8], 8000, sounds.resolve("1.wav"));
        WavFile.write(new double[8], 8000, folder.resolve("2.wav"));
        Files.writeString(sounds.resolve("3.wav"), "no sound");
        List<String> classes = List.of("bell", "hum");
        Evidence test = rows(
                        classes,
                        List.of("bell/1.wav", "bell/2.wav", "bell/3.wav"),
                        List.of(
                                clip(sounds.resolve("1.wav")),
                                clip(folder.resolve("2.wav")),
                                clip(sounds.resolve("3.wav"))))
                .on(folder.resolve("run/report.html"));
        List<Prediction> predictions = List.of(
                prediction(classes, 0.75, Known.YES),
                prediction(classes, 0.25, Known.NO),
                prediction(classes, 1, Known.YES));

        String html = TestRecordings.of(test, predictions).html();

        assertEquals(
                "{\"classes\":[\"bell\",\"hum\"],\"names\":[\"bell/1.wav\",\"bell/2.wav\",\"bell/3.wav\"],"
                        + "\"labels\":[0,0,0],\"predicted\":[0,1,0],\"probabilities\":[7500,7500,10000],"
                        + "\"known\":[1,0,1],\"milliseconds\":[1500,1500,1500],\"types\":[\"audio/wav\"],"
                        + "\"typeOf\":[0,0,0],\"folder\":\"../my sounds/\",\"links\":[1,\"../2.wav\",0]}",
                json(html).toString());
        assertTrue(html.contains("<a href=\"./predictions.csv\">predictions.csv</a>"), html);
        assertTrue(html.contains("<noscript>"), html);
    }

    @Test
    void json_rowsOfACsvFile_haveNumbersAndNothingMore() throws IOException {
        List<String> classes = List.of("bell", "hum");
        Evidence test = rows(classes, List.of("t.csv, row 1"), List.of(Optional.empty()));

        String html = TestRecordings.of(test, List.of(prediction(classes, 0.6, Known.CANNOT_TELL)))
                .html();

        assertEquals(
                "{\"classes\":[\"bell\",\"hum\"],\"names\":[\"1\"],\"labels\":[0],\"predicted\":[0],"
                        + "\"probabilities\":[6000]}",
                json(html).toString());
        assertFalse(html.contains("href="), html);
    }

    @Test
    void json_segments_haveTheirStarts() throws IOException {
        Path file = folder.resolve("long.wav");
        WavFile.write(new double[8], 8000, file);
        List<String> classes = List.of("bell", "hum");
        var segment = Optional.of(new Clip(Optional.of(file), true, 2.5, 0.5));
        Evidence test = rows(classes, List.of("long.wav at 2.5-3.0 s"), List.of(segment))
                .on(folder.resolve("report.html"));

        JsonNode found = json(TestRecordings.of(test, List.of(prediction(classes, 1, Known.YES)))
                .html());

        assertEquals("[2500]", found.get("starts").toString());
        assertEquals("[\"long.wav\"]", found.get("links").toString());
        assertEquals(
                "./long.wav#t=2.500,3.000", SoundLink.of(test, 0).orElseThrow().address());
    }

    @Test
    void json_hostileNames_areTextAndComeBack() throws IOException {
        String name = Runs.HOSTILE + "\u202egnp.\u001b[31m\u2028";
        List<String> classes = List.of(name, "hum");
        Path file = folder.resolve("x.wav");
        Evidence test = rows(classes, List.of(name), List.of(clip(file)));

        String html = TestRecordings.of(test, List.of(prediction(classes, 1, Known.YES)))
                .html();

        assertEquals(name, json(html).get("classes").get(0).asText());
        assertEquals(name, json(html).get("names").get(0).asText());
        assertFalse(html.contains("<img"), html);
        assertTrue(html.contains("\\u003c/script\\u003e\\u003cscript\\u003ealert(1)"), html);
        assertTrue(html.codePoints().allMatch(c -> c == '\n' || !Character.isISOControl(c) && c != 0x202e), html);
    }

    @Test
    void page_tenThousandRecordings_isBelowFiveMegabytes() throws IOException {
        Path page = folder.resolve("report.html");
        Large.write(page, List.of());
        assertTrue(Files.size(page) < 5_000_000, Files.size(page) + " bytes");
    }

    /** A report of 10,000 recordings of 50 classes with long names. */
    static final class Large {
        static final int ROWS = 10_000;

        private Large() {}

        /** Writes the report. Row i is the given file i; files that are not given do not exist. */
        static void write(Path page, List<Path> files) {
            List<String> classes = IntStream.range(0, 50)
                    .mapToObj(i -> "Coccothraustes coccothraustes montanus " + i)
                    .toList();
            int[] labels = IntStream.range(0, ROWS).map(row -> row % 50).toArray();
            var rows = new Dataset(classes, labels, (row, values, at) -> values[at] = row, 1, 50);
            var test = new Evidence(
                    "recordings",
                    rows,
                    row -> "Coccothraustes coccothraustes montanus " + row % 50 + "/XC" + (100_000 + row) + ".wav",
                    row -> Optional.of(new dev.zankyo.audio.Recording(8000, 1, new float[80_000])),
                    row -> clip(row < files.size() ? files.get(row) : page.resolveSibling("none/" + row)));
            float[] logits = new float[ROWS * 50];
            for (int row = 0; row < ROWS; row++) {
                logits[row * 50 + (row % 50 + (row % 4 == 0 ? row % 49 : 0)) % 50] = 5;
            }
            List<Prediction> predictions = IntStream.range(0, ROWS)
                    .mapToObj(row -> {
                        double[] probabilities = new double[50];
                        for (int c = 0; c < 50; c++) {
                            probabilities[c] = logits[row * 50 + c] > 0 ? 0.951 : 0.001;
                        }
                        return new Prediction(classes, probabilities, Known.YES);
                    })
                    .toList();
            Report.of(
                            Runs.of(classes, 12, 1),
                            Evaluation.of(rows, logits),
                            test.on(page),
                            test.on(page),
                            new RunData("recording", "some recordings", List.of(), List.of(), List.of()),
                            predictions,
                            Optional.of(Collections.emptyList()),
                            "zankyo train recordings",
                            Optional.empty())
                    .write(page);
        }
    }
}
