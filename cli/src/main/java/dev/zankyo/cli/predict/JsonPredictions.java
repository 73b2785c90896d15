package dev.zankyo.cli.predict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.zankyo.ClassProbability;
import dev.zankyo.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A printer of predictions as a JSON array of {@code {"file": "a.wav", "familiar": true, "class": "bell",
 * "predictions": [{"label": "bell", "probability": 0.9812}]}}. A row of a CSV file also has a {@code row}; a window of
 * a recording has {@code start} and {@code end} in seconds. Familiar says whether the sound resembles a class; it is
 * null if the model cannot tell. The class is the answer; it is null for an unknown sound and below the threshold.
 */
final class JsonPredictions extends PredictionPrinter {
    private final Printing settings;
    private final PrintWriter out;
    private final JsonGenerator json;

    JsonPredictions(Printing settings, PrintWriter out, PrintWriter err) {
        super(err);
        this.settings = settings;
        this.out = out;
        try {
            json = new JsonFactory().createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartArray();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    void print(Path file, int row, double start, double end, Prediction prediction) {
        try {
            json.writeStartObject();
            json.writeStringField("file", file.toString());
            if (row > 0) {
                json.writeNumberField("row", row);
            }
            if (!Double.isNaN(start)) {
                json.writeNumberField("start", start);
                json.writeNumberField("end", end);
            }
            json.writeObjectField("familiar", familiar(prediction));
            json.writeStringField(
                    "class", prediction.atLeast(settings.threshold()).orElse(null));
            json.writeArrayFieldStart("predictions");
            for (ClassProbability ranked : prediction.top(settings.top())) {
                json.writeStartObject();
                json.writeStringField("label", ranked.label());
                json.writeNumberField("probability", ranked.probability());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Ends the array, even after a failure, so that the predictions printed so far are valid JSON. */
    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw lost(e);
        }
        out.println();
    }

    private static UncheckedIOException lost(IOException e) {
        return new UncheckedIOException("standard output: could not be written; " + e.getMessage(), e);
    }
}
