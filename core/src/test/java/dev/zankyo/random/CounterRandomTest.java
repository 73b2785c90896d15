package dev.zankyo.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of draws as functions of key and number; distributions are checked at five standard errors. */
class CounterRandomTest {
    private static final int DRAWS = 100_000;
    private final CounterRandom random = CounterRandom.of(42);

    @Test
    void draws_areFunctionsOfTheKeyAndTheNumber() {
        CounterRandom again = CounterRandom.of(42);
        assertEquals(random.bits(7), again.bits(7));
        assertEquals(
                random.fork("mask").fork(3).gaussian(9),
                again.fork("mask").fork(3).gaussian(9));
    }

    /** Checks fixed draws: a seed must mean the same in every version. */
    @Test
    void draws_staySoForEver() {
        assertEquals(0xE975338E8C6CFCA0L, random.bits(0));
        assertEquals(0x4071DF19D22D0D54L, random.fork("shuffle").fork(1).bits(2));
    }

    @Test
    void seedsForksAndNumbers_giveDifferentDraws() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(CounterRandom.of(i).bits(0));
            seen.add(random.fork(i).bits(0));
            seen.add(random.fork("purpose " + i).bits(0));
            seen.add(random.bits(i));
        }
        // Seed 42 itself is drawn twice.
        assertEquals(4000 - 1, seen.size());
        assertNotEquals(random.fork(1).fork(2).bits(0), random.fork(2).fork(1).bits(0));
    }

    @Test
    void uniform_hasItsMomentsAndItsRange() {
        assertMoments(0.5, Math.sqrt(1 / 12.0), random::uniform);
        assertMoments(1, Math.sqrt(16 / 12.0), n -> random.uniform(n, -1, 3));
        for (int n = 0; n < DRAWS; n++) {
            assertTrue(random.uniform(n) >= 0 && random.uniform(n) < 1);
        }
    }

    @Test
    void gaussian_hasItsMomentsAndItsTails() {
        assertMoments(0, 1, random::gaussian);
        long beyondTwo = IntStream.range(0, DRAWS)
                .filter(n -> Math.abs(random.gaussian(n)) > 2)
                .count();
        assertEquals(0.0455, (double) beyondTwo / DRAWS, 5 * Math.sqrt(0.0455 / DRAWS));
    }

    @Test
    void gaussiansOfNeighbours_doNotGoTogether() {
        double sum = 0;
        for (int n = 0; n < DRAWS; n++) {
            sum += random.gaussian(n) * random.gaussian(n + 1);
        }
        assertEquals(0, sum / DRAWS, 5 / Math.sqrt(DRAWS));
    }

    @Test
    void below_reachesEveryNumberEquallyOften() {
        int[] counts = new int[7];
        for (int n = 0; n < DRAWS; n++) {
            counts[random.below(n, 7)]++;
        }
        for (int count : counts) {
            assertEquals(DRAWS / 7.0, count, 5 * Math.sqrt(DRAWS / 7.0));
        }
        assertThrows(IllegalArgumentException.class, () -> random.below(0, 0));
    }

    @Test
    void permutation_hasEveryNumberOnce_andEveryOrderEquallyOften() {
        int[] sorted = random.permutation(1000);
        Arrays.sort(sorted);
        assertTrue(Arrays.equals(sorted, IntStream.range(0, 1000).toArray()));
        int[] counts = new int[27];
        for (int i = 0; i < 6000; i++) {
            int[] order = random.fork(i).permutation(3);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
        assertEquals(6, seen.length);
        for (int count : seen) {
            assertEquals(1000, count, 5 * Math.sqrt(1000));
        }
        assertEquals(0, random.permutation(0).length);
    }

    private static void assertMoments(double mean, double deviation, LongToDoubleFunction draw) {
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < DRAWS; n++) {
            double x = draw.applyAsDouble(n) - mean;
            sum += x;
            squares += x * x;
        }
        assertEquals(0, sum / DRAWS, 5 * deviation / Math.sqrt(DRAWS));
        assertEquals(deviation, Math.sqrt(squares / DRAWS), 5 * deviation / Math.sqrt(DRAWS));
    }
}
