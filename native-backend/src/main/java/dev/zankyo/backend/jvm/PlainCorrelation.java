package dev.zankyo.backend.jvm;

import dev.zankyo.backend.jvm.correlation.Correlation;
import dev.zankyo.backend.jvm.correlation.CorrelationKernels;
import dev.zankyo.backend.jvm.correlation.KernelsByFilters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Cross-correlation and the gradient of its weights, in plain loops that C2 vectorizes. C2 does so if a loop has few
 * statements and indexes all arrays by its variable alone; otherwise it cannot tell whether a written element is read
 * again. So weights and sums are copied, row by row, to arrays of their own. Each row holds the values of all filters.
 *
 * <p>Products and sums are rounded separately: {@code Math.fma} would be hundreds of times slower on a processor
 * without that instruction.
 */
final class PlainCorrelation implements CorrelationKernels {
    private final int filters;

    /** The sums of two pixels, and scratch space for two more. */
    private final float[][] sums;

    /** The output gradients of four pixels. */
    private final float[][] gradients;

    /** The weights, or their gradients. */
    private float[][] rows = new float[0][];

    private PlainCorrelation(int filters) {
        this.filters = filters;
        sums = new float[4][filters];
        gradients = new float[4][filters];
    }

    /** Returns kernels that are created once for each number of filters. */
    static KernelsByFilters byFilters() {
        Map<Integer, CorrelationKernels> kernels = new HashMap<>();
        return filters -> kernels.computeIfAbsent(filters, PlainCorrelation::new);
    }

    @Override
    public String description() {
        return "plain loops";
    }

    @Override
    public int panel() {
        return filters;
    }

    private float[][] rows(int count) {
        if (rows.length < count) {
            rows = new float[count][filters];
        }
        return rows;
    }

    @Override
    public void correlate(
            Correlation c, float[] array, int x, int w, int bias, int y, boolean accumulate, boolean relu) {
        float[][] weights = rows(c.weightRows());
        for (int k = 0; k < c.weightRows(); k++) {
            System.arraycopy(array, w + k * filters, weights[k], 0, filters);
        }
        for (int p = 0; p < c.pixels(); p += 2) {
            int row = 0;
            System.arraycopy(array, bias, sums[0], 0, filters);
            System.arraycopy(array, bias, sums[1], 0, filters);
            for (int t = 0; t < c.taps(); t++) {
                int qa = x + c.inputs()[p] + t * c.tapPitch();
                int qb = x + c.inputs()[p + 1] + t * c.tapPitch();
                int i = 0;
                for (; i + 4 <= c.run(); i += 4, row += 4) {
                    addFour(
                            sums[0],
                            sums[1],
                            weights[row],
                            weights[row + 1],
                            weights[row + 2],
                            weights[row + 3],
                            array,
                            qa + i,
                            qb + i);
                }
                for (; i < c.run(); i++, row++) {
                    addOne(sums[0], sums[1], weights[row], array[qa + i], array[qb + i]);
                }
            }
            int ya = y + c.outputs()[p];
            int yb = y + c.outputs()[p + 1];
            if (accumulate) { // both pixels are read before either is written, because they may be the same one
                add(array, ya, sums[0], sums[2]);
                add(array, yb, sums[1], sums[3]);
            }
            if (relu) {
                relu(sums[0]);
                relu(sums[1]);
            }
            System.arraycopy(sums[0], 0, array, ya, filters);
            System.arraycopy(sums[1], 0, array, yb, filters);
        }
    }

    /** Computes a += four inputs of one pixel times their weights, and b += the same for another pixel. */
    private static void addFour(
            float[] a, float[] b, float[] w0, float[] w1, float[] w2, float[] w3, float[] x, int qa, int qb) {
        float a0 = x[qa];
        float a1 = x[qa + 1];
        float a2 = x[qa + 2];
        float a3 = x[qa + 3];
        float b0 = x[qb];
        float b1 = x[qb + 1];
        float b2 = x[qb + 2];
        float b3 = x[qb + 3];
        for (int o = 0; o < a.length; o++) {
            a[o] += a0 * w0[o] + a1 * w1[o] + a2 * w2[o] + a3 * w3[o];
            b[o] += b0 * w0[o] + b1 * w1[o] + b2 * w2[o] + b3 * w3[o];
        }
    }

    private static void addOne(float[] a, float[] b, float[] w, float xa, float xb) {
        for (int o = 0; o < a.length; o++) {
            a[o] += xa * w[o];
            b[o] += xb * w[o];
        }
    }

    private static void add(float[] array, int from, float[] sum, float[] space) {
        System.arraycopy(array, from, space, 0, space.length);
        for (int o = 0; o < sum.length; o++) {
            sum[o] += space[o];
        }
    }

    private static void relu(float[] sum) {
        for (int o = 0; o < sum.length; o++) {
            sum[o] = Math.max(sum[o], 0);
        }
    }

    @Override
    public void correlateWeights(Correlation c, float[] array, int x, int dy, int dw, int dbias) {
        float[][] weights = rows(c.weightRows());
        float[] bias = sums[0];
        for (int k = 0; k < c.weightRows(); k++) {
            Arrays.fill(weights[k], 0);
        }
        Arrays.fill(bias, 0);
        for (int p = 0; p < c.pixels(); p += 4) {
            for (int i = 0; i < 4; i++) {
                if (p + i < c.pixels()) {
                    System.arraycopy(array, dy + c.outputs()[p + i], gradients[i], 0, filters);
                } else {
                    Arrays.fill(gradients[i], 0);
                }
            }
            addBias(bias, gradients[0], gradients[1], gradients[2], gradients[3]);
            int row = 0;
            for (int t = 0; t < c.taps(); t++) {
                int q = x + t * c.tapPitch();
                int i = 0;
                for (; i + 2 <= c.run(); i += 2, row += 2) {
                    addPixels(weights[row], weights[row + 1], gradients, array, c.inputs(), p, q + i, q + i + 1);
                }
                if (i < c.run()) {
                    addPixels(weights[row], sums[1], gradients, array, c.inputs(), p, q + i, q + i);
                    row++;
                }
            }
        }
        for (int k = 0; k < c.weightRows(); k++) {
            accumulate(weights[k], array, dw + k * filters);
        }
        accumulate(bias, array, dbias);
    }

    /** Computes a += gradients of four pixels times their inputs at qa, and b += the same for qb. */
    private static void addPixels(
            float[] a, float[] b, float[][] gradients, float[] x, int[] inputs, int p, int qa, int qb) {
        float[] g0 = gradients[0];
        float[] g1 = gradients[1];
        float[] g2 = gradients[2];
        float[] g3 = gradients[3];
        float a0 = x[qa + inputs[p]];
        float a1 = x[qa + inputs[p + 1]];
        float a2 = x[qa + inputs[p + 2]];
        float a3 = x[qa + inputs[p + 3]];
        float b0 = x[qb + inputs[p]];
        float b1 = x[qb + inputs[p + 1]];
        float b2 = x[qb + inputs[p + 2]];
        float b3 = x[qb + inputs[p + 3]];
        for (int o = 0; o < a.length; o++) {
            a[o] += a0 * g0[o] + a1 * g1[o] + a2 * g2[o] + a3 * g3[o];
            b[o] += b0 * g0[o] + b1 * g1[o] + b2 * g2[o] + b3 * g3[o];
        }
    }

    private static void addBias(float[] sum, float[] g0, float[] g1, float[] g2, float[] g3) {
        for (int o = 0; o < sum.length; o++) {
            sum[o] += g0[o] + g1[o] + g2[o] + g3[o];
        }
    }

    private static void accumulate(float[] from, float[] array, int to) {
        for (int o = 0; o < from.length; o++) {
            array[to + o] += from[o];
        }
    }
}
