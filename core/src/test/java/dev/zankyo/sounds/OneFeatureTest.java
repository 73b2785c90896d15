package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OneFeatureTest {
    private static final int CLASSES = 4;

    private static int[] labels(int count) {
        return IntStream.range(0, count).map(i -> i % CLASSES).toArray();
    }

    @Test
    void guess_sameValueForAll_isChance() {
        double[] values = new double[64];

        var guess = OneFeature.guess(values, labels(64), CLASSES);

        assertEquals(0.25, guess.accuracy(), 1e-12);
        assertFalse(guess.isTelling());
    }

    /**
     * Checks a number that separates one class; the other classes, whose numbers are equal, are guessed correctly one
     * time in three.
     */
    @Test
    void guess_valueOfItsOwnForOneClass_isTelling() {
        int[] labels = labels(64);
        double[] values =
                Arrays.stream(labels).mapToDouble(label -> label == 2 ? 1 : 5).toArray();

        var guess = OneFeature.guess(values, labels, CLASSES);

        assertEquals((16 + 48 / 3.0) / 64, guess.accuracy(), 1e-12);
        assertTrue(guess.isTelling());
    }

    @Test
    void guess_valuesThatSayNothing_isNotTelling() {
        for (int seed = 1; seed <= 200; seed++) {
            CounterRandom random = CounterRandom.of(seed);
            int count = 24 + seed;
            double[] values =
                    IntStream.range(0, count).mapToDouble(random::uniform).toArray();

            var guess = OneFeature.guess(values, labels(count), CLASSES);

            assertFalse(guess.isTelling(), "seed " + seed + ": " + guess);
        }
    }
}
