package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.InputException;
import dev.zankyo.data.Dataset;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.OutOfDistributionDetector;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static Dataset rows(int... labels) {
        return new Dataset(List.of("bell", "clap", "whistle"), labels, new float[labels.length * 2], 1, 2);
    }

    @Test
    void of_logits_takesTheLargestAndTheFirstOfEquals() {
        float[] logits = {0, 5, 1, 2, 2, 2, -3, -2, -1};
        Evaluation evaluation = Evaluation.of(rows(1, 0, 0), logits);
        assertEquals(1, evaluation.confusion().count(1, 1));
        assertEquals(1, evaluation.confusion().count(0, 0));
        assertEquals(1, evaluation.confusion().count(0, 2));
        assertEquals(2.0 / 3, evaluation.accuracy());
    }

    @Test
    void of_logits_meansTheCrossEntropyOfTheTrueClasses() {
        float[] logits = {0, 0, 0, (float) Math.log(2), 0, 0};
        assertEquals(
                (Math.log(3) + Math.log(4.0 / 2)) / 2,
                Evaluation.of(rows(2, 0), logits).loss(),
                1e-7);
    }

    @Test
    void of_rowsWithoutLabels_isRefused() {
        var error = assertThrows(InputException.class, () -> Evaluation.of(rows(0, -1), new float[6]));
        assertEquals(
                "evaluation: every row must have a label of the model; got none for row 2 (use predict for rows without labels)",
                error.getMessage());
        assertThrows(InputException.class, () -> Evaluation.of(rows(), new float[0]));
    }

    @Test
    void of_logitsOfTheWrongLength_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(rows(0, 1), new float[5]));
    }

    /** Checks 50 classes with long names, one of which is confused with its neighbor. */
    @Test
    void toText_manyClassesOnANarrowTerminal_listsConfusions() {
        int classes = 50;
        List<String> names = IntStream.range(0, classes)
                .mapToObj(i -> "Phylloscopus collybita subspecies " + i)
                .toList();
        var rows = new Dataset(names, new int[] {7, 7, 8}, new float[6], 1, 2);
        float[] logits = new float[3 * classes];
        logits[8] = 1;
        logits[classes + 8] = 1;
        logits[2 * classes + 8] = 1;
        String text = Evaluation.of(rows, logits).toText(60);
        List<String> tables = text.substring(text.indexOf("\n\n") + 2).lines().toList();
        assertTrue(tables.stream().allMatch(line -> line.length() <= 60), text);
        assertEquals(
                List.of(
                        "true" + " ".repeat(23) + "predicted" + " ".repeat(18) + "count",
                        "Phylloscopu...ubspecies 7  Phylloscopu...ubspecies 8      2",
                        "(most frequent confusions; a file gets the whole matrix)"),
                tables.subList(tables.size() - 3, tables.size()));
    }

    @Test
    void toText_narrowTerminal_numbersThePredictedClasses() {
        String text = Evaluation.of(rows(0, 1), new float[] {9, 0, 0, 9, 0, 0}).toText(30);
        assertTrue(text.endsWith("""
                true \\ predicted  1  2  3
                1 bell            1  .  .
                2 clap            1  .  .
                3 whistle         .  .  .
                """), text);
    }

    @Test
    void toText_ofThreeClasses_isAligned() {
        float[] logits = {9, 0, 0, 0, 9, 0, 0, 9, 0, 0, 0, 9, 0, 9, 0};
        String text = Evaluation.of(rows(0, 1, 1, 2, 2), logits).toText();
        assertTrue(
                text.startsWith("accuracy 80.00 % (4 of 5 rows), 95 % interval 37.55 to 96.38 %, loss 1.8002\n"), text);
        String tables = text.substring(text.indexOf("\n\n") + 1);
        assertEquals("""

                class             precision  recall      F1   rows
                bell                 1.0000  1.0000  1.0000      1
                clap                 0.6667  1.0000  0.8000      2
                whistle              1.0000  0.5000  0.6667      2
                macro average        0.8889  0.8333  0.8222      5

                true \\ predicted     bell     clap  whistle
                bell                    1        .        .
                clap                    .        2        .
                whistle                 .        1        1
                """, tables);
    }

    @Test
    void topAccuracy_ofRanks_countsTheTrueClassAmongTheFirst() {
        float[] logits = {9, 0, 0, 0, 1, 2, 5, 5, 4};
        Evaluation evaluation = Evaluation.of(rows(0, 1, 2), logits);
        assertEquals(List.of(1, 1, 1), evaluation.ranks());
        assertEquals(1.0 / 3, evaluation.topAccuracy(1));
        assertEquals(2.0 / 3, evaluation.topAccuracy(2));
        assertEquals(1, evaluation.topAccuracy(3));
        // Among equal logits, the first one ranks first, because it is the predicted one.
        assertEquals(
                List.of(0, 1, 0), Evaluation.of(rows(1), new float[] {2, 2, 1}).ranks());
    }

    /**
     * Checks two rows of two equal logits and one very small one: confidence 1/2 at any temperature, cross-entropy log
     * 2.
     */
    @Test
    void tally_withACalibration_countsBothWays() {
        var known = new OutOfDistributionDetector(0.5f, 1, new float[] {1});
        var calibration = new Calibration(2, Source.TEST, 20, 0.1f, 0.08f, known);
        var tally = new Evaluation.Tally(rows(0, 1), Optional.of(calibration));
        float ln4 = (float) Math.log(4);
        tally.add(new float[] {ln4, 0, 0}, 0, true);
        tally.add(new float[] {ln4, 0, 0}, 0, false);
        Evaluation evaluation = tally.evaluation();
        Evaluation.Calibrated calibrated = evaluation.calibrated().orElseThrow();
        assertEquals((Math.log(6.0 / 4) + Math.log(6)) / 2, evaluation.loss(), 1e-6);
        assertEquals((Math.log(4.0 / 2) + Math.log(4)) / 2, calibrated.loss(), 1e-6);
        assertEquals(4.0 / 6 - 0.5, evaluation.reliability().expectedCalibrationError(), 1e-6);
        assertEquals(0, calibrated.reliability().expectedCalibrationError(), 1e-6);
        assertEquals(1, calibrated.outOfDistribution());
        assertEquals(2, calibrated.calibration().temperature());
        assertTrue(evaluation.toText().contains("""
                             expected error 0.0000, loss 1.0397 with temperature 2.000
                             (fitted on 20 test rows in training: cross-fitted error 0.1000, then 0.0800)
                unknown      1 of 2 rows resemble no class
                """), evaluation::toText);
    }

    @Test
    void toJson_ofACalibratedModel_saysWhatItWasFittedOn() throws IOException {
        var known = new OutOfDistributionDetector(0.5f, 1, new float[] {1});
        var calibration = new Calibration(2, Source.VALIDATION, 20, 0.125f, 0.0625f, known);
        var tally = new Evaluation.Tally(rows(0), Optional.of(calibration));
        tally.add(new float[3], 0, false);
        JsonNode calibrated =
                new ObjectMapper().readTree(tally.evaluation().toJson()).get("calibrated");
        assertEquals(2, calibrated.get("temperature").asDouble());
        assertEquals(1, calibrated.get("unfamiliar_rows").asInt());
        assertEquals(
                "{\"source\":\"validation\",\"rows\":20,\"error_before\":0.125,\"error_after\":0.0625}",
                calibrated.get("fitted_on").toString());
    }

    @Test
    void toText_withoutATemperatureOrADetector_saysSo() {
        var known = new OutOfDistributionDetector(0.5f, 1, new float[] {1});
        var calibration = new Calibration(1, Source.VALIDATION, 30, 0.08f, 0.1f, known);
        var tally = new Evaluation.Tally(rows(0), Optional.of(calibration));
        tally.add(new float[3], 0, true);
        assertTrue(tally.evaluation().toText().contains("""
                             no temperature is used (fitted on 30 validation rows in training: \
                cross-fitted error 0.0800, then 0.1000)
                unknown      0 of 1 rows resemble no class
                """), tally.evaluation()::toText);
        String uncalibrated = Evaluation.of(rows(0), new float[3]).toText();
        assertTrue(
                uncalibrated.contains("\nunknown      cannot tell: the model has no detector of unknown sounds\n"),
                uncalibrated);
    }

    @Test
    void toJson_ofThreeClasses_holdsTheFigures() throws IOException {
        float[] logits = {9, 0, 0, 0, 9, 0, 0, 9, 0, 0, 0, 9, 0, 9, 0};
        JsonNode json = new ObjectMapper()
                .readTree(Evaluation.of(rows(0, 1, 1, 2, 2), logits).toJson());
        assertEquals(0.8, json.get("accuracy").asDouble());
        assertEquals(0.3755, json.get("accuracy_interval_95").get(0).asDouble(), 1e-4);
        assertEquals(1, json.get("top_accuracy").get(2).asDouble());
        assertEquals(15, json.get("reliability").size());
        assertEquals("whistle", json.get("classes").get(2).get("label").asText());
        assertEquals(1, json.get("confusion").get(2).get(1).asInt());
        assertTrue(json.get("calibrated") == null);
    }

    @Test
    void toJson_ofAnInfiniteLoss_isNull() throws IOException {
        float[] logits = {Float.POSITIVE_INFINITY, 0, 0};
        assertTrue(new ObjectMapper()
                .readTree(Evaluation.of(rows(1), logits).toJson())
                .get("loss")
                .isNull());
    }
}
