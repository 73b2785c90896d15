package dev.zankyo.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.report.Evidence.Clip;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The section with the table of the whole test set. The page holds the rows as JSON, one array for each column, and its
 * script draws 100 of them at a time. Sounds are played from their files.
 */
final class TestRecordings {
    /** Probabilities are multiplied by this factor and rounded. */
    private static final int PARTS = 10_000;

    private TestRecordings() {}

    /**
     * @param file the name of the file of predictions; empty if the place of the page is unknown
     * @param link the address of that file from the page; empty likewise
     */
    record View(String count, String file, String link, String json) {}

    static Section of(Evidence test, List<Prediction> predictions) {
        String file = test.page()
                .map(page -> PredictionFile.beside(page).getFileName().toString())
                .orElse("");
        View view = new View(
                Words.count(predictions.size(), "row", "rows"),
                file,
                file.isEmpty() ? "" : SoundLink.address(file),
                json(test, predictions));
        return Section.of("Test recordings", Templates.render("recordings", view));
    }

    private static String json(Evidence test, List<Prediction> predictions) {
        List<Optional<Clip>> clips = IntStream.range(0, predictions.size())
                .mapToObj(row -> test.clips().apply(row))
                .toList();
        return ScriptJson.text(json -> {
            json.writeStartObject();
            writeTexts(json, "classes", test.rows().classes());
            writeTexts(
                    json,
                    "names",
                    IntStream.range(0, predictions.size())
                            .mapToObj(test::shortName)
                            .toList());
            writeColumn(json, "labels", IntStream.range(0, predictions.size()).map(row -> test.rows()
                    .labels()[row]));
            TreeMap<String, Integer> numbers = IntStream.range(
                            0, test.rows().classes().size())
                    .boxed()
                    .collect(Collectors.toMap(test.rows().classes()::get, number -> number, (a, b) -> a, TreeMap::new));
            writeColumn(
                    json, "predicted", predictions.stream().mapToInt(prediction -> numbers.get(prediction.label())));
            writeColumn(json, "probabilities", predictions.stream().mapToInt(prediction ->
                    (int) Math.round(PARTS * prediction.probability())));
            if (predictions.stream().anyMatch(prediction -> prediction.known() != Known.CANNOT_TELL)) {
                writeColumn(
                        json,
                        "known",
                        predictions.stream().mapToInt(prediction -> prediction.known() == Known.NO ? 0 : 1));
            }
            if (clips.stream().allMatch(Optional::isPresent)) {
                writeColumn(
                        json,
                        "milliseconds",
                        clips.stream()
                                .mapToInt(
                                        clip -> milliseconds(clip.orElseThrow().seconds())));
            }
            writeSounds(json, test, predictions.size());
            json.writeEndObject();
        });
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void writeColumn(JsonGenerator json, String name, IntStream values) throws IOException {
        json.writeFieldName(name);
        int[] array = values.toArray();
        json.writeArray(array, 0, array.length);
    }

    /**
     * Writes the files that a browser may play. {@code links} has the path of each row's file from the page; 1 stands
     * for {@code folder} followed by the row's name, and 0 for a row that cannot be played.
     */
    private static void writeSounds(JsonGenerator json, Evidence test, int rows) throws IOException {
        List<Optional<SoundLink>> links = IntStream.range(0, rows)
                .mapToObj(row -> SoundLink.of(test, row))
                .toList();
        if (links.stream().allMatch(Optional::isEmpty)) {
            return;
        }
        List<String> types = links.stream()
                .flatMap(Optional::stream)
                .map(SoundLink::type)
                .distinct()
                .toList();
        writeTexts(json, "types", types);
        writeColumn(json, "typeOf", links.stream().mapToInt(link -> link.map(SoundLink::type)
                .map(types::indexOf)
                .orElse(0)));
        String folder = folder(test, links);
        json.writeStringField("folder", folder);
        json.writeArrayFieldStart("links");
        for (int row = 0; row < rows; row++) {
            String path = links.get(row).map(SoundLink::path).orElse("");
            if (path.isEmpty()) {
                json.writeNumber(0);
            } else if (path.equals(folder + test.shortName(row))) {
                json.writeNumber(1);
            } else {
                json.writeString(path);
            }
        }
        json.writeEndArray();
        if (links.stream().flatMap(Optional::stream).anyMatch(link -> link.clip()
                .segment())) {
            writeColumn(
                    json,
                    "starts",
                    links.stream()
                            .mapToInt(link -> milliseconds(
                                    link.map(found -> found.clip().start()).orElse(0.0))));
        }
    }

    /** Returns the folder of the first row whose file's path ends with the row's name; empty if there is none. */
    private static String folder(Evidence test, List<Optional<SoundLink>> links) {
        for (int row = 0; row < links.size(); row++) {
            String name = test.shortName(row);
            String path = links.get(row).map(SoundLink::path).orElse("");
            if (path.endsWith(name)) {
                return path.substring(0, path.length() - name.length());
            }
        }
        return "";
    }

    private static int milliseconds(double seconds) {
        return (int) Math.round(1000 * seconds);
    }
}
