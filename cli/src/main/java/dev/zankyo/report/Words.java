package dev.zankyo.report;

import dev.zankyo.evaluate.Interval;
import java.util.Locale;

/** The formats of figures on the page. */
final class Words {
    private Words() {}

    /** Returns a share as a percentage with two decimals. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** Returns a share as a percentage with one decimal, which is left out if it is 0. */
    static String rounded(double share) {
        // Only what is perfect is 100 %.
        String text = String.format(Locale.ROOT, "%.1f", share < 1 ? Math.min(99.9, 100 * share) : 100);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
    }

    /** Returns a count of successes with the 95 % interval of their share: {@code 6 of 7 (49 to 97 %)}. */
    static String of(int successes, int trials) {
        return count(successes) + " of " + count(trials) + " (" + interval(successes, trials) + ")";
    }

    /** Returns the 95 % interval of a share, in whole percent below 100 trials: {@code 49 to 97 %}. */
    static String interval(int successes, int trials) {
        Interval interval = Interval.wilson(successes, trials);
        String format = trials < 100 ? "%.0f to %.0f %%" : "%.1f to %.1f %%";
        return String.format(Locale.ROOT, format, 100 * interval.low(), 100 * interval.high());
    }

    /** Returns a name in quotation marks. */
    static String quoted(String name) {
        return "“" + name + "”";
    }

    /** Returns a number with four decimals, as the program prints losses and F1. */
    static String decimals(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Returns a whole number in groups of three digits. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a number and its noun, in the plural unless the number is 1. */
    static String count(long number, String singular, String plural) {
        return count(number) + " " + (number == 1 ? singular : plural);
    }

    /** Returns words with a capital letter at the beginning. */
    static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Returns a time in its two largest units. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
