package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.model.Calibration;
import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.OutOfDistributionDetector;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TemperatureFitTest {
    private static final OutOfDistributionDetector ANY = new OutOfDistributionDetector(-1, 1, new float[] {1});
    private static final CounterRandom RANDOM = CounterRandom.of(7);

    /** Returns logits of two classes; the first class has this confidence in every row. */
    private static float[] logits(int rows, double confidence) {
        float[] logits = new float[2 * rows];
        for (int row = 0; row < rows; row++) {
            logits[2 * row] = (float) Math.log(confidence / (1 - confidence));
        }
        return logits;
    }

    /** Returns labels of which every {@code n}-th is not the predicted one. */
    private static int[] labelsWrongEvery(int n, int rows) {
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row += n) {
            labels[row] = 1;
        }
        return labels;
    }

    private static Calibration calibration(float[] logits, int[] labels) {
        return Calibrator.calibration(logits, labels, 2, Source.VALIDATION, ANY);
    }

    /** Checks 100 rows with confidence 0.99, of which 75 are right: the temperature makes the confidence 76 / 102. */
    @Test
    void calibration_ofAnOversureNetwork_usesTheTemperature() {
        Calibration found = calibration(logits(100, 0.99), labelsWrongEvery(4, 100));
        assertTrue(found.rescales());
        assertEquals(Math.log(99) / Math.log(76 / 26.0), found.temperature(), 1e-3);
        assertEquals(0.24f, found.errorBefore(), 1e-6f);
        assertTrue(found.errorAfter() < 0.1, found::toString);
        assertEquals(found.errorAfter(), found.error());
        assertEquals(100, found.rows());
        assertEquals(Source.VALIDATION, found.source());
    }

    /** Checks rows that are all right: from 18 right rows, the fit expects one in 20 to be wrong, and none is. */
    @Test
    void calibration_thatMakesSureRowsUnsure_isNotUsed() {
        Calibration found = calibration(logits(20, 0.999), new int[20]);
        assertEquals(1, found.temperature());
        assertFalse(found.rescales());
        assertEquals(0.001f, found.errorBefore(), 1e-6f);
        assertEquals(1 / 20f, found.errorAfter(), 1e-6f);
        assertEquals(found.errorBefore(), found.error());
    }

    /**
     * Checks a network whose confidence is already right, 0.75. The rows on which a fold's temperature is fitted are a
     * little more or less accurate than that. The fold itself then differs in the other direction.
     */
    @Test
    void calibration_ofACalibratedNetwork_isNotUsed() {
        Calibration found = calibration(logits(40, 0.75), labelsWrongEvery(4, 40));
        assertEquals(1, found.temperature());
        assertEquals(0, found.errorBefore(), 1e-6f);
        assertTrue(found.errorAfter() > 0.005, found::toString);
    }

    @Test
    void helps_ifTheErrorAndTheLossFall_andTheLossByMoreThanItsStandardError() {
        assertTrue(new TemperatureFit(2, 0.1, 0.09, new PairedDifference(-0.02, 0.01)).helps());
        assertFalse(new TemperatureFit(2, 0.1, 0.09, new PairedDifference(-0.01, 0.02)).helps());
        assertFalse(new TemperatureFit(2, 0.1, 0.1001, new PairedDifference(-0.02, 0.01)).helps());
        assertFalse(new TemperatureFit(2, 0.1, 0.09, new PairedDifference(0.01, 0.001)).helps());
    }

    /**
     * Checks that no row is measured with a temperature that was fitted on it: of two rows, each is fitted on the
     * other.
     */
    @Test
    void of_twoRows_fitsEachOnTheOther() {
        float[] logits = logits(2, 0.9);
        int[] labels = {0, 1};
        TemperatureFit fit = TemperatureFit.of(logits, labels, 2, RANDOM);
        double ofRight = Temperature.fit(logits, labels, new int[] {0}, 2);
        double ofWrong = Temperature.fit(logits, labels, new int[] {1}, 2);
        double after = Softmax.crossEntropy(logits, 0, 2, 0, ofWrong) + Softmax.crossEntropy(logits, 2, 2, 1, ofRight);
        assertEquals(
                (after - Math.log(1 / 0.9) - Math.log(1 / 0.1)) / 2, fit.loss().mean(), 1e-6);
    }

    /**
     * Checks 300 networks with small held-out sets, some of them overconfident. On fresh rows, the temperatures that
     * are used seldom raise the loss. Those that are not used often would.
     */
    @Test
    void helps_ofSmallHeldOutSets_isRightOnFreshRows() {
        int used = 0;
        int usedHarm = 0;
        int rejectedHarm = 0;
        for (int network = 0; network < 300; network++) {
            CounterRandom random = CounterRandom.of(network);
            double factor = new double[] {0.8, 1, 1.5, 3}[random.below(0, 4)];
            int rows = new int[] {20, 40, 80}[random.below(1, 3)];
            float[] logits = new float[4 * (rows + 1000)];
            int[] labels = new int[rows + 1000];
            for (int row = 0; row < labels.length; row++) {
                for (int c = 0; c < 4; c++) {
                    logits[4 * row + c] = (float) (3 * random.fork("logits").gaussian(4 * row + c));
                }
                labels[row] = draw(
                        Softmax.probabilities(logits, 4 * row, 4, factor),
                        random.fork("labels").uniform(row));
            }
            TemperatureFit fit = TemperatureFit.of(
                    Arrays.copyOf(logits, 4 * rows), Arrays.copyOf(labels, rows), 4, random.fork("folds"));
            double change = 0;
            for (int row = rows; row < labels.length; row++) {
                change += Softmax.crossEntropy(logits, 4 * row, 4, labels[row], fit.temperature())
                        - Softmax.crossEntropy(logits, 4 * row, 4, labels[row], 1);
            }
            used += fit.helps() ? 1 : 0;
            usedHarm += fit.helps() && change > 0 ? 1 : 0;
            rejectedHarm += !fit.helps() && change > 0 ? 1 : 0;
        }
        String counts = used + " used, of which harmful " + usedHarm + "; harmful and rejected " + rejectedHarm;
        System.out.println("temperatures of 300 small held-out sets: " + counts);
        assertTrue(used >= 60 && usedHarm <= 0.1 * used && rejectedHarm >= 100, counts);
    }

    private static int draw(double[] probabilities, double uniform) {
        int c = 0;
        for (double below = probabilities[0]; below < uniform && c < 3; below += probabilities[c]) {
            c++;
        }
        return c;
    }
}
