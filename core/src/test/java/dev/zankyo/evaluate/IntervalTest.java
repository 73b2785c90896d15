package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IntervalTest {
    /** Checks z = 1.96, n = 4: center (1/2 + z^2/8) / (1 + z^2/4), half width z sqrt(1/16 + z^2/64) / (1 + z^2/4). */
    @Test
    void wilson_ofHalf_isSymmetric() {
        Interval interval = Interval.wilson(2, 4);
        assertEquals(0.1500390, interval.low(), 1e-7);
        assertEquals(0.8499610, interval.high(), 1e-7);
    }

    /** Checks n successes of n: the lower end is n / (n + z^2). */
    @Test
    void wilson_ofAllOrNone_endsAtOneOrZero() {
        double z2 = 1.959963984540054 * 1.959963984540054;
        assertEquals(1, Interval.wilson(10, 10).high());
        assertEquals(10 / (10 + z2), Interval.wilson(10, 10).low(), 1e-15);
        assertEquals(0, Interval.wilson(0, 10).low());
        assertEquals(z2 / (10 + z2), Interval.wilson(0, 10).high(), 1e-15);
    }

    @Test
    void wilson_ofNothing_isEverything() {
        assertEquals(new Interval(0, 1), Interval.wilson(0, 0));
    }

    @Test
    void wilson_ofMoreSuccessesThanTrials_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(-1, 2));
    }
}
