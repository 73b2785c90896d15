package dev.zankyo.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What kernels must compute, against naive loops in float64 over seeded random shapes. Convolutions and sums run on small
 * integers, where float32 is exact, so that not one bit may differ. Also a program of its own, for JVMs started with other
 * vector lengths.
 */
final class KernelChecks {
    private static final long SEED = 20_201_215;
    private static final int SHAPES = 60;

    private final Kernels kernels;

    KernelChecks(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Checks the best kernels of this JVM and prints which they are. */
    public static void main(String[] args) {
        new KernelChecks(KernelChoice.best().kernels()).all().forEach(Runnable::run);
        System.out.println(KernelChoice.best().detail());
    }

    List<Runnable> all() {
        return List.of(
                this::correlate,
                this::correlateWeights,
                this::addRows,
                this::deviations,
                this::normalise,
                this::normaliseBackward,
                this::elementwise,
                this::adam);
    }

    /** Numbers of one shape, drawn one after the other. */
    private static final class Draw {
        private final CounterRandom random;
        private long count;

        Draw(String check, int shape) {
            random = CounterRandom.of(SEED).fork(check).fork(shape);
        }

        int between(int low, int high) {
            return low + random.below(count++, high - low + 1);
        }

        float[] integers(int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = between(-4, 4);
            }
            return values;
        }

        float[] normal(int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (float) random.gaussian(count++);
            }
            return values;
        }
    }

    /** A case: its shape, and where in their arrays its operands begin. */
    private record Case(Correlation c, int x, int w, int y, Draw draw, String name) {
        int xLength() {
            return x
                    + (c.rows() - 1) * c.xRow()
                    + (c.columns() - 1) * c.xColumn()
                    + (c.taps() - 1) * c.tapPitch()
                    + c.run();
        }

        int yLength() {
            return y + (c.rows() - 1) * c.yRow() + (c.columns() - 1) * c.yColumn() + c.filters();
        }
    }

    private static void forEachCorrelation(String check, Consumer<Case> body) {
        List<int[]> real = new ArrayList<>(); // height, width, channels, filters, kernel, stride of the network's own
        for (int[] stage : new int[][] {{4, 50, 16}, {3, 25, 32}, {2, 13, 64}}) {
            int narrow = stage[2];
            real.add(new int[] {stage[0], stage[1], narrow, narrow, 3, 1});
            real.add(new int[] {stage[0], stage[1], narrow, 4 * narrow, 1, 1});
            real.add(new int[] {stage[0], stage[1], 4 * narrow, narrow, 1, 1});
            real.add(new int[] {stage[0], stage[1], 4 * narrow, 2 * narrow, 1, 2});
        }
        for (int shape = 0; shape < SHAPES; shape++) {
            Draw draw = new Draw(check, shape);
            int[] s = shape < real.size()
                    ? real.get(shape)
                    : new int[] {
                        draw.between(1, 4),
                        draw.between(1, 14),
                        draw.between(1, 9),
                        draw.between(1, 90),
                        draw.between(1, 3),
                        draw.between(1, 2)
                    };
            int pitch = (s[1] + s[4] - 1) * s[2];
            int rows = (s[0] + s[5] - 1) / s[5];
            int columns = (s[1] + s[5] - 1) / s[5];
            Correlation c = new Correlation(
                    rows,
                    columns,
                    s[3],
                    s[4],
                    s[4] * s[2],
                    pitch,
                    s[5] * pitch,
                    s[5] * s[2],
                    columns * s[3] + draw.between(0, 1) * 3,
                    s[3]);
            String name = check + " seed " + SEED + " shape " + shape + " " + c;
            body.accept(new Case(
                    c.firstRows(rows), draw.between(0, 3), draw.between(0, 3), draw.between(0, 3), draw, name));
        }
    }

    void correlate() {
        forEachCorrelation("correlate", test -> {
            Correlation c = test.c();
            float[] x = test.draw().integers(test.xLength());
            float[] w = test.draw().integers(test.w() + c.weightRows() * c.filters());
            float[] bias = test.draw().integers(c.filters() + 1);
            float[] y = test.draw().integers(test.yLength());
            boolean accumulate = test.draw().between(0, 1) == 1;
            float[] expected = y.clone();
            forEachOutput(c, (q, d) -> {
                for (int o = 0; o < c.filters(); o++) {
                    double sum = bias[1 + o] + (accumulate ? y[test.y() + d + o] : 0);
                    for (int k = 0; k < c.weightRows(); k++) {
                        sum += (double) x[test.x() + q + input(c, k)] * w[test.w() + k * c.filters() + o];
                    }
                    expected[test.y() + d + o] = (float) sum;
                }
            });
            kernels.correlate(c, x, test.x(), w, test.w(), bias, 1, y, test.y(), accumulate);
            assertArrayEquals(expected, y, test.name());
        });
    }

    void correlateWeights() {
        forEachCorrelation("correlateWeights", test -> {
            Correlation c = test.c();
            float[] x = test.draw().integers(test.xLength());
            float[] dy = test.draw().integers(test.yLength());
            float[] dw = test.draw().integers(test.w() + c.weightRows() * c.filters());
            int from = test.draw().between(0, c.weightRows() - 1);
            int to = test.draw().between(from, c.weightRows());
            float[] expected = dw.clone();
            for (int k = from; k < to; k++) {
                int row = k;
                forEachOutput(c, (q, d) -> {
                    for (int o = 0; o < c.filters(); o++) {
                        expected[test.w() + row * c.filters() + o] +=
                                x[test.x() + q + input(c, row)] * dy[test.y() + d + o];
                    }
                });
            }
            kernels.correlateWeights(c, x, test.x(), dy, test.y(), dw, test.w(), from, to);
            assertArrayEquals(expected, dw, test.name() + " rows " + from + " to " + to);
        });
    }

    private interface Output {
        void at(int input, int output);
    }

    private static void forEachOutput(Correlation c, Output body) {
        for (int r = 0; r < c.rows(); r++) {
            for (int column = 0; column < c.columns(); column++) {
                body.at(r * c.xRow() + column * c.xColumn(), r * c.yRow() + column * c.yColumn());
            }
        }
    }

    private static int input(Correlation c, int weightRow) {
        return weightRow / c.run() * c.tapPitch() + weightRow % c.run();
    }

    void addRows() {
        for (int shape = 0; shape < SHAPES; shape++) {
            Draw draw = new Draw("addRows", shape);
            int rows = draw.between(1, 20);
            int channels = draw.between(1, 90);
            float[] x = draw.integers(2 + rows * channels);
            float[] sums = draw.integers(3 + channels);
            float[] expected = sums.clone();
            for (int i = 0; i < rows * channels; i++) {
                expected[3 + i % channels] += x[2 + i];
            }
            kernels.addRows(x, 2, rows, channels, sums, 3);
            assertArrayEquals(expected, sums, "addRows seed " + SEED + " shape " + shape);
        }
    }

    void deviations() {
        for (int shape = 0; shape < SHAPES; shape++) {
            Draw draw = new Draw("deviations", shape);
            int rows = draw.between(1, 20);
            int channels = draw.between(1, 90);
            float[] x = draw.integers(2 + rows * channels);
            float[] sums = draw.integers(1 + 2 * channels);
            float[] expected = sums.clone();
            Arrays.fill(expected, 1, expected.length, 0);
            for (int i = 0; i < rows * channels; i++) {
                float d = x[2 + i] - x[2 + i % channels];
                expected[1 + i % channels] += d;
                expected[1 + channels + i % channels] += d * d;
            }
            kernels.deviations(x, 2, rows, channels, sums, 1);
            assertArrayEquals(expected, sums, "deviations seed " + SEED + " shape " + shape);
        }
    }

    void normalise() {
        for (int shape = 0; shape < SHAPES; shape++) {
            Draw draw = new Draw("normalise", shape);
            int rows = draw.between(1, 20);
            int channels = draw.between(1, 90);
            boolean relu = draw.between(0, 1) == 1;
            float[] x = draw.integers(2 + rows * channels);
            float[] norm = draw.integers(3 * channels);
            float[] y = new float[1 + rows * channels];
            float[] expected = new float[y.length];
            for (int i = 0; i < rows * channels; i++) {
                float value = normalised(x[2 + i], norm, channels, i % channels);
                expected[1 + i] = relu ? Math.max(value, 0) : value;
            }
            kernels.normalise(x, 2, y, 1, rows, channels, norm, relu);
            assertArrayEquals(expected, y, "normalise seed " + SEED + " shape " + shape);
        }
    }

    private static float normalised(float x, float[] norm, int channels, int c) {
        return (x - norm[c]) * norm[channels + c] + norm[2 * channels + c];
    }

    void normaliseBackward() {
        for (int shape = 0; shape < SHAPES; shape++) {
            Draw draw = new Draw("normaliseBackward", shape);
            int rows = draw.between(1, 20);
            int channels = draw.between(1, 90);
            boolean relu = draw.between(0, 1) == 1;
            float[] x = draw.integers(2 + rows * channels);
            float[] dy = draw.integers(3 + rows * channels);
            float[] norm = draw.integers(3 * channels);
            float[] line = draw.integers(2 * channels);
            float[] dx = new float[1 + rows * channels];
            float[] sums = new float[4 + 2 * channels];
            float[] expectedDx = new float[dx.length];
            float[] expectedSums = new float[sums.length];
            for (int i = 0; i < rows * channels; i++) {
                int c = i % channels;
                float g = relu && normalised(x[2 + i], norm, channels, c) <= 0 ? 0 : dy[3 + i];
                float d = x[2 + i] - norm[c];
                expectedSums[4 + c] += g;
                expectedSums[4 + channels + c] += g * d;
                expectedDx[1 + i] = (g - line[channels + c]) * norm[channels + c] + d * line[c];
            }
            kernels.gradientSums(x, 2, dy, 3, rows, channels, norm, relu, sums, 4);
            kernels.normaliseBackward(x, 2, dy, 3, dx, 1, rows, channels, norm, line, relu);
            assertArrayEquals(expectedSums, sums, "gradientSums seed " + SEED + " shape " + shape);
            assertArrayEquals(expectedDx, dx, "normaliseBackward seed " + SEED + " shape " + shape);
        }
    }

    void elementwise() {
        for (int count = 0; count < SHAPES; count++) {
            Draw draw = new Draw("elementwise", count);
            float[] x = draw.integers(1 + count);
            float[] z = draw.integers(2 + count);
            float[] relu = new float[3 + count];
            float[] back = new float[count];
            float[] sum = new float[count];
            kernels.relu(x, 1, relu, 3, count);
            kernels.reluBackward(relu, 3, z, 2, back, 0, count);
            kernels.add(x, 1, z, 2, sum, 0, count);
            for (int i = 0; i < count; i++) {
                String name = "elementwise seed " + SEED + " count " + count + " element " + i;
                assertEquals(Math.max(x[1 + i], 0), relu[3 + i], name);
                assertEquals(x[1 + i] > 0 ? z[2 + i] : 0, back[i], name);
                assertEquals(x[1 + i] + z[2 + i], sum[i], name);
            }
        }
    }

    void adam() {
        for (int count = 0; count < SHAPES; count++) {
            Draw draw = new Draw("adam", count);
            float[] w = draw.normal(count + 2);
            float[] g = draw.normal(count + 2);
            float[] m = draw.normal(count + 2);
            float[] v = draw.normal(count + 2);
            for (int i = 0; i < v.length; i++) {
                v[i] = Math.abs(v[i]);
            }
            double[] expected = new double[w.length];
            for (int i = 0; i < w.length; i++) {
                boolean inside = i >= 1 && i <= count;
                double first = m[i] + (g[i] - m[i]) * 0.1;
                double second = v[i] + ((double) g[i] * g[i] - v[i]) * 0.001;
                expected[i] = inside ? w[i] - 0.01 * first / (Math.sqrt(second) + 1e-7) : w[i];
            }
            kernels.adam(w, g, m, v, 1, count + 1, 0.01f, 0.1f, 0.001f, 1e-7f);
            for (int i = 0; i < w.length; i++) {
                double tolerance = 1e-6 * Math.max(1, Math.abs(expected[i]));
                assertEquals(expected[i], w[i], tolerance, "adam seed " + SEED + " count " + count + " element " + i);
            }
        }
    }
}
