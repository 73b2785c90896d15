package dev.zankyo.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.random.CounterRandom;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests of {@link ShiftRange}. Every draw uses the seed {@value #SEED}; tolerances are five standard errors. */
class ShiftRangeTest {
    private static final long SEED = 11;
    private static final int DRAWS = 400_000;

    private final CounterRandom random = CounterRandom.of(SEED);

    @Test
    void whole_four_hasKerasProbabilities() {
        Map<Double, Integer> counts = new TreeMap<>();
        for (int i = 0; i < DRAWS; i++) {
            counts.merge(new ShiftRange.Whole(4).draw(random, 16L * i, 20) + 0.0, 1, Integer::sum);
        }
        assertEquals(Set.of(-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0), counts.keySet());
        counts.forEach((shift, count) -> {
            double expected = shift == 0 ? 1 / 4.0 : 1 / 8.0;
            assertEquals(expected, (double) count / DRAWS, tolerance(expected), "shift " + shift);
        });
    }

    @Test
    void whole_zeroAndOne_doNotShift() {
        for (int i = 0; i < 100; i++) {
            assertEquals(0, new ShiftRange.Whole(0).draw(random, 2L * i, 20));
            assertEquals(0, new ShiftRange.Whole(1).draw(random, 2L * i, 20));
        }
    }

    @Test
    void continuous_fromOneOn_isUniformInPixels() {
        assertUniform(new ShiftRange.Continuous(2.5), 50, 2.5);
        assertUniform(new ShiftRange.Continuous(1), 50, 1);
    }

    @Test
    void continuous_belowOne_isAShareOfTheAxis() {
        assertUniform(new ShiftRange.Continuous(0.2), 20, 4);
        assertUniform(new ShiftRange.Continuous(0.2), 50, 10);
    }

    @Test
    void ranges_negativeOrNotFinite_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ShiftRange.Whole(-1));
        assertThrows(IllegalArgumentException.class, () -> new ShiftRange.Continuous(-0.1));
        assertThrows(IllegalArgumentException.class, () -> new ShiftRange.Continuous(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new ShiftRange.Continuous(Double.POSITIVE_INFINITY));
    }

    private void assertUniform(ShiftRange range, int length, double limit) {
        int[] tenths = new int[10];
        for (int i = 0; i < DRAWS; i++) {
            double shift = range.draw(random, 16L * i, length);
            assertTrue(shift >= -limit && shift < limit, "shift " + shift);
            tenths[(int) ((shift + limit) / (2 * limit) * 10)]++;
        }
        for (int count : tenths) {
            assertEquals(0.1, (double) count / DRAWS, tolerance(0.1));
        }
    }

    private static double tolerance(double probability) {
        return 5 * Math.sqrt(probability * (1 - probability) / DRAWS);
    }
}
