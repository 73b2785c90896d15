package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.train.CrossValidation;
import dev.zankyo.train.CrossValidation.Fold;
import dev.zankyo.train.OutOfFold;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FoldTableTest {
    private static final List<String> CLASSES = List.of("a", "b");

    private static Dataset rows(int count) {
        return new Dataset(CLASSES, new int[count], new float[count], 1, 1);
    }

    private static float[] logits(int right, int wrong) {
        float[] logits = new float[2 * (right + wrong)];
        for (int row = 0; row < right + wrong; row++) {
            logits[2 * row + (row < right ? 0 : 1)] = 1;
        }
        return logits;
    }

    private static Fold fold(String name, int right, int wrong) {
        return new Fold(name, 9, Evaluation.of(rows(right + wrong), logits(right, wrong)), 1);
    }

    private static String row(String html, String name) {
        return Arrays.stream(html.split("\n"))
                .filter(line -> line.contains(">" + name + "</th>"))
                .map(line ->
                        Pattern.compile("<[^>]*>").matcher(line).replaceAll("|").replaceAll("[|]+", "|"))
                .findFirst()
                .orElseThrow();
    }

    /** The intervals are Wilson's, the deviation is that of a sample, and a wrong row costs 1 nat more than a right one. */
    @Test
    void of_twoFolds_hasTheirFiguresSpreadAndPool() {
        var all = new OutOfFold(rows(12), Evaluation.of(rows(12), logits(7, 5)), List.of());
        String html = FoldTable.of(new CrossValidation(List.of(fold("x&", 5, 5), fold("y", 2, 0)), all))
                .html();
        assertEquals("|x&amp;|50.00 %|23.66 % to 76.34 %|5|10|0.8133|9|", row(html, "x&amp;"));
        assertEquals("|y|100.00 %|34.24 % to 100.00 %|2|2|0.3133|9|", row(html, "y"));
        assertEquals("|mean of the folds|75.00 %|0.5633|", row(html, "mean of the folds"));
        assertEquals("|standard deviation of the folds|35.36 %|0.3536|", row(html, "standard deviation of the folds"));
        assertEquals("|all rows|58.33 %|31.95 % to 80.67 %|7|12|0.7299|", row(html, "all rows"));
    }

    @Test
    void calibration_outOfFold_isNotSaidToNeedMoreRows() {
        String html =
                Calibrations.outOfFold(Evaluation.of(rows(12), logits(7, 5))).html();
        assertTrue(html.contains("Not calibrated: a cross-validation would have to fit"), html);
        assertTrue(html.contains("not detected in a cross-validation"), html);
    }
}
