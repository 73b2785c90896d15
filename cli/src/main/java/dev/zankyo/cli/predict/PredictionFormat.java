package dev.zankyo.cli.predict;

import java.io.PrintWriter;
import java.util.Locale;

/** How predictions are printed. Rows and ranks count from 1. */
enum PredictionFormat {
    /** A line an answer, for people: {@link TextPredictions}. */
    TEXT {
        @Override
        PredictionPrinter printer(int top, PrintWriter out, PrintWriter err) {
            return new TextPredictions(top, out, err);
        }
    },

    /** A line an answer and rank, with a header: {@link CsvPredictions}. */
    CSV {
        @Override
        PredictionPrinter printer(int top, PrintWriter out, PrintWriter err) {
            return new CsvPredictions(top, out, err);
        }
    },

    /** An array of an object an answer: {@link JsonPredictions}. */
    JSON {
        @Override
        PredictionPrinter printer(int top, PrintWriter out, PrintWriter err) {
            return new JsonPredictions(top, out, err);
        }
    };

    /** A printer that names so many classes an answer. */
    abstract PredictionPrinter printer(int top, PrintWriter out, PrintWriter err);

    /** The name a user writes, such as {@code csv}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
