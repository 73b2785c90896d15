package dev.zankyo.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each: {@code count(actual, predicted)}. Where a ratio has a zero denominator it is 0,
 * and a macro average is over the classes that occur as truth or as prediction (as scikit-learn does both). Immutable.
 */
public final class ConfusionMatrix {
    private final int[][] counts;

    /** Counts pairs; both arrays hold class indices below {@code classes}. */
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

    /** The counts of both together; they must be of as many classes. */
    public ConfusionMatrix plus(ConfusionMatrix other) {
        int[][] sums = new int[counts.length][counts.length];
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                sums[actual][predicted] = counts[actual][predicted] + other.counts[actual][predicted];
            }
        }
        return new ConfusionMatrix(sums);
    }

    /** The number of classes. */
    public int classes() {
        return counts.length;
    }

    /** Rows of class {@code actual} that were taken for class {@code predicted}. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** Rows whose class is {@code c}: its support. */
    public int actual(int c) {
        return Arrays.stream(counts[c]).sum();
    }

    /** Rows that were taken for class {@code c}. */
    int predicted(int c) {
        return Arrays.stream(counts).mapToInt(row -> row[c]).sum();
    }

    /** All rows. */
    public int total() {
        return classStream().map(this::actual).sum();
    }

    /** Rows whose class was found. */
    public int correct() {
        return classStream().map(c -> counts[c][c]).sum();
    }

    /** The share of rows whose class was found. */
    public double accuracy() {
        return ratio(correct(), total());
    }

    /** Of the rows taken for class {@code c}, the share that are of it. */
    public double precision(int c) {
        return ratio(counts[c][c], predicted(c));
    }

    /** Of the rows of class {@code c}, the share taken for it. */
    public double recall(int c) {
        return ratio(counts[c][c], actual(c));
    }

    /** The harmonic mean of precision and recall. */
    public double f1(int c) {
        return ratio(2.0 * counts[c][c], actual(c) + predicted(c));
    }

    public double macroPrecision() {
        return occurring().mapToDouble(this::precision).average().orElse(0);
    }

    public double macroRecall() {
        return occurring().mapToDouble(this::recall).average().orElse(0);
    }

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
