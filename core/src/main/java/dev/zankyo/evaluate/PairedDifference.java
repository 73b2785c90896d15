package dev.zankyo.evaluate;

import java.util.List;

/**
 * The difference between two means over the same rows. The rows are paired, so a row that is difficult in both cases
 * adds nothing to the uncertainty of the difference.
 *
 * @param mean mean of the differences
 * @param standardError standard error of that mean; infinite if there are fewer than two rows
 */
public record PairedDifference(double mean, double standardError) {

    /**
     * Returns the difference {@code one - other}.
     *
     * @param one a value for each row, at least one
     * @param other a value for each row, in the same order
     * @throws IllegalArgumentException if the numbers of rows differ, or there are none
     */
    public static PairedDifference of(List<Double> one, List<Double> other) {
        int rows = one.size();
        if (rows == 0 || rows != other.size()) {
            throw new IllegalArgumentException(
                    "paired difference: rows must be the same, at least one; got " + rows + " and " + other.size());
        }
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += one.get(row) - other.get(row);
        }
        double mean = sum / rows;
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            double deviation = one.get(row) - other.get(row) - mean;
            squares += deviation * deviation;
        }
        return new PairedDifference(mean, rows < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (rows - 1) / rows));
    }
}
