package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Reliability;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.OutOfDistributionDetector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibrationWordsTest {
    private static final OutOfDistributionDetector DETECTOR = new OutOfDistributionDetector(0.5f, 1, new float[] {1});

    private static Optional<Calibration> calibration(float temperature, float errorAfter) {
        return Optional.of(new Calibration(temperature, Source.TEST, 80, 0.0894f, errorAfter, DETECTOR));
    }

    /** Returns the reliability of 200 rows with confidence 0.9, {@code right} of which are predicted correctly. */
    private static Reliability reliability(int right) {
        int[] labels = new int[200];
        float[] logits = new float[400];
        for (int row = 0; row < 200; row++) {
            labels[row] = row < right ? 0 : 1;
            logits[2 * row] = (float) Math.log(9);
        }
        return Evaluation.of(new Dataset(List.of("a", "b"), labels, new float[200], 1, 1), logits)
                .reliability();
    }

    @Test
    void temperature_ofACalibration_saysWhetherItIsUsedAndWhy() {
        assertEquals(
                "temperature 1.5000 is used (cross-fitted calibration error on 80 test rows: 8.94 %; with it 7.00 %)",
                CalibrationWords.temperature(calibration(1.5f, 0.07f)));
        assertEquals(
                "no temperature is used, as it would not lower the error (cross-fitted calibration error on 80 test rows:"
                        + " 8.94 %; with it 11.18 %)",
                CalibrationWords.temperature(calibration(1, 0.1118f)));
        assertEquals(
                "no temperature is used, as it would not lower the loss by its standard error (cross-fitted calibration error on 80 test rows:"
                        + " 8.94 %; with it 8.00 %)",
                CalibrationWords.temperature(calibration(1, 0.08f)));
        assertEquals(
                "not calibrated: this takes at least 20 validation or test rows",
                CalibrationWords.temperature(Optional.empty()));
    }

    @Test
    void unknownSounds_areDetectedOnlyByACalibratedModel() {
        assertEquals(
                "detected if less similar to the training set than all 80 test rows",
                CalibrationWords.unknownSounds(calibration(1, 0.1f)));
        assertEquals(
                "detected if less similar to the training set than 99 % of 100 validation rows",
                CalibrationWords.unknownSounds(
                        Optional.of(new Calibration(1, Source.VALIDATION, 100, 0, 0, DETECTOR))));
        assertEquals(
                "not detected: this takes at least 20 validation or test rows",
                CalibrationWords.unknownSounds(Optional.empty()));
    }

    /** Checks 200 rows of confidence 0.9. The error of 95 % of the calibrated networks is within 1.96 * 0.0212. */
    @Test
    void answer_isYesWithinChanceAndNoBeyond() {
        assertEquals(
                "Yes: the expected calibration error is 0.00 %, within the 4.00 % that chance alone explains for 200"
                        + " rows.",
                CalibrationWords.answer(reliability(180), 0));
        assertEquals(
                "No: the expected calibration error is 20.00 %, more than the 4.00 % that chance alone explains for 200"
                        + " rows. The mean confidence is 90.00 %, the accuracy 70.00 %: the network is overconfident.",
                CalibrationWords.answer(reliability(140), 0.2));
        assertEquals(
                "No: the expected calibration error is 10.00 %, more than the 4.00 % that chance alone explains for 200"
                        + " rows. The mean confidence is 90.00 %, the accuracy 100.00 %: the network is underconfident.",
                CalibrationWords.answer(reliability(200), 0.1));
    }

    /** Checks 7 rows of confidence 0.9: one mistake more or less changes their error by 14 %. */
    @Test
    void answer_ofFewRows_isNotKnownUnlessTheErrorIsLarge() {
        Reliability few = new Reliability(List.of(new Reliability.Bin(0, 1, 7, 0.9, 6 / 7.0)));
        assertEquals(
                "Not known: there are too few rows. The expected calibration error is 4.29 %, but chance alone explains"
                        + " up to 18.57 % for 7 rows.",
                CalibrationWords.answer(few, few.expectedCalibrationError()));
        assertTrue(CalibrationWords.answer(few, 0.6).startsWith("No: "));
    }

    /**
     * Checks 200 rows of confidence 0.9 and 4 of confidence 0.5, 2 of which are right: Wilson's interval of 2 of 4 is
     * 15.0 to 85.0 %.
     */
    @Test
    void bars_ofFewRows_arePaleAndHaveWideWhiskers() {
        int[] labels = new int[204];
        float[] logits = new float[2 * labels.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = row % 2;
            logits[2 * row + labels[row]] = row < 200 ? (float) Math.log(9) : 0;
        }
        Evaluation evaluation =
                Evaluation.of(new Dataset(List.of("a", "b"), labels, new float[labels.length], 1, 1), logits);
        List<Chart.Line> lines =
                Calibrations.of(evaluation, true).charts().getFirst().lines();
        assertEquals(
                List.of("network", "network, fewer than 10 rows: uncertain", "ideal"),
                lines.stream().map(Chart.Line::label).toList());
        Chart.Line certain = lines.get(0);
        Chart.Line pale = lines.get(1);
        assertEquals(Chart.Style.PALE_BARS, pale.style());
        assertEquals(0.5, pale.values()[7], "the bin of 7/15 to 8/15");
        assertEquals(0.150, pale.low()[7], 5e-4);
        assertEquals(0.850, pale.high()[7], 5e-4);
        assertTrue(Double.isNaN(certain.values()[7]));
        assertEquals(1, certain.values()[13], "the bin of 13/15 to 14/15");
        assertEquals(1, certain.high()[13]);
        assertTrue(Double.isNaN(pale.values()[13]));
    }

    /** Checks that a temperature fitted on the rows of the page does not make the answer look better. */
    @Test
    void section_ofTheRowsOfTheFit_statesTheCrossFittedError() {
        var rows = new Dataset(List.of("a", "b"), new int[] {0, 1}, new float[2], 1, 1);
        Evaluation raw = Evaluation.of(rows, new float[] {1, 0, 0, 1});
        var calibrated = new Evaluation.Calibrated(calibration(2, 0.0777f).orElseThrow(), 0.5, raw.reliability(), 0);
        var evaluation = new Evaluation(
                raw.classes(), raw.loss(), raw.confusion(), raw.ranks(), raw.reliability(), Optional.of(calibrated));
        String own = Calibrations.of(evaluation, true).html();
        assertTrue(own.contains("he expected calibration error is 7.77 %"), own);
        assertTrue(own.contains("The temperature was fitted on\nthese rows."), own);
        String others = Calibrations.of(evaluation, false).html();
        assertTrue(others.contains("he expected calibration error is 26.89 %"), others);
        assertFalse(others.contains("The temperature was fitted on"), others);
        assertTrue(others.contains("If these are the test rows"), others);
        assertFalse(own.contains("If these are the test rows"), own);
        String none = Calibrations.of(raw, true).html();
        assertTrue(none.contains("Not calibrated: this takes at least 20 validation or test rows."), none);
        assertTrue(none.contains("Unknown sounds are not detected"), none);
        assertFalse(none.contains("resemble"), none);
    }
}
