package dev.zankyo.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.report.Evidence.Clip;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    /** The factor by which probabilities are whole numbers. */
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
        View view =
                new View(Words.count(predictions.size(), "row", "rows"), file, address(file), json(test, predictions));
        return Section.full("Test recordings", Templates.render("recordings", view));
    }

    /** Returns the relative address of a file beside the page. */
    private static String address(String file) {
        try {
            return file.isEmpty()
                    ? ""
                    : "./"
                            + new URI(null, null, "/" + file, null)
                                    .toASCIIString()
                                    .substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String json(Evidence test, List<Prediction> predictions) {
        List<Optional<Clip>> clips = IntStream.range(0, predictions.size())
                .mapToObj(row -> test.clips().apply(row))
                .toList();
        return ScriptJson.text(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("classes");
            for (String name : test.rows().classes()) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("names");
            for (int row = 0; row < predictions.size(); row++) {
                json.writeString(test.shortName(row));
            }
            json.writeEndArray();
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
                writeColumn(json, "milliseconds", clips.stream().mapToInt(clip ->
                        (int) Math.round(1000 * clip.orElseThrow().seconds())));
            }
            writeSounds(json, test, clips);
            json.writeEndObject();
        });
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
    private static void writeSounds(JsonGenerator json, Evidence test, List<Optional<Clip>> clips) throws IOException {
        List<String> types = new ArrayList<>();
        List<Integer> ofRows = new ArrayList<>();
        List<String> links = new ArrayList<>();
        String folder = "";
        for (int row = 0; row < clips.size(); row++) {
            Optional<Path> file = clips.get(row).flatMap(Clip::file);
            Optional<String> type = file.flatMap(BrowserSound::type);
            String link = type.isEmpty() ? "" : link(test, file.orElseThrow()).orElse("");
            if (!link.isEmpty() && !types.contains(type.orElseThrow())) {
                types.add(type.orElseThrow());
            }
            ofRows.add(link.isEmpty() ? 0 : types.indexOf(type.orElseThrow()));
            links.add(link);
            String name = test.shortName(row);
            if (folder.isEmpty() && link.endsWith(name)) {
                folder = link.substring(0, link.length() - name.length());
            }
        }
        if (types.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("types");
        for (String type : types) {
            json.writeString(type);
        }
        json.writeEndArray();
        writeColumn(json, "typeOf", ofRows.stream().mapToInt(type -> type));
        json.writeStringField("folder", folder);
        json.writeArrayFieldStart("links");
        for (int row = 0; row < links.size(); row++) {
            String link = links.get(row);
            if (link.isEmpty()) {
                json.writeNumber(0);
            } else if (link.equals(folder + test.shortName(row))) {
                json.writeNumber(1);
            } else {
                json.writeString(link);
            }
        }
        json.writeEndArray();
        if (clips.stream().flatMap(Optional::stream).anyMatch(Clip::segment)) {
            writeColumn(json, "starts", clips.stream().mapToInt(clip ->
                    (int) Math.round(1000 * clip.map(Clip::start).orElse(0.0))));
        }
    }

    /** Returns the path of a file from the page, with slashes; empty if there is none, as from drive to drive. */
    static Optional<String> link(Evidence test, Path file) {
        try {
            return test.page()
                    .map(page -> page.toAbsolutePath()
                            .normalize()
                            .getParent()
                            .relativize(file.toAbsolutePath().normalize()))
                    .map(path -> path.toString().replace(path.getFileSystem().getSeparator(), "/"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
