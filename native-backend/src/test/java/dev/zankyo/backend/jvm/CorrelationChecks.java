package dev.zankyo.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.zankyo.backend.jvm.correlation.Correlation;
import dev.zankyo.backend.jvm.correlation.KernelsByFilters;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks of the kernels of convolutions against naive loops in float64, over seeded random shapes. The operands are
 * small integers, for which float32 is exact: every bit must be equal, and nothing but the result may change. The class
 * is also a program, for JVMs started with other vector lengths.
 */
final class CorrelationChecks {
    private static final long SEED = 20_201_215;
    private static final int SHAPES = 80;

    private final KernelsByFilters kernels;

    CorrelationChecks(KernelsByFilters kernels) {
        this.kernels = kernels;
    }

    /** Checks the best kernels of this JVM and prints their description. */
    public static void main(String[] args) {
        CorrelationChecks checks =
                new CorrelationChecks(JavaKernels.best().correlations().get());
        checks.correlate();
        checks.correlateWeights();
        System.out.println(JavaKernels.best().detail());
    }

    /** The numbers of one shape, drawn one after another. */
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
    }

    /** A case: its operands and their positions in one array. */
    private record Case(
            Correlation c, int panel, float[] array, int x, int w, int bias, int y, Draw draw, String name) {

        int input(int pixel, int weightRow) {
            return x + c.inputs()[pixel] + weightRow / c.run() * c.tapPitch() + weightRow % c.run();
        }

        int weight(int row, int filter) {
            return w + Correlation.panelPosition(row, filter, c.weightRows(), panel);
        }

        int output(int pixel, int filter) {
            return y + c.outputs()[pixel] + filter;
        }
    }

    private void forEachCase(String check, Consumer<Case> body) {
        List<int[]> shapes =
                new ArrayList<>(); // rows, columns, channels, filters, kernel, stride; the network's own shapes come
        // first
        for (int[] stage : new int[][] {{4, 50, 16}, {3, 25, 32}, {2, 13, 64}}) {
            int narrow = stage[2];
            shapes.add(new int[] {stage[0], stage[1], narrow, narrow, 3, 1});
            shapes.add(new int[] {stage[0], stage[1], narrow, 4 * narrow, 1, 1});
            shapes.add(new int[] {stage[0], stage[1], 4 * narrow, narrow, 1, 1});
            shapes.add(new int[] {stage[0], stage[1], 4 * narrow, 2 * narrow, 1, 2});
        }
        shapes.add(new int[] {9, 50, 4, 32, 1, 1}); // more than one group of pixels in one row
        shapes.add(new int[] {2, 230, 3, 8, 3, 1}); // rows longer than one group
        for (int shape = 0; shape < SHAPES; shape++) {
            Draw draw = new Draw(check, shape);
            int[] s = shape < shapes.size()
                    ? shapes.get(shape)
                    : new int[] {
                        draw.between(1, 4),
                        draw.between(1, 14),
                        draw.between(1, 9),
                        draw.between(1, 90),
                        draw.between(1, 3),
                        draw.between(1, 2)
                    };
            body.accept(draw(check + " seed " + SEED + " shape " + shape, draw, s[0], s[1], s[2], s[3], s[4], s[5]));
        }
    }

    private Case draw(
            String name, Draw draw, int rows, int columns, int channels, int filters, int kernel, int stride) {
        int images = draw.between(1, 3);
        int pitch = ((columns - 1) * stride + kernel) * channels;
        int xImage = ((rows - 1) * stride + kernel) * pitch;
        int gap = draw.between(0, 1) * 3;
        int yRow = columns * filters + gap;
        Correlation c = Correlation.of(
                images,
                filters,
                kernel,
                kernel * channels,
                pitch,
                new Correlation.Plane(rows, columns, xImage, stride * pitch, stride * channels),
                new Correlation.Plane(rows, columns, rows * yRow, yRow, filters));
        int panel = kernels.of(filters).panel();
        int x = draw.between(0, 3);
        int w = x + images * xImage + draw.between(0, 3);
        int bias = w + Correlation.panelFloats(filters, c.weightRows(), panel) + draw.between(0, 3);
        int y = bias + filters + draw.between(0, 3);
        float[] array = draw.integers(y + images * rows * yRow + draw.between(0, 3));
        return new Case(c, panel, array, x, w, bias, y, draw, name);
    }

    void correlate() {
        forEachCase("correlate", test -> {
            Correlation c = test.c();
            float[] array = test.array();
            boolean accumulate = test.draw().between(0, 1) == 1;
            boolean relu = test.draw().between(0, 1) == 1;
            float[] expected = array.clone();
            for (int pixel = 0; pixel < c.pixels(); pixel++) {
                for (int filter = 0; filter < c.filters(); filter++) {
                    double sum = array[test.bias() + filter];
                    sum += accumulate ? array[test.output(pixel, filter)] : 0;
                    for (int row = 0; row < c.weightRows(); row++) {
                        sum += (double) array[test.input(pixel, row)] * array[test.weight(row, filter)];
                    }
                    expected[test.output(pixel, filter)] = (float) (relu ? Math.max(sum, 0) : sum);
                }
            }
            kernels.of(c.filters()).correlate(c, array, test.x(), test.w(), test.bias(), test.y(), accumulate, relu);
            assertArrayEquals(expected, array, test.name());
        });
    }

    void correlateWeights() {
        forEachCase("correlateWeights", test -> {
            Correlation c = test.c();
            float[] array = test.array();
            float[] expected = array.clone();
            for (int filter = 0; filter < c.filters(); filter++) {
                for (int pixel = 0; pixel < c.pixels(); pixel++) {
                    float gradient = array[test.output(pixel, filter)];
                    expected[test.bias() + filter] += gradient;
                    for (int row = 0; row < c.weightRows(); row++) {
                        expected[test.weight(row, filter)] += array[test.input(pixel, row)] * gradient;
                    }
                }
            }
            kernels.of(c.filters()).correlateWeights(c, array, test.x(), test.y(), test.w(), test.bias());
            assertArrayEquals(expected, array, test.name());
        });
    }
}
