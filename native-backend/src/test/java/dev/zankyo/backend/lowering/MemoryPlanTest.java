package dev.zankyo.backend.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.random.CounterRandom;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    @Test
    void buffersAliveTogether_neverOverlap() {
        for (int seed = 0; seed < 200; seed++) {
            CounterRandom random = CounterRandom.of(seed);
            int count = 1 + random.below(0, 30);
            long[] bytes = new long[count];
            int[] first = new int[count];
            int[] last = new int[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = 1 + random.below(3 * i + 1, 500);
                first[i] = random.below(3 * i + 2, 20);
                last[i] = first[i] - 1 + random.below(3 * i + 3, 8); // some are never used
            }
            assertFits("seed " + seed, MemoryPlan.of(bytes, first, last), bytes, first, last);
        }
    }

    private static void assertFits(String what, MemoryPlan plan, long[] bytes, int[] first, int[] last) {
        for (int i = 0; i < bytes.length; i++) {
            if (first[i] > last[i]) {
                continue;
            }
            assertEquals(0, plan.offset(i) % MemoryPlan.ALIGNMENT, what);
            assertTrue(plan.offset(i) >= 0 && plan.offset(i) + bytes[i] <= plan.size(), what);
            for (int j = 0; j < i; j++) {
                boolean together = Math.max(first[i], first[j]) <= Math.min(last[i], last[j]);
                boolean overlap =
                        plan.offset(i) < plan.offset(j) + bytes[j] && plan.offset(j) < plan.offset(i) + bytes[i];
                assertTrue(!together || !overlap, what + ": " + i + " and " + j);
            }
        }
    }

    @Test
    void buffersThatFollowEachOther_shareAPlace() {
        var plan = MemoryPlan.of(new long[] {128, 100, 128}, new int[] {0, 1, 2}, new int[] {0, 1, 2});
        assertEquals(128, plan.size());
    }

    @Test
    void lastUseOfOne_andFirstOfTheNext_areTogether() {
        var plan = MemoryPlan.of(new long[] {64, 64}, new int[] {0, 1}, new int[] {1, 2});
        assertEquals(128, plan.size());
    }

    @Test
    void buffersNeverUsed_takeNothing() {
        assertEquals(
                0,
                MemoryPlan.of(new long[] {1000}, new int[] {3}, new int[] {2}).size());
    }

    @Test
    void lengths_areRoundedUpToCacheLines() {
        assertEquals(
                128,
                MemoryPlan.of(new long[] {65}, new int[] {0}, new int[] {0}).size());
    }

    @Test
    void lengthsBeyondALong_areRefused() {
        assertThrows(ArithmeticException.class, () -> MemoryPlan.aligned(Long.MAX_VALUE));
    }
}
