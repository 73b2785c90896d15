package dev.zankyo.cli.predict;

import java.io.PrintWriter;
import java.util.Locale;

/** The output format of predictions. Rows and ranks count from 1. */
enum PredictionFormat {
    /** A line per prediction: {@link TextPredictions}. */
    TEXT {
        @Override
        PredictionPrinter printer(Printing settings, PrintWriter out, PrintWriter err) {
            return new TextPredictions(settings, out, err);
        }
    },

    /** A line per prediction and rank, with a header: {@link CsvPredictions}. */
    CSV {
        @Override
        PredictionPrinter printer(Printing settings, PrintWriter out, PrintWriter err) {
            return new CsvPredictions(settings, out, err);
        }
    },

    /** An array with one object per prediction: {@link JsonPredictions}. */
    JSON {
        @Override
        PredictionPrinter printer(Printing settings, PrintWriter out, PrintWriter err) {
            return new JsonPredictions(settings, out, err);
        }
    },

    /** A selection table for Raven: {@link RavenTable}. */
    RAVEN {
        @Override
        PredictionPrinter printer(Printing settings, PrintWriter out, PrintWriter err) {
            return new RavenTable(settings, out, err);
        }
    },

    /** A label track for Audacity: {@link AudacityLabels}. */
    AUDACITY {
        @Override
        PredictionPrinter printer(Printing settings, PrintWriter out, PrintWriter err) {
            return new AudacityLabels(settings, out, err);
        }
    };

    /** Returns a printer of this format. */
    abstract PredictionPrinter printer(Printing settings, PrintWriter out, PrintWriter err);

    /** Returns the name that a user writes, such as {@code csv}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
