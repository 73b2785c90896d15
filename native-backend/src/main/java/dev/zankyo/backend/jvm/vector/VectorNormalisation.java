package dev.zankyo.backend.jvm.vector;

import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Batch normalisation's loops: rows x channels, channels along the vectors, two vectors at a time and then one, what is left
 * channel by channel. A column of vectors is walked over all rows, so that sums and coefficients stay in registers.
 */
final class VectorNormalisation {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = V.length();

    private VectorNormalisation() {}

    static void addRows(float[] x, int xOffset, int rows, int channels, float[] sums, int sumsOffset) {
        int c = 0;
        for (; c + LANES <= channels; c += LANES) {
            var a = FloatVector.zero(V);
            for (int r = 0, p = xOffset + c; r < rows; r++, p += channels) {
                a = a.add(fromArray(V, x, p));
            }
            a.add(fromArray(V, sums, sumsOffset + c)).intoArray(sums, sumsOffset + c);
        }
        for (; c < channels; c++) {
            float a = 0;
            for (int r = 0, p = xOffset + c; r < rows; r++, p += channels) {
                a += x[p];
            }
            sums[sumsOffset + c] += a;
        }
    }

    static void deviations(float[] x, int xOffset, int rows, int channels, float[] sums, int sumsOffset) {
        int c = 0;
        for (; c + 2 * LANES <= channels; c += 2 * LANES) {
            twoDeviations(x, xOffset + c, rows, channels, sums, sumsOffset + c);
        }
        for (; c + LANES <= channels; c += LANES) {
            oneDeviation(x, xOffset + c, rows, channels, sums, sumsOffset + c);
        }
        for (; c < channels; c++) {
            float first = x[xOffset + c];
            float a = 0;
            float b = 0;
            for (int r = 0, p = xOffset + c; r < rows; r++, p += channels) {
                float d = x[p] - first;
                a += d;
                b = Math.fma(d, d, b);
            }
            sums[sumsOffset + c] = a;
            sums[sumsOffset + channels + c] = b;
        }
    }

    private static void twoDeviations(float[] x, int xOffset, int rows, int channels, float[] sums, int s) {
        var first0 = fromArray(V, x, xOffset);
        var first1 = fromArray(V, x, xOffset + LANES);
        var a0 = FloatVector.zero(V);
        var a1 = a0;
        var b0 = a0;
        var b1 = a0;
        for (int r = 0, p = xOffset; r < rows; r++, p += channels) {
            var d0 = fromArray(V, x, p).sub(first0);
            var d1 = fromArray(V, x, p + LANES).sub(first1);
            a0 = a0.add(d0);
            a1 = a1.add(d1);
            b0 = d0.fma(d0, b0);
            b1 = d1.fma(d1, b1);
        }
        a0.intoArray(sums, s);
        a1.intoArray(sums, s + LANES);
        b0.intoArray(sums, s + channels);
        b1.intoArray(sums, s + channels + LANES);
    }

    private static void oneDeviation(float[] x, int xOffset, int rows, int channels, float[] sums, int s) {
        var first = fromArray(V, x, xOffset);
        var a = FloatVector.zero(V);
        var b = a;
        for (int r = 0, p = xOffset; r < rows; r++, p += channels) {
            var d = fromArray(V, x, p).sub(first);
            a = a.add(d);
            b = d.fma(d, b);
        }
        a.intoArray(sums, s);
        b.intoArray(sums, s + channels);
    }

    static void normalise(
            float[] x, int xOffset, float[] y, int yOffset, int rows, int channels, float[] norm, boolean relu) {
        int c = 0;
        for (; c + LANES <= channels; c += LANES) {
            var mean = fromArray(V, norm, c);
            var scale = fromArray(V, norm, channels + c);
            var shift = fromArray(V, norm, 2 * channels + c);
            // Without ReLU the floor is so low that nothing is raised to it; a NaN passes either way.
            var floor = FloatVector.broadcast(V, relu ? 0 : Float.NEGATIVE_INFINITY);
            int p = xOffset + c;
            int q = yOffset + c;
            for (int r = 0; r < rows; r++, p += channels, q += channels) {
                fromArray(V, x, p).sub(mean).fma(scale, shift).max(floor).intoArray(y, q);
            }
        }
        for (; c < channels; c++) {
            int p = xOffset + c;
            int q = yOffset + c;
            for (int r = 0; r < rows; r++, p += channels, q += channels) {
                float value = Math.fma(x[p] - norm[c], norm[channels + c], norm[2 * channels + c]);
                y[q] = relu ? Math.max(value, 0) : value;
            }
        }
    }

    static void gradientSums(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            int rows,
            int channels,
            float[] norm,
            boolean relu,
            float[] sums,
            int sumsOffset) {
        int c = 0;
        for (; c + LANES <= channels; c += LANES) {
            var zero = FloatVector.zero(V);
            var mean = fromArray(V, norm, c);
            var scale = fromArray(V, norm, channels + c);
            var shift = fromArray(V, norm, 2 * channels + c);
            var a = zero;
            var b = zero;
            int p = xOffset + c;
            int q = dyOffset + c;
            if (relu) {
                for (int r = 0; r < rows; r++, p += channels, q += channels) {
                    var d = fromArray(V, x, p).sub(mean);
                    var g = zero.blend(fromArray(V, dy, q), d.fma(scale, shift).compare(VectorOperators.GT, zero));
                    a = a.add(g);
                    b = g.fma(d, b);
                }
            } else {
                for (int r = 0; r < rows; r++, p += channels, q += channels) {
                    var g = fromArray(V, dy, q);
                    a = a.add(g);
                    b = g.fma(fromArray(V, x, p).sub(mean), b);
                }
            }
            a.intoArray(sums, sumsOffset + c);
            b.intoArray(sums, sumsOffset + channels + c);
        }
        for (; c < channels; c++) {
            float a = 0;
            float b = 0;
            int p = xOffset + c;
            int q = dyOffset + c;
            for (int r = 0; r < rows; r++, p += channels, q += channels) {
                float d = x[p] - norm[c];
                boolean open = !relu || Math.fma(d, norm[channels + c], norm[2 * channels + c]) > 0;
                float g = open ? dy[q] : 0;
                a += g;
                b = Math.fma(g, d, b);
            }
            sums[sumsOffset + c] = a;
            sums[sumsOffset + channels + c] = b;
        }
    }

    static void backward(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] dx,
            int dxOffset,
            int rows,
            int channels,
            float[] norm,
            float[] line,
            boolean relu) {
        int c = 0;
        for (; c + LANES <= channels; c += LANES) {
            var zero = FloatVector.zero(V);
            var mean = fromArray(V, norm, c);
            var scale = fromArray(V, norm, channels + c);
            var shift = fromArray(V, norm, 2 * channels + c);
            var slope = fromArray(V, line, c);
            var meanGradient = fromArray(V, line, channels + c);
            int p = xOffset + c;
            int q = dyOffset + c;
            int s = dxOffset + c;
            if (relu) {
                for (int r = 0; r < rows; r++, p += channels, q += channels, s += channels) {
                    var d = fromArray(V, x, p).sub(mean);
                    var g = zero.blend(fromArray(V, dy, q), d.fma(scale, shift).compare(VectorOperators.GT, zero));
                    g.sub(meanGradient).fma(scale, d.mul(slope)).intoArray(dx, s);
                }
            } else {
                for (int r = 0; r < rows; r++, p += channels, q += channels, s += channels) {
                    var d = fromArray(V, x, p).sub(mean);
                    fromArray(V, dy, q)
                            .sub(meanGradient)
                            .fma(scale, d.mul(slope))
                            .intoArray(dx, s);
                }
            }
        }
        for (; c < channels; c++) {
            int p = xOffset + c;
            int q = dyOffset + c;
            int s = dxOffset + c;
            for (int r = 0; r < rows; r++, p += channels, q += channels, s += channels) {
                float d = x[p] - norm[c];
                boolean open = !relu || Math.fma(d, norm[channels + c], norm[2 * channels + c]) > 0;
                float g = open ? dy[q] : 0;
                dx[s] = Math.fma(g - line[channels + c], norm[channels + c], d * line[c]);
            }
        }
    }
}
