package dev.zankyo.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: the rows sorted into bins by confidence, the probability of the predicted class,
 * and for each bin how often the prediction was right. In a calibrated network the two are equal in every bin; a plot of one
 * over the other is the reliability diagram. The bins are of equal width and the first is open at 0 (Guo et al., "On
 * Calibration of Modern Neural Networks", 2017, section 2).
 *
 * @param bins in ascending order, together (0, 1]
 */
public record Reliability(List<Bin> bins) {
    /** As many as the paper and most that followed it use. */
    static final int BINS = 15;

    /**
     * Rows of similar confidence.
     *
     * @param low confidence above this
     * @param high up to and with this
     * @param rows how many there are
     * @param confidence their mean confidence, 0 without rows
     * @param accuracy the share of them that were right, 0 without rows
     */
    public record Bin(double low, double high, int rows, double confidence, double accuracy) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** All rows. */
    public int rows() {
        return bins.stream().mapToInt(Bin::rows).sum();
    }

    /**
     * The expected calibration error: how far confidence and accuracy lie apart, as the mean over the bins weighted by their
     * rows; 0 is perfect.
     */
    public double expectedCalibrationError() {
        double sum = 0;
        for (Bin bin : bins) {
            sum += bin.rows() * Math.abs(bin.accuracy() - bin.confidence());
        }
        return rows() == 0 ? 0 : sum / rows();
    }

    /** Bins that are being filled. */
    static final class Tally {
        private final int[] rows = new int[BINS];
        private final int[] right = new int[BINS];
        private final double[] confidence = new double[BINS];

        /** Counts in a row of this confidence. */
        void add(double probability, boolean correct) {
            int bin = Math.clamp((int) Math.ceil(probability * BINS) - 1, 0, BINS - 1);
            rows[bin]++;
            right[bin] += correct ? 1 : 0;
            confidence[bin] += probability;
        }

        Reliability reliability() {
            List<Bin> bins = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                int count = Math.max(1, rows[bin]);
                bins.add(new Bin(
                        (double) bin / BINS,
                        (bin + 1.0) / BINS,
                        rows[bin],
                        confidence[bin] / count,
                        (double) right[bin] / count));
            }
            return new Reliability(bins);
        }
    }
}
