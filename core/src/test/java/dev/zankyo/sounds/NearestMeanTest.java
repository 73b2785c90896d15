package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

final class NearestMeanTest {
    /** Checks that each example is predicted from the others: with its own mean the last one would be right. */
    @Test
    void right_examplesOfTwoClasses_arePredictedFromTheOthers() {
        double[][] features = {{0, 7}, {2, 5}, {1, 6}, {20, 6}, {22, 7}, {3, 5}};
        boolean[] right = NearestMean.right(features, new int[] {0, 0, 0, 1, 1, 1}, 2);

        assertArrayEquals(new boolean[] {true, true, true, true, true, false}, right);
    }

    @Test
    void right_equalNumbers_areTakenForTheFirstClass() {
        boolean[] right = NearestMean.right(new double[4][1], new int[] {0, 0, 1, 1}, 2);

        assertArrayEquals(new boolean[] {true, true, false, false}, right);
    }

    @Test
    void right_theOnlyExampleOfItsClass_isWrong() {
        boolean[] right = NearestMean.right(new double[][] {{0}, {1}, {50}}, new int[] {0, 0, 1}, 2);

        assertArrayEquals(new boolean[] {true, true, false}, right);
    }
}
