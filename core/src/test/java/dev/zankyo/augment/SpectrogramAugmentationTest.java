package dev.zankyo.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import dev.zankyo.data.Dataset;
import dev.zankyo.random.CounterRandom;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Tests of {@link SpectrogramAugmentation}. Every draw uses the seed {@value #SEED}; tolerances are five standard
 * errors.
 */
class SpectrogramAugmentationTest {
    private static final long SEED = 17;

    private final CounterRandom random = CounterRandom.of(SEED);

    @Test
    void apply_randomRows_isTheSlowReference() {
        int[][] shapes = {{20, 50}, {1, 7}, {5, 1}, {3, 4}, {40, 100}};
        for (int[] shape : shapes) {
            Dataset rows = TestRows.random(300, shape[0], shape[1]);
            float[] actual = new float[rows.rowSize()];
            float[] values = rows.values();
            for (int row = 0; row < rows.size(); row++) {
                TestRows.apply(Augmentation.defaultRecipe(), rows, row, actual, 0, random);
                for (int i = 0; i < actual.length; i++) {
                    int band = i / shape[1];
                    int frame = i % shape[1];
                    assertEquals(reference(rows, values, row, band, frame), actual[i], "row " + row + " at " + i);
                }
            }
        }
    }

    /** Returns one value by the definition: masked, or the value at the shifted position with the border repeated. */
    private float reference(Dataset rows, float[] values, int row, int band, int frame) {
        int bands = rows.bands();
        int frames = rows.frames();
        long draw = 16L * row;
        int maxFrameShift = (int) Math.floor(0.12 * frames + 0.5);
        int maxBandShift = (int) Math.floor(0.05 * bands + 0.5);
        int frameShift = random.below(draw, 2 * maxFrameShift + 1) - maxFrameShift;
        int bandShift = random.below(draw + 1, 2 * maxBandShift + 1) - maxBandShift;
        int frameMask = random.below(draw + 2, (int) Math.floor(0.16 * frames + 0.5) + 1);
        int frameStart = random.below(draw + 3, frames - frameMask + 1);
        int bandMask = random.below(draw + 4, (int) Math.floor(0.2 * bands + 0.5) + 1);
        int bandStart = random.below(draw + 5, bands - bandMask + 1);
        boolean masked = frame >= frameStart && frame < frameStart + frameMask
                || band >= bandStart && band < bandStart + bandMask;
        int fromBand = Math.max(0, Math.min(bands - 1, band + bandShift));
        int fromFrame = Math.max(0, Math.min(frames - 1, frame + frameShift));
        return masked ? 0 : values[(row * bands + fromBand) * frames + fromFrame];
    }

    /**
     * Checks the distributions of shifts and masks, which are derived from the results rather than from the generator.
     */
    @Test
    void apply_manyRows_hasUniformShiftsAndMasks() {
        int n = 20_000;
        Dataset rows = TestRows.numbered(n, 20, 50);
        Map<Integer, Integer> frameShifts = new TreeMap<>();
        Map<Integer, Integer> bandShifts = new TreeMap<>();
        Map<Integer, Integer> frameMasks = new TreeMap<>();
        Map<Integer, Integer> bandMasks = new TreeMap<>();
        int[] maskedFrames = new int[50];
        float[] actual = new float[1000];
        for (int row = 0; row < n; row++) {
            TestRows.apply(Augmentation.defaultRecipe(), rows, row, actual, 0, random);
            boolean[] frameIsMasked = new boolean[50];
            boolean[] bandIsMasked = new boolean[20];
            for (int j = 0; j < 50; j++) {
                frameIsMasked[j] = true;
                for (int i = 0; i < 20; i++) {
                    frameIsMasked[j] &= actual[i * 50 + j] == 0;
                }
                maskedFrames[j] += frameIsMasked[j] ? 1 : 0;
            }
            for (int i = 0; i < 20; i++) {
                bandIsMasked[i] = true;
                for (int j = 0; j < 50; j++) {
                    bandIsMasked[i] &= actual[i * 50 + j] == 0;
                }
            }
            frameMasks.merge(lengthOfOnlyRun(frameIsMasked), 1, Integer::sum);
            bandMasks.merge(lengthOfOnlyRun(bandIsMasked), 1, Integer::sum);
            // A value far from the border tells where it came from.
            int i = 5;
            while (bandIsMasked[i]) {
                i++;
            }
            int j = 20;
            while (frameIsMasked[j]) {
                j++;
            }
            int from = (int) actual[i * 50 + j] - 1;
            bandShifts.merge(from / 50 - i, 1, Integer::sum);
            frameShifts.merge(from % 50 - j, 1, Integer::sum);
        }
        assertUniform(-6, 6, frameShifts, n);
        assertUniform(-1, 1, bandShifts, n);
        assertUniform(0, 8, frameMasks, n);
        assertUniform(0, 4, bandMasks, n);
        // The mean length is 4, so a frame in the middle is masked in about 4 of 46 to 50 uses, one at the ends in
        // fewer.
        assertEquals(0.092, (double) maskedFrames[25] / n, 0.012);
        assertEquals(8.0 / 9 / 46.5, (double) maskedFrames[0] / n, 0.006);
    }

    @Test
    void apply_sharesOfAll_hideUpToTheWholeRow() {
        Dataset rows = TestRows.numbered(500, 2, 3);
        float[] actual = new float[6];
        int all = 0;
        for (int row = 0; row < rows.size(); row++) {
            TestRows.apply(new SpectrogramAugmentation(1, 1, 1, 1), rows, row, actual, 0, random);
            all += actual[0] == 0 && actual[5] == 0 && actual[2] == 0 && actual[3] == 0 ? 1 : 0;
        }
        assertEquals(0.5, all / 500.0, 0.12); // 1 - 3/4 * 2/3
    }

    @Test
    void scaled_byAStrength_multipliesEveryShareUpToTheWholeRow() {
        var usual = new SpectrogramAugmentation(0.1, 0.2, 0.3, 0.6);
        assertEquals(new SpectrogramAugmentation(0.2, 0.4, 0.6, 1), usual.scaled(2));
        assertEquals(new SpectrogramAugmentation(0, 0, 0, 0), usual.scaled(0));
        assertThrows(InputException.class, () -> usual.scaled(-1));
        assertThrows(InputException.class, () -> usual.scaled(Double.NaN));
    }

    @Test
    void shares_outOfRange_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SpectrogramAugmentation(-0.1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new SpectrogramAugmentation(0, 0, 0, 1.1));
        assertThrows(IllegalArgumentException.class, () -> new SpectrogramAugmentation(0, Double.NaN, 0, 0));
    }

    private static int lengthOfOnlyRun(boolean[] masked) {
        int runs = 0;
        int length = 0;
        for (int i = 0; i < masked.length; i++) {
            length += masked[i] ? 1 : 0;
            runs += masked[i] && (i == 0 || !masked[i - 1]) ? 1 : 0;
        }
        assertEquals(length == 0 ? 0 : 1, runs);
        return length;
    }

    private static void assertUniform(int least, int most, Map<Integer, Integer> counts, int n) {
        int values = most - least + 1;
        double p = 1.0 / values;
        assertEquals(values, counts.size(), counts.toString());
        for (int value = least; value <= most; value++) {
            assertEquals(
                    p, (double) counts.getOrDefault(value, 0) / n, 5 * Math.sqrt(p * (1 - p) / n), "value " + value);
        }
    }
}
