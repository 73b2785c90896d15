package dev.zankyo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The evidence whether the label is in the first or the last column of a file, from the first rows. A column of values
 * resembles its neighbor and holds many different numbers. A column of labels does not resemble its neighbor and holds
 * few different numbers, all integers.
 */
final class LabelEvidence {
    /** The number of rows that the decision is based on. */
    static final int ROWS = 1000;

    private static final int FEWEST_ROWS = 4;
    private static final int FEWEST_ROWS_TO_COMPARE = 8;

    private static final int SHOWN = 4;

    private final List<String> firstNames = new ArrayList<>();
    private final float[] first = new float[ROWS];
    private final float[] second = new float[ROWS];
    private final float[] lastButOne = new float[ROWS];
    private final float[] last = new float[ROWS];
    private int rows;
    private boolean numbers = true;

    /**
     * Adds a row that was read with its label first.
     *
     * @param label the label, a class name
     * @param values the values after it
     */
    void add(String label, float[] values) {
        if (rows == ROWS || !numbers) {
            return;
        }
        try {
            first[rows] = Float.parseFloat(label);
        } catch (NumberFormatException e) {
            numbers = false; // names are labels
            return;
        }
        firstNames.add(label);
        second[rows] = values[0];
        lastButOne[rows] = values[Math.max(0, values.length - 2)];
        last[rows] = values[values.length - 1];
        rows++;
    }

    /** Returns whether enough rows were added. */
    boolean isComplete() {
        return rows == ROWS;
    }

    /** Returns half a sentence about both columns if the label seems to be the last one; empty otherwise. */
    Optional<String> labelIsLast() {
        return numbers && rows >= FEWEST_ROWS && firstHoldsValues() && lastHoldsLabels()
                ? Optional.of(count(first) + " different numbers there (" + some(first) + ") and " + count(last)
                        + " whole numbers in the last (" + some(last) + ")")
                : Optional.empty();
    }

    private boolean firstHoldsValues() {
        List<String> names = firstNames.stream().distinct().toList();
        return LabelDoubts.lookLikeMeasurements(names) || rows >= FEWEST_ROWS_TO_COMPARE && areAlike(first, second);
    }

    private boolean lastHoldsLabels() {
        for (int row = 0; row < rows; row++) {
            if (last[row] != Math.rint(last[row])) {
                return false;
            }
        }
        int labels = count(last);
        return labels >= 2 && labels <= rows / 2 && !areAlike(last, lastButOne);
    }

    /** Returns whether two columns may have the same distribution, by a Kolmogorov-Smirnov test at a level of 5 %. */
    private boolean areAlike(float[] one, float[] other) {
        return distance(one, other) < Math.max(0.3, 1.36 * Math.sqrt(2.0 / rows));
    }

    /** Returns the largest difference of the cumulative distributions of two columns. */
    private double distance(float[] one, float[] other) {
        float[] a = Arrays.copyOf(one, rows);
        float[] b = Arrays.copyOf(other, rows);
        Arrays.sort(a);
        Arrays.sort(b);
        int i = 0;
        int j = 0;
        int largest = 0;
        while (i < rows && j < rows) {
            float value = Math.min(a[i], b[j]);
            while (i < rows && a[i] == value) {
                i++;
            }
            while (j < rows && b[j] == value) {
                j++;
            }
            largest = Math.max(largest, Math.abs(i - j));
        }
        return (double) largest / rows;
    }

    private TreeSet<Float> distinct(float[] column) {
        TreeSet<Float> values = new TreeSet<>();
        for (int row = 0; row < rows; row++) {
            values.add(column[row] + 0f); // makes -0 into 0
        }
        return values;
    }

    private int count(float[] column) {
        return distinct(column).size();
    }

    private String some(float[] column) {
        String shown = distinct(column).stream()
                .limit(SHOWN)
                .map(value -> value == Math.rint(value)
                        ? String.format(Locale.ROOT, "%.0f", value)
                        : String.format(Locale.ROOT, "%.4g", value))
                .collect(Collectors.joining(", "));
        return count(column) > SHOWN ? shown + ", ..." : shown;
    }
}
