package dev.zankyo.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TimingsTest {
    private final Timings timings = new Timings();

    @Test
    void percentile_ofAThousand_isTheNearestRank() {
        for (int i = 1500; i > 500; i--) {
            timings.add(i * 1_000_000L);
        }
        assertEquals(1000, timings.percentileMillis(50), 1e-9);
        assertEquals(1490, timings.percentileMillis(99), 1e-9);
        assertEquals(1500, timings.percentileMillis(100), 1e-9);
    }

    @Test
    void percentile_ofOne_isThatOne() {
        timings.add(3_000_000);
        assertEquals(3, timings.percentileMillis(1), 1e-9);
        assertEquals(3, timings.percentileMillis(99), 1e-9);
    }

    @Test
    void percentile_moreThanTheFirstRoom_keepsAll() {
        for (int i = 1; i <= 5000; i++) {
            timings.add(i * 1_000_000L);
        }
        assertEquals(5000, timings.count());
        assertEquals(2500, timings.percentileMillis(50), 1e-9);
    }

    @Test
    void percentile_ofNone_isRefused() {
        assertThrows(IllegalStateException.class, () -> timings.percentileMillis(50));
    }

    @Test
    void measure_noTimeAtAll_takesOneStep() {
        int[] steps = {0};
        double rate = timings.measure(() -> steps[0]++, 0);
        assertEquals(1, steps[0]);
        assertEquals(1, timings.count());
        assertTrue(rate > 0);
    }

    @Test
    void measure_rate_isStepsByTheirTimes() {
        int[] steps = {0};
        double rate = timings.measure(() -> steps[0]++, 0.01);
        assertEquals(steps[0], timings.count());
        // The times of the steps leave no gaps, so their sum is the time from which the rate was computed.
        assertTrue(timings.percentileMillis(100) >= 1e3 / rate, "the longest step takes no less than the mean");
        assertTrue(steps[0] / rate >= 0.01);
    }
}
