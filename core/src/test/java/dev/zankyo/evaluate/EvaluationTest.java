package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.data.Dataset;
import java.util.List;
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
                "evaluation: every row must have a label of the model; row 2 has none (use predict for rows without labels)",
                error.getMessage());
        assertThrows(InputException.class, () -> Evaluation.of(rows(), new float[0]));
    }

    @Test
    void of_logitsOfTheWrongLength_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(rows(0, 1), new float[5]));
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

                true \\ taken for     bell     clap  whistle
                bell                    1        .        .
                clap                    .        2        .
                whistle                 .        1        1
                """, tables);
    }
}
