package dev.zankyo.evaluate;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's exact test of two classifiers on the same rows (McNemar 1947). Only the rows count that one classifier
 * predicts correctly and the other does not. If both are equally good, either is as likely to be the correct one.
 *
 * @param onlyFirst rows that only the first classifier predicts correctly
 * @param onlySecond rows that only the second classifier predicts correctly
 */
public record McNemar(int onlyFirst, int onlySecond) {
    public McNemar {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException(
                    "McNemar: numbers of rows must not be negative; got " + onlyFirst + " and " + onlySecond);
        }
    }

    /**
     * Returns the two-sided p-value: the probability that two equally good classifiers differ at least this much. It is
     * 1 if there is no row that only one of them predicts correctly.
     */
    public double probabilityByChance() {
        int rows = onlyFirst + onlySecond;
        if (rows == 0) {
            return 1;
        }
        var fair = new BinomialDistribution(null, rows, 0.5);
        return Math.min(1, 2 * fair.cumulativeProbability(Math.min(onlyFirst, onlySecond)));
    }
}
