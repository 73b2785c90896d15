package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    private static Reliability of(double[] confidences, boolean... right) {
        var tally = new Reliability.Tally();
        for (int i = 0; i < right.length; i++) {
            tally.add(confidences[i], right[i]);
        }
        return tally.reliability();
    }

    /** Checks two rows in (8/15, 9/15], one correct: |0.5 - 0.57|; two in (14/15, 1], both correct: |1 - 0.97|. */
    @Test
    void expectedCalibrationError_ofTwoBins_isTheirWeightedDistance() {
        Reliability reliability = of(new double[] {0.55, 0.59, 0.95, 0.99}, true, false, true, true);
        assertEquals(2, reliability.bins().get(8).rows());
        assertEquals(0.57, reliability.bins().get(8).confidence(), 1e-15);
        assertEquals(0.5, reliability.bins().get(8).accuracy());
        assertEquals(2, reliability.bins().get(14).rows());
        assertEquals(4, reliability.rows());
        assertEquals((2 * 0.07 + 2 * 0.03) / 4, reliability.expectedCalibrationError(), 1e-15);
    }

    @Test
    void expectedCalibrationError_ofCertainRightAnswers_isZero() {
        assertEquals(0, of(new double[] {1, 1}, true, true).expectedCalibrationError());
        assertEquals(1, of(new double[] {1, 1}, false, false).expectedCalibrationError());
    }

    @Test
    void bins_ofABoundary_holdItsUpperEnd() {
        Reliability reliability = of(new double[] {0.2, Math.nextUp(0.2), 0}, true, true, true);
        assertEquals(1, reliability.bins().get(2).rows());
        assertEquals(1, reliability.bins().get(3).rows());
        assertEquals(1, reliability.bins().get(0).rows());
        assertEquals(Reliability.BINS, reliability.bins().size());
    }

    @Test
    void expectedCalibrationError_ofNoRows_isZero() {
        assertEquals(0, of(new double[0]).expectedCalibrationError());
    }

    @Test
    void confidenceAndAccuracy_areMeansOverAllRows() {
        Reliability reliability = of(new double[] {0.5, 0.7, 0.9}, true, false, true);
        assertEquals(0.7, reliability.confidence(), 1e-12);
        assertEquals(2.0 / 3, reliability.accuracy(), 1e-12);
        assertEquals(0, of(new double[0]).confidence());
    }

    /**
     * Checks one bin of confidence 0.9. The error is |right / N - 0.9|, so its 95 % quantile is near 1.96 standard
     * deviations of a share: 0.0588 for 100 rows and 0.00588 for 10000.
     */
    @Test
    void errorByChance_ofOneBin_isTheQuantileOfAShare() {
        assertEquals(0.0588, ofRows(100, 0.9).errorByChance(), 0.006);
        assertEquals(0.00588, ofRows(10_000, 0.9).errorByChance(), 0.0006);
        assertEquals(0, ofRows(100, 1).errorByChance(), 1e-12);
        assertEquals(0, ofRows(0, 1).errorByChance());
    }

    private static Reliability ofRows(int rows, double confidence) {
        double[] confidences = new double[rows];
        Arrays.fill(confidences, confidence);
        return of(confidences, new boolean[rows]);
    }
}
