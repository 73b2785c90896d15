package dev.zankyo.cli.predict;

import java.io.PrintWriter;
import java.util.Locale;

/** The output format of predictions. Rows and ranks count from 1. */
enum PredictionFormat {
    /** A line per prediction: {@link TextPredictions}. */
    TEXT {
        @Override
        PredictionPrinter printer(int top, PrintWriter out, PrintWriter err) {
            return new TextPredictions(top, out, err);
        }
    },

    /** A line per prediction and rank, with a header: {@link CsvPredictions}. */
    CSV {
        @Override
        PredictionPrinter printer(int top, PrintWriter out, PrintWriter err) {
            return new CsvPredictions(top, out, err);
        }
    },

    /** An array with one object per prediction: {@link JsonPredictions}. */
    JSON {
        @Override
        PredictionPrinter printer(int top, PrintWriter out, PrintWriter err) {
            return new JsonPredictions(top, out, err);
        }
    };

    /** Returns a printer that names the {@code top} most probable classes of each prediction. */
    abstract PredictionPrinter printer(int top, PrintWriter out, PrintWriter err);

    /** Returns the name that a user writes, such as {@code csv}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
