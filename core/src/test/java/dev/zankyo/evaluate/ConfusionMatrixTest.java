package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    /**
     * Class 0: 3 rows, 2 correct, one predicted as 1. Class 1: 2 rows, both correct. Class 2: 1 row, predicted as 1.
     * Class 3: none.
     */
    private static final ConfusionMatrix MATRIX =
            new ConfusionMatrix(4, new int[] {0, 0, 0, 1, 1, 2}, new int[] {0, 1, 0, 1, 1, 1});

    @Test
    void counts_ofPairs_areByActualThenPredicted() {
        assertEquals(2, MATRIX.count(0, 0));
        assertEquals(1, MATRIX.count(0, 1));
        assertEquals(0, MATRIX.count(1, 0));
        assertEquals(1, MATRIX.count(2, 1));
        assertEquals(3, MATRIX.actual(0));
        assertEquals(4, MATRIX.predicted(1));
        assertEquals(6, MATRIX.total());
        assertEquals(4, MATRIX.correct());
    }

    @Test
    void ratios_ofKnownCounts_areTheTextbooks() {
        assertEquals(4.0 / 6, MATRIX.accuracy());
        assertEquals(1.0, MATRIX.precision(0));
        assertEquals(2.0 / 3, MATRIX.recall(0));
        assertEquals(0.8, MATRIX.f1(0), 1e-15); // 2 * 1 * (2/3) / (1 + 2/3)
        assertEquals(0.5, MATRIX.precision(1));
        assertEquals(1.0, MATRIX.recall(1));
        assertEquals(2.0 / 3, MATRIX.f1(1), 1e-15);
    }

    @Test
    void ratios_withoutRowsOrPredictions_areZero() {
        assertEquals(0, MATRIX.precision(2)); // never predicted
        assertEquals(0, MATRIX.recall(2));
        assertEquals(0, MATRIX.f1(2));
        assertEquals(0, MATRIX.precision(3));
        assertEquals(0, MATRIX.recall(3));
        assertEquals(0, MATRIX.f1(3));
        assertEquals(0, new ConfusionMatrix(2, new int[0], new int[0]).accuracy());
    }

    @Test
    void macroAverages_leaveOutClassesThatDoNotOccur() {
        assertEquals(0.5, MATRIX.macroPrecision(), 1e-15);
        assertEquals(5.0 / 9, MATRIX.macroRecall(), 1e-15);
        assertEquals(22.0 / 45, MATRIX.macroF1(), 1e-15);
    }

    @Test
    void pairs_ofUnequalNumber_areRefused() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> new ConfusionMatrix(2, new int[] {0, 1}, new int[] {0}));
        assertEquals("confusion matrix: every row needs a prediction; expected 2, got 1", error.getMessage());
    }
}
