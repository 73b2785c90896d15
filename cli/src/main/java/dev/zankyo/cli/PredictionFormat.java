package dev.zankyo.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.zankyo.evaluate.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** How predictions are printed. Rows and ranks count from 1. */
enum PredictionFormat {
    /** A line a row, for people: {@code row 1: bell (98.12 %), chirp (1.20 %)}. */
    TEXT {
        @Override
        void write(List<List<Prediction>> rows, PrintWriter out) {
            int number = 0;
            for (List<Prediction> row : rows) {
                String classes = row.stream()
                        .map(p -> String.format(Locale.ROOT, "%s (%.2f %%)", p.label(), 100 * p.probability()))
                        .collect(Collectors.joining(", "));
                out.println("row " + ++number + ": " + classes);
            }
        }
    },

    /** A line a row and rank, with a header: {@code row,rank,label,probability}. */
    CSV {
        @Override
        void write(List<List<Prediction>> rows, PrintWriter out) throws IOException {
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setRecordSeparator('\n')
                    .setHeader("row", "rank", "label", "probability")
                    .get();
            CSVPrinter csv = new CSVPrinter(out, format);
            for (int row = 0; row < rows.size(); row++) {
                int rank = 0;
                for (Prediction prediction : rows.get(row)) {
                    csv.printRecord(row + 1, ++rank, prediction.label(), prediction.probability());
                }
            }
        }
    },

    /** An array of {@code {"row": 1, "predictions": [{"label": "bell", "probability": 0.9812}]}}. */
    JSON {
        @Override
        void write(List<List<Prediction>> rows, PrintWriter out) throws IOException {
            JsonGenerator json = new JsonFactory().createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartArray();
            for (int row = 0; row < rows.size(); row++) {
                json.writeStartObject();
                json.writeNumberField("row", row + 1);
                json.writeArrayFieldStart("predictions");
                for (Prediction prediction : rows.get(row)) {
                    json.writeStartObject();
                    json.writeStringField("label", prediction.label());
                    json.writeNumberField("probability", prediction.probability());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.close();
            out.println();
        }
    };

    abstract void write(List<List<Prediction>> rows, PrintWriter out) throws IOException;

    /** Prints the most probable classes of each row. */
    final void print(List<List<Prediction>> rows, PrintWriter out) {
        try {
            write(rows, out);
        } catch (IOException e) {
            throw new UncheckedIOException("standard output: could not be written; " + e.getMessage(), e);
        }
    }

    /** The name a user writes, such as {@code csv}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
