package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.OutOfDistributionDetector;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    private static final int CLASSES = 5;
    private static final int ROWS = 20_000;

    /**
     * Checks labels drawn from the softmax of logits that are then multiplied by a factor, which is the temperature.
     */
    @Test
    void fit_ofLogitsScaledByAFactor_recoversIt() {
        CounterRandom random = CounterRandom.of(11);
        float[] logits = new float[ROWS * CLASSES];
        int[] labels = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int c = 0; c < CLASSES; c++) {
                logits[row * CLASSES + c] = (float) (2 * random.fork("logits").gaussian(row * CLASSES + c));
            }
            labels[row] = draw(
                    Softmax.probabilities(logits, row * CLASSES, CLASSES, 1),
                    random.fork("label").uniform(row));
        }
        int[] rows = IntStream.range(0, ROWS).toArray();
        for (double factor : new double[] {0.25, 1, 4}) {
            float[] scaled = logits.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= (float) factor;
            }
            assertEquals(1, Temperature.fit(scaled, labels, rows, CLASSES) / factor, 0.03, "factor " + factor);
        }
    }

    private static int draw(double[] probabilities, double uniform) {
        int c = 0;
        for (double below = probabilities[0]; below < uniform && c < CLASSES - 1; below += probabilities[c]) {
            c++;
        }
        return c;
    }

    /**
     * Checks two classes at distance d with N correct rows: the minimum is where the confidence is (N + 1) / (N + 2).
     */
    @Test
    void fit_ofRowsThatAreAllRight_isAsSureAsTheirNumberAllows() {
        int[] labels = new int[8];
        float[] logits = new float[16];
        for (int row = 0; row < 8; row++) {
            logits[2 * row] = 3;
        }
        double temperature =
                Temperature.fit(logits, labels, IntStream.range(0, 8).toArray(), 2);
        assertEquals(3 / Math.log(9), temperature, 1e-5);
        assertEquals(0.9, Softmax.confidence(logits, 0, 2, temperature), 1e-5);
    }

    @Test
    void fit_ofNothingOrOfEqualLogits_isHarmless() {
        assertEquals(1, Temperature.fit(new float[0], new int[0], new int[0], 3));
        double any = Temperature.fit(new float[6], new int[2], new int[] {0, 1}, 3);
        assertTrue(any > 0 && any < 100, () -> "temperature " + any);
    }

    /** Checks a network half of whose confident predictions are wrong. */
    @Test
    void calibration_ofAnOversureNetwork_bringsTheCrossFittedErrorDown() {
        int[] labels = new int[400];
        float[] logits = new float[800];
        for (int row = 0; row < 400; row++) {
            logits[2 * row] = 10;
            labels[row] = CounterRandom.of(5).below(row, 2);
        }
        var calibration = Calibrator.calibration(
                logits, labels, 2, Source.TEST, new OutOfDistributionDetector(-1, 1, new float[] {1}));
        assertTrue(calibration.temperature() > 20, () -> calibration.toString());
        assertEquals(0.5, calibration.errorBefore(), 0.06);
        assertTrue(calibration.errorAfter() < 0.15, () -> calibration.toString());
        assertEquals(400, calibration.rows());
    }

    @Test
    void threshold_ofSimilarities_isTheirFirstPercentile() {
        float[] similarities = new float[300];
        for (int i = 0; i < 300; i++) {
            similarities[i] = (299 - i) / 300f;
        }
        float[] before = similarities.clone();
        assertEquals(3 / 300f, Calibrator.threshold(similarities));
        assertEquals(0, Arrays.compare(before, similarities));
        assertEquals(0.25f, Calibrator.threshold(new float[] {0.75f, 0.25f, 0.5f}));
    }
}
