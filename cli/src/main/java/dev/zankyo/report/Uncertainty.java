package dev.zankyo.report;

import dev.zankyo.evaluate.Interval;
import dev.zankyo.search.Score;
import java.util.Locale;

/** The uncertainty of figures in words. */
final class Uncertainty {
    private Uncertainty() {}

    /** Returns the 95 % interval of the accuracy, such as {@code 61.2 to 85.0 %}. */
    static String interval(Score score) {
        int rows = score.losses().size();
        return interval((int) Math.round(score.accuracy() * rows), rows);
    }

    /** Returns the 95 % interval of a share of rows, such as {@code 61.2 to 85.0 %}. */
    static String interval(int correct, int rows) {
        Interval interval = Interval.wilson(correct, rows);
        return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * interval.low(), 100 * interval.high());
    }

    /** Returns a standard error with four decimals. */
    static String of(double standardError) {
        return Double.isFinite(standardError) ? Words.decimals(standardError) : "unknown";
    }
}
