package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.random.CounterRandom;
import org.junit.jupiter.api.Test;

class ClassProjectionTest {
    private static final int SIZE = 6;
    private static final CounterRandom RANDOM = CounterRandom.of(5);

    /** Returns rows of class {@code row % classes}, close to a unit vector of their own, with noise along the last axis. */
    private static float[][] rows(int count, int classes) {
        float[][] rows = new float[count][SIZE];
        for (int row = 0; row < count; row++) {
            rows[row][row % classes] = 1;
            for (int i = 0; i < SIZE; i++) {
                double scale = i == SIZE - 1 ? 0.3 : 0.02;
                rows[row][i] += (float) (scale * RANDOM.gaussian(row * SIZE + i));
            }
        }
        return rows;
    }

    private static int[] labels(int count, int classes) {
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            labels[row] = row % classes;
        }
        return labels;
    }

    /** Returns the smallest distance between the means of two classes, over the largest distance of a row to its mean. */
    private static double separation(ClassProjection projection, float[][] rows, int classes) {
        double[][] means = new double[classes][2];
        for (int row = 0; row < rows.length; row++) {
            double[] point = projection.point(rows[row]);
            means[row % classes][0] += point[0] * classes / rows.length;
            means[row % classes][1] += point[1] * classes / rows.length;
        }
        double nearest = Double.MAX_VALUE;
        for (int a = 0; a < classes; a++) {
            for (int b = 0; b < a; b++) {
                nearest = Math.min(nearest, distance(means[a], means[b]));
            }
        }
        double farthest = 0;
        for (int row = 0; row < rows.length; row++) {
            farthest = Math.max(farthest, distance(projection.point(rows[row]), means[row % classes]));
        }
        return nearest / farthest;
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
    }

    @Test
    void point_ofThreeClassesUnderNoise_isNearItsOwnClass() {
        float[][] rows = rows(300, 3);
        var projection = ClassProjection.fit(rows, labels(300, 3), 3).orElseThrow();
        assertTrue(separation(projection, rows, 3) > 2, () -> "" + separation(projection, rows, 3));
        assertEquals(1, projection.share(0) + projection.share(1), 1e-6, "three means lie in a plane");
        assertTrue(projection.share(0) >= projection.share(1));
    }

    @Test
    void fit_ofTwoClasses_separatesThemAlongTheFirstAxisOnly() {
        float[][] rows = rows(300, 2);
        var projection = ClassProjection.fit(rows, labels(300, 2), 2).orElseThrow();
        double[] first = projection.point(rows[0]);
        double[] second = projection.point(rows[1]);
        assertTrue(first[0] * second[0] < 0, "on either side of the mean");
        assertEquals(1, projection.share(0), 1e-6);
        assertEquals(0, projection.share(1), 1e-6);
        float[] noisy = {1, 0, 0, 0, 0, 0.5f};
        float[] opposite = {1, 0, 0, 0, 0, -0.5f};
        assertTrue(projection.point(noisy)[1] * projection.point(opposite)[1] < 0, "the axis of the noise");
    }

    @Test
    void point_ofAMultiple_isThePointItself() {
        float[][] rows = rows(60, 3);
        var projection = ClassProjection.fit(rows, labels(60, 3), 3).orElseThrow();
        assertArrayEquals(
                projection.point(new float[] {1, 2, 3, 4, 5, 6}),
                projection.point(new float[] {2, 4, 6, 8, 10, 12}),
                1e-9);
    }

    @Test
    void fit_ofOneRowOrOfZeros_givesTheOrigin() {
        var single =
                ClassProjection.fit(new float[][] {{1, 2, 3}}, new int[] {1}, 4).orElseThrow();
        assertArrayEquals(new double[2], single.point(new float[] {1, 2, 3}), 1e-9);
        var zeros = ClassProjection.fit(new float[5][3], new int[5], 1).orElseThrow();
        assertArrayEquals(new double[2], zeros.point(new float[3]));
        assertEquals(0, zeros.share(0));
    }

    /**
     * Checks features of trained networks: many of them are always 0, some are large, and the rest vary little. The search
     * for eigenvalues did not converge for most of these sets.
     */
    @Test
    void fit_manySetsOfFeatures_alwaysFindsTheAxes() {
        for (int seed = 0; seed < 12; seed++) {
            CounterRandom random = CounterRandom.of(seed);
            int dead = (int) (256 * random.uniform(0));
            float[][] rows = new float[60][256];
            for (int row = 0; row < rows.length; row++) {
                for (int i = dead; i < 256; i++) {
                    double noise = 0.01 * random.fork(row).gaussian(i);
                    rows[row][i] =
                            (float) Math.max(0, noise + (i % 7 == 0 ? 5 : 0) + (i % 3 == row % 3 ? seed % 3 : 0));
                }
            }

            var projection = ClassProjection.fit(rows, labels(60, 3), 3);

            assertTrue(projection.isPresent(), "seed " + seed);
            assertTrue(Double.isFinite(projection.get().point(rows[0])[0]), "seed " + seed);
        }
    }
}
