package dev.zankyo.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.zankyo.data.Dataset;
import dev.zankyo.random.CounterRandom;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that hold for every augmentation. Every draw uses the seed {@value #SEED}. */
class AugmentationTest {
    private static final long SEED = 5;
    private static final int ROWS = 60;

    private final Dataset rows = TestRows.random(ROWS, 20, 50);
    private final CounterRandom random = CounterRandom.of(SEED);

    static Stream<Augmentation> all() {
        var both = new ShiftRange.Continuous(2.5);
        return Stream.of(
                Augmentation.none(),
                Augmentation.original(),
                Augmentation.defaultRecipe(),
                new ImageShift(both, both, true, true));
    }

    @ParameterizedTest
    @MethodSource("all")
    void apply_inAnyOrderAndOnAnyThread_givesTheSame(Augmentation augmentation) {
        float[] forwards = new float[rows.values().length];
        float[] parallel = new float[rows.values().length];
        for (int row = 0; row < ROWS; row++) {
            TestRows.apply(augmentation, rows, row, forwards, row * rows.rowSize(), random);
        }
        IntStream.range(0, ROWS)
                .parallel()
                .map(i -> ROWS - 1 - i)
                .forEach(row -> TestRows.apply(augmentation, rows, row, parallel, row * rows.rowSize(), random));
        assertArrayEquals(forwards, parallel);
    }

    @ParameterizedTest
    @MethodSource("all")
    void apply_atAnOffset_touchesNothingElse(Augmentation augmentation) {
        float[] alone = new float[rows.rowSize()];
        float[] values = new float[rows.rowSize()];
        float[] untouched = new float[rows.rowSize()];
        for (int row = 0; row < ROWS; row++) {
            float[] destination = new float[rows.rowSize() + 70];
            Arrays.fill(destination, Float.NaN);
            rows.copyRow(row, values, 0);
            augmentation.apply(values, 20, 50, row, random, destination, 37);
            augmentation.apply(values, 20, 50, row, random, alone, 0);
            rows.copyRow(row, untouched, 0);
            assertArrayEquals(untouched, values, "the row itself must not change");
            assertArrayEquals(alone, Arrays.copyOfRange(destination, 37, 37 + alone.length));
            for (int i = 0; i < destination.length; i++) {
                assertEquals(i < 37 || i >= 37 + alone.length, Float.isNaN(destination[i]), "index " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void apply_allocatesNothing(Augmentation augmentation) {
        float[] values = rows.values();
        float[] destination = new float[rows.rowSize()];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int row = 0; row < ROWS; row++) {
                augmentation.apply(values, 20, 50, row, random, destination, 0);
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // The measurement itself allocates a few bytes, but there is not one object per row.
        assertTrue(best < 8 * ROWS, best + " bytes for " + ROWS + " rows");
    }

    @Test
    void apply_equalRowsAndStreams_differByRowNumberAndStream() {
        float[] values = Arrays.copyOf(rows.values(), rows.rowSize());
        float[] twice = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, twice, values.length, values.length);
        Dataset twins = new Dataset(List.of("a"), new int[2], twice, 20, 50);
        int equal = 0;
        for (int epoch = 0; epoch < 100; epoch++) {
            float[] first = new float[values.length];
            float[] second = new float[values.length];
            TestRows.apply(Augmentation.defaultRecipe(), twins, 0, first, 0, random.fork(epoch));
            TestRows.apply(Augmentation.defaultRecipe(), twins, 1, second, 0, random.fork(epoch));
            equal += Arrays.equals(first, second) ? 1 : 0;
        }
        assertTrue(equal <= 2, equal + " of 100 pairs are equal");
        float[] otherSeed = new float[values.length];
        float[] thisSeed = new float[values.length];
        TestRows.apply(Augmentation.defaultRecipe(), twins, 0, otherSeed, 0, CounterRandom.of(SEED + 1));
        TestRows.apply(Augmentation.defaultRecipe(), twins, 0, thisSeed, 0, random);
        assertFalse(Arrays.equals(otherSeed, thisSeed));
    }

    @Test
    void none_copies() {
        float[] destination = new float[rows.values().length];
        for (int row = 0; row < ROWS; row++) {
            TestRows.apply(Augmentation.none(), rows, row, destination, row * rows.rowSize(), random);
        }
        assertArrayEquals(rows.values(), destination);
    }

    @Test
    void recipes_areTheDocumentedOnes() {
        assertEquals(
                new ImageShift(new ShiftRange.Whole(4), new ShiftRange.Whole(4), true, false), Augmentation.original());
        assertEquals(new SpectrogramAugmentation(0.12, 0.05, 0.16, 0.2), Augmentation.defaultRecipe());
    }
}
