package dev.zankyo.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A confusion matrix: {@code count(actual, predicted)}. As in scikit-learn, a ratio with a zero denominator is 0, and
 * macro averages cover the classes that occur as a label or as a prediction. Immutable.
 */
public final class ConfusionMatrix {
    private final int[][] counts;

    /** Counts pairs of class indices; all must be below {@code classes}. */
    ConfusionMatrix(int classes, int[] actual, int[] predicted) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException("confusion matrix: every row needs a prediction; expected "
                    + actual.length + ", got " + predicted.length);
        }
        counts = new int[classes][classes];
        for (int row = 0; row < actual.length; row++) {
            counts[actual[row]][predicted[row]]++;
        }
    }

    private ConfusionMatrix(int[][] counts) {
        this.counts = counts;
    }

    /** Returns the sum of both matrices, which must have the same number of classes. */
    public ConfusionMatrix plus(ConfusionMatrix other) {
        int[][] sums = new int[counts.length][counts.length];
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                sums[actual][predicted] = counts[actual][predicted] + other.counts[actual][predicted];
            }
        }
        return new ConfusionMatrix(sums);
    }

    /** Returns the number of classes. */
    public int classes() {
        return counts.length;
    }

    /** Returns the number of rows of class {@code actual} that were predicted as class {@code predicted}. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** Returns the number of rows of class {@code c}, its support. */
    public int actual(int c) {
        return Arrays.stream(counts[c]).sum();
    }

    /** Returns the number of rows that were predicted as class {@code c}. */
    int predicted(int c) {
        return Arrays.stream(counts).mapToInt(row -> row[c]).sum();
    }

    /** Returns the number of rows. */
    public int total() {
        return classStream().map(this::actual).sum();
    }

    /** Returns the number of rows that were predicted correctly. */
    public int correct() {
        return classStream().map(c -> counts[c][c]).sum();
    }

    /** Returns the fraction of rows that were predicted correctly. */
    public double accuracy() {
        return ratio(correct(), total());
    }

    /** Returns the fraction of the rows predicted as class {@code c} that belong to it. */
    public double precision(int c) {
        return ratio(counts[c][c], predicted(c));
    }

    /** Returns the fraction of the rows of class {@code c} that were predicted as {@code c}. */
    public double recall(int c) {
        return ratio(counts[c][c], actual(c));
    }

    /** Returns the harmonic mean of precision and recall of class {@code c}. */
    public double f1(int c) {
        return ratio(2.0 * counts[c][c], actual(c) + predicted(c));
    }

    /** Returns the mean precision of the classes that occur; 0 if none occurs. */
    public double macroPrecision() {
        return occurring().mapToDouble(this::precision).average().orElse(0);
    }

    /** Returns the mean recall of the classes that occur; 0 if none occurs. */
    public double macroRecall() {
        return occurring().mapToDouble(this::recall).average().orElse(0);
    }

    /** Returns the mean F1 of the classes that occur; 0 if none occurs. */
    public double macroF1() {
        return occurring().mapToDouble(this::f1).average().orElse(0);
    }

    private IntStream occurring() {
        return classStream().filter(c -> actual(c) + predicted(c) > 0);
    }

    private IntStream classStream() {
        return IntStream.range(0, counts.length);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
