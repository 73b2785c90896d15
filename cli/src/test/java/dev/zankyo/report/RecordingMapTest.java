package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.audio.WavFile;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Embedding;
import dev.zankyo.report.Evidence.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingMapTest {
    private static final List<String> CLASSES = List.of("bell", "<clap>", "hum");

    @TempDir
    Path folder;

    /** Returns two rows of each class; row 0 has a sound file, and its page lies in the folder beside. */
    private Evidence rows() {
        Dataset rows = new Dataset(CLASSES, new int[] {0, 1, 2, 0, 1, 2}, new float[6], 1, 1);
        return new Evidence(
                "folder",
                rows,
                row -> "recording " + row,
                row -> Optional.empty(),
                row -> row > 0
                        ? Optional.empty()
                        : Optional.of(new Clip(Optional.of(folder.resolve("sounds/a b.wav")), false, 0, 1)),
                Optional.of(folder.resolve("run/report.html")));
    }

    /** Returns features near one axis for each class. Every row is predicted as {@code predicted} with 80 %. */
    private static Embedding embedding(int... predicted) {
        List<Prediction> predictions = IntStream.of(predicted)
                .mapToObj(label -> {
                    double[] probabilities = {0.1, 0.1, 0.1};
                    probabilities[label] = 0.8;
                    return new Prediction(CLASSES, probabilities, Known.YES);
                })
                .toList();
        float[][] features = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0.1f, 0}, {0, 1, 0.1f}, {0.1f, 0, 1}};
        return new Embedding(predictions, features);
    }

    private static JsonNode json(String html) throws IOException {
        Matcher found = Pattern.compile("id=\"map-data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertTrue(found.find(), html);
        return new JsonMapper().readTree(found.group(1));
    }

    @Test
    void section_ofTwoSets_holdsEveryMark() throws IOException {
        Files.createDirectories(folder.resolve("sounds"));
        WavFile.write(new double[800], 8000, folder.resolve("sounds/a b.wav"));
        Evidence rows = rows();
        String html = RecordingMap.of(rows, embedding(0, 1, 2, 0, 1, 2), rows, embedding(0, 1, 2, 2, 1, 2))
                .orElseThrow()
                .section()
                .html();
        JsonNode json = json(html);
        assertEquals(6, json.get("training").asInt());
        assertEquals("[0,1,2,0,1,2,0,1,2,0,1,2]", json.get("labels").toString());
        assertEquals("[0,1,2,0,1,2,0,1,2,2,1,2]", json.get("predicted").toString());
        assertEquals(8000, json.get("probabilities").get(3).asInt());
        assertEquals("./../sounds/a%20b.wav", json.get("sounds").get(6).asText());
        assertEquals("", json.get("sounds").get(1).asText());
        assertEquals("recording 5", json.get("names").get(11).asText());
        assertEquals(json.get("x").get(0), json.get("x").get(6), "the same features, the same place");
        assertFalse(html.contains("<clap>"), html);
        assertTrue(html.contains("Training: 6;\ntest: 6."), html);
        assertTrue(html.contains("<td>2</td><td>1</td></tr>"), "one of two bells is wrong: " + html);
    }

    @Test
    void map_ofOutputsThatAreNotFinite_isLeftOut() {
        Evidence rows = rows();
        Embedding good = embedding(0, 1, 2, 0, 1, 2);
        Embedding bad = embedding(0, 1, 2, 0, 1, 2);
        bad.features()[4][1] = Float.NaN;
        assertEquals(Optional.empty(), RecordingMap.of(rows, good, rows, bad));
        assertEquals(Optional.empty(), RecordingMap.of(rows, bad, rows, good));
    }

    @Test
    void evenly_ofManyRows_drawsSomeAtEqualDistances() {
        assertArrayEquals(new int[] {0, 1, 2}, RecordingMap.evenly(3));
        int[] drawn = RecordingMap.evenly(4500);
        assertEquals(1500, drawn.length);
        assertEquals(3, drawn[1]);
        assertEquals(4497, drawn[1499]);
    }
}
