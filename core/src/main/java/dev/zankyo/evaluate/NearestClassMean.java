package dev.zankyo.evaluate;

import dev.zankyo.data.Dataset;

/**
 * A simple classifier to compare a network with. It predicts the class whose mean training row is nearest, by the sum
 * of squared differences of all values. A network that is no better has learned no more than the class means.
 *
 * <p>Rows need not be standardized: one mean and one deviation for all values change no prediction. Immutable; safe for
 * several threads.
 */
public final class NearestClassMean {
    private final double[][] means;

    private NearestClassMean(double[][] means) {
        this.means = means;
    }

    /** Computes the mean row of each class; reads all rows once. A class without rows is never predicted. */
    public static NearestClassMean of(Dataset training) {
        int[] counts = new int[training.classes().size()];
        double[][] means = new double[counts.length][training.rowSize()];
        float[] row = new float[training.rowSize()];
        for (int i = 0; i < training.size(); i++) {
            int label = training.labels()[i];
            if (label < 0) {
                continue;
            }
            training.copyRow(i, row, 0);
            counts[label]++;
            for (int j = 0; j < row.length; j++) {
                means[label][j] += row[j];
            }
        }
        for (int label = 0; label < counts.length; label++) {
            for (int j = 0; j < row.length; j++) {
                means[label][j] /= counts[label]; // NaN without rows: no distance to it is the least
            }
        }
        return new NearestClassMean(means);
    }

    /**
     * Returns the class of the nearest mean; the first one if several are equally near.
     *
     * @param row a row's values, as many as a training row has
     */
    public int predict(float[] row) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int label = 0; label < means.length; label++) {
            double sum = 0;
            for (int j = 0; j < row.length; j++) {
                double difference = row[j] - means[label][j];
                sum += difference * difference;
            }
            if (sum < least) {
                least = sum;
                nearest = label;
            }
        }
        return nearest;
    }

    /** Returns the number of rows that are predicted correctly; reads all rows once. */
    public int correct(Dataset rows) {
        float[] row = new float[rows.rowSize()];
        int correct = 0;
        for (int i = 0; i < rows.size(); i++) {
            rows.copyRow(i, row, 0);
            correct += predict(row) == rows.labels()[i] ? 1 : 0;
        }
        return correct;
    }
}
