package dev.zankyo.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.Well19937c;

/**
 * A reliability diagram: it shows whether probabilities match accuracies. Rows are sorted into bins by confidence, the
 * probability of the predicted class. In a calibrated network, each bin's accuracy equals its mean confidence. The bins
 * have equal width; each excludes its lower end (Guo et al., "On Calibration of Modern Neural Networks", 2017, section
 * 2).
 *
 * @param bins in ascending order, together (0, 1]
 */
public record Reliability(List<Bin> bins) {
    /** The number of bins, the same as in the paper and most later work. */
    static final int BINS = 15;

    private static final int DRAWS = 1000;
    private static final int SEED = 1;

    /**
     * The rows of similar confidence.
     *
     * @param low lower end of the confidence, exclusive
     * @param high upper end of the confidence, inclusive
     * @param rows number of rows
     * @param confidence their mean confidence; 0 without rows
     * @param accuracy fraction predicted correctly; 0 without rows
     */
    public record Bin(double low, double high, int rows, double confidence, double accuracy) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** Returns the mean confidence of all rows; 0 without rows. */
    public double confidence() {
        return mean(Bin::confidence);
    }

    /** Returns the fraction of all rows predicted correctly; 0 without rows. */
    public double accuracy() {
        return mean(Bin::accuracy);
    }

    private double mean(ToDoubleFunction<Bin> figure) {
        double sum = bins.stream()
                .mapToDouble(bin -> bin.rows() * figure.applyAsDouble(bin))
                .sum();
        return sum / Math.max(1, rows());
    }

    /** Returns the number of rows in all bins. */
    public int rows() {
        return bins.stream().mapToInt(Bin::rows).sum();
    }

    /**
     * Returns the expected calibration error: the mean difference between confidence and accuracy over the bins,
     * weighted by their rows. 0 is perfect.
     */
    public double expectedCalibrationError() {
        double sum = 0;
        for (Bin bin : bins) {
            sum += bin.rows() * Math.abs(bin.accuracy() - bin.confidence());
        }
        return rows() == 0 ? 0 : sum / rows();
    }

    /**
     * Returns the calibration error that a perfectly calibrated network with these confidences does not exceed in 95 %
     * of samples of this size. This error is large for few rows. The number of correct rows of each bin is drawn from
     * the bin's confidence ({@value #DRAWS} times, with a fixed seed), as in the consistency resampling of Bröcker and
     * Smith, "Increasing the Reliability of Reliability Diagrams", 2007.
     */
    public double errorByChance() {
        var random = new Well19937c(SEED);
        double[] errors = new double[DRAWS];
        for (Bin bin : bins) {
            var correct = new BinomialDistribution(random, bin.rows(), Math.min(1, bin.confidence()));
            for (int draw = 0; draw < DRAWS; draw++) {
                errors[draw] += Math.abs(correct.sample() - bin.rows() * bin.confidence()) / Math.max(1, rows());
            }
        }
        Arrays.sort(errors);
        return errors[(int) (0.95 * DRAWS)];
    }

    /** A reliability diagram in progress. */
    static final class Tally {
        private final int[] rows = new int[BINS];
        private final int[] right = new int[BINS];
        private final double[] confidence = new double[BINS];

        /** Adds a row with this confidence. */
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
