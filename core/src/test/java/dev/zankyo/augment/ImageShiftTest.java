package dev.zankyo.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.data.Dataset;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of {@link ImageShift}. Every draw uses the seed {@value #SEED}. */
class ImageShiftTest {
    private static final long SEED = 13;

    private final CounterRandom random = CounterRandom.of(SEED);

    static Stream<ImageShift> shifts() {
        return Stream.of(
                (ImageShift) Augmentation.original(),
                new ImageShift(new ShiftRange.Whole(25), new ShiftRange.Whole(60), true, true),
                new ImageShift(new ShiftRange.Continuous(2.5), new ShiftRange.Continuous(3.7), true, true),
                new ImageShift(new ShiftRange.Continuous(0.2), new ShiftRange.Whole(4), false, true),
                new ImageShift(new ShiftRange.Whole(0), new ShiftRange.Continuous(0.99), false, false));
    }

    @ParameterizedTest
    @MethodSource("shifts")
    void apply_randomRows_isTheSlowReference(ImageShift shift) {
        int[][] shapes = {{20, 50}, {1, 7}, {5, 1}, {3, 4}};
        for (int[] shape : shapes) {
            Dataset rows = TestRows.random(200, shape[0], shape[1]);
            float[] actual = new float[rows.rowSize()];
            for (int row = 0; row < rows.size(); row++) {
                TestRows.apply(shift, rows, row, actual, 0, random);
                double[][] expected = reference(shift, rows, row);
                for (int i = 0; i < shape[0]; i++) {
                    for (int j = 0; j < shape[1]; j++) {
                        double value = actual[i * shape[1] + j];
                        assertEquals(expected[i][j], value, 5e-7, "row " + row + " at " + i + ", " + j);
                    }
                }
            }
        }
    }

    @Test
    void apply_wholeShifts_moveValuesExactly() {
        Dataset rows = TestRows.random(200, 20, 50);
        float[] actual = new float[rows.rowSize()];
        for (int row = 0; row < rows.size(); row++) {
            TestRows.apply(Augmentation.original(), rows, row, actual, 0, random);
            double[][] expected = reference((ImageShift) Augmentation.original(), rows, row);
            for (int i = 0; i < actual.length; i++) {
                assertEquals((float) expected[i / 50][i % 50], actual[i]);
            }
        }
    }

    @Test
    void apply_byHand_shiftsThenFlipsAndRepeatsTheBorder() {
        Dataset rows = TestRows.numbered(4_000, 2, 3);
        var oneAndOne = new ImageShift(new ShiftRange.Whole(2), new ShiftRange.Whole(2), true, false);
        Map<String, String> byHand = Map.of(
                "0 0 false", "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]",
                "0 0 true", "[3.0, 2.0, 1.0, 6.0, 5.0, 4.0]",
                "1 0 false", "[4.0, 5.0, 6.0, 4.0, 5.0, 6.0]",
                "-1 0 false", "[1.0, 2.0, 3.0, 1.0, 2.0, 3.0]",
                "0 1 false", "[2.0, 3.0, 3.0, 5.0, 6.0, 6.0]",
                "0 -1 false", "[1.0, 1.0, 2.0, 4.0, 4.0, 5.0]",
                "0 1 true", "[3.0, 3.0, 2.0, 6.0, 6.0, 5.0]",
                "0 -1 true", "[2.0, 1.0, 1.0, 5.0, 4.0, 4.0]",
                "1 -1 true", "[5.0, 4.0, 4.0, 5.0, 4.0, 4.0]");
        Map<String, Integer> seen = new TreeMap<>();
        float[] actual = new float[6];
        for (int row = 0; row < rows.size(); row++) {
            long draw = 16L * row;
            TestRows.apply(oneAndOne, rows, row, actual, 0, random);
            String key = (int) kerasShift(oneAndOne.height(), draw, 2) + " "
                    + (int) kerasShift(oneAndOne.width(), draw + 2, 3) + " " + (random.uniform(draw + 4) < 0.5);
            seen.merge(key, 1, Integer::sum);
            if (byHand.containsKey(key)) {
                assertEquals(byHand.get(key), Arrays.toString(actual), key);
            }
        }
        // 3 x 3 shifts x 2 flips, of which 0, 0 has probability 1/8 with either flip.
        assertEquals(18, seen.size());
        assertEquals(0.125, seen.get("0 0 true") / 4_000.0, 0.03);
        assertEquals(0.03125, seen.get("1 -1 false") / 4_000.0, 0.015);
    }

    @Test
    void apply_halfAPixel_isTheMeanOfNeighbours() {
        Dataset rows = TestRows.numbered(1, 1, 4);
        double u = random.uniform(2);
        // The range whose draw from u is one half: -r + 2ru = 1/2.
        double range = 0.5 / (2 * u - 1);
        float[] actual = new float[4];
        // A range below 1 is a share of the axis, whose length is 4.
        var width = new ShiftRange.Continuous(Math.abs(range) < 1 ? Math.abs(range) / 4 : Math.abs(range));
        TestRows.apply(new ImageShift(new ShiftRange.Whole(0), width, false, false), rows, 0, actual, 0, random);
        float[] right = {1.5f, 2.5f, 3.5f, 4};
        float[] left = {1, 1.5f, 2.5f, 3.5f};
        assertArrayEquals(range > 0 ? right : left, actual, 1e-6f);
    }

    @Test
    void flips_comeHalfTheTimeAndOnlyWhereTheyAreOn() {
        Dataset rows = TestRows.numbered(4_000, 2, 3);
        ShiftRange none = new ShiftRange.Whole(0);
        Map<Float, Integer> corners = new TreeMap<>();
        float[] actual = new float[6];
        for (int row = 0; row < rows.size(); row++) {
            TestRows.apply(new ImageShift(none, none, true, true), rows, row, actual, 0, random);
            corners.merge(actual[0], 1, Integer::sum);
            TestRows.apply(new ImageShift(none, none, false, false), rows, row, actual, 0, random);
            assertEquals(1, actual[0]);
        }
        assertEquals(Set.of(1f, 3f, 4f, 6f), corners.keySet());
        corners.values().forEach(count -> assertEquals(0.25, count / 4_000.0, 5 * Math.sqrt(0.25 * 0.75 / 4_000)));
    }

    /**
     * Computes Keras' steps in float64: the draws in its order; the affine transform, one axis after the other; then
     * the flips of the finished image.
     */
    private double[][] reference(ImageShift shift, Dataset rows, int row) {
        int h = rows.bands();
        int w = rows.frames();
        long draw = 16L * row;
        double a = kerasShift(shift.height(), draw, h);
        double b = kerasShift(shift.width(), draw + 2, w);
        boolean flipsHorizontally = random.uniform(draw + 4) < 0.5;
        boolean flipsVertically = random.uniform(draw + 5) < 0.5;
        float[] values = new float[h * w];
        rows.copyRow(row, values, 0);
        double[][] image = new double[h][w];
        for (int i = 0; i < h; i++) {
            for (int j = 0; j < w; j++) {
                image[i][j] = values[i * w + j];
            }
        }
        for (int i = 0; i < h; i++) {
            image[i] = shifted(image[i], b);
        }
        image = transposed(image);
        for (int j = 0; j < w; j++) {
            image[j] = shifted(image[j], a);
        }
        image = transposed(image);
        if (shift.horizontalFlip() && flipsHorizontally) {
            for (double[] line : image) {
                reverse(line);
            }
        }
        if (shift.verticalFlip() && flipsVertically) {
            Collections.reverse(Arrays.asList(image));
        }
        return image;
    }

    private double kerasShift(ShiftRange range, long draw, int length) {
        if (range instanceof ShiftRange.Whole whole) {
            if (whole.range() == 0) {
                return 0;
            }
            int choice = random.below(draw, whole.range());
            return random.below(draw + 1, 2) == 0 ? -choice : choice;
        }
        double r = ((ShiftRange.Continuous) range).range();
        double shift = -r + 2 * r * random.uniform(draw);
        return r < 1 ? shift * length : shift;
    }

    /** Returns {@code out[i] = in[i + shift]} by linear interpolation; the first and last values are repeated. */
    private static double[] shifted(double[] in, double shift) {
        double[] out = new double[in.length];
        for (int i = 0; i < out.length; i++) {
            double at = i + shift;
            double below = Math.floor(at);
            double share = at - below;
            out[i] = (1 - share) * endless(in, (int) below) + share * endless(in, (int) below + 1);
        }
        return out;
    }

    private static double endless(double[] in, int i) {
        return i < 0 ? in[0] : i >= in.length ? in[in.length - 1] : in[i];
    }

    private static double[][] transposed(double[][] image) {
        double[][] turned = new double[image[0].length][image.length];
        for (int i = 0; i < image.length; i++) {
            for (int j = 0; j < image[0].length; j++) {
                turned[j][i] = image[i][j];
            }
        }
        return turned;
    }

    private static void reverse(double[] line) {
        for (int i = 0, j = line.length - 1; i < j; i++, j--) {
            double kept = line[i];
            line[i] = line[j];
            line[j] = kept;
        }
    }
}
