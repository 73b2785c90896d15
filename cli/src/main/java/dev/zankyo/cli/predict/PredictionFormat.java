package dev.zankyo.cli.predict;

import java.io.PrintWriter;
import java.util.Locale;

/** The output format of predictions. Rows and ranks count from 1. */
enum PredictionFormat {
    /** A line per prediction: {@link TextPredictions}. */
    TEXT(TextPredictions::new),

    /** A line per prediction and rank, with a header: {@link CsvPredictions}. */
    CSV(CsvPredictions::new),

    /** An array with one object per prediction: {@link JsonPredictions}. */
    JSON(JsonPredictions::new),

    /** A selection table for Raven: {@link RavenTable}. */
    RAVEN(RavenTable::new),

    /** A label track for Audacity: {@link AudacityLabels}. */
    AUDACITY(AudacityLabels::new);

    private interface Constructor {
        PredictionPrinter create(Printing settings, PrintWriter out, PrintWriter err);
    }

    private final Constructor constructor;

    PredictionFormat(Constructor constructor) {
        this.constructor = constructor;
    }

    /** Returns a printer of this format. */
    PredictionPrinter printer(Printing settings, PrintWriter out, PrintWriter err) {
        return constructor.create(settings, out, err);
    }

    /** Returns the name that a user writes, such as {@code csv}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
