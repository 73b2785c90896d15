package dev.zankyo.backend.jvm.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.zankyo.backend.jvm.Correlation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Cross-correlation with output channels along the vectors. A block of outputs stays in ten accumulators, enough to hide
 * the latency of fused multiply-add and few enough for sixteen registers: two vectors of channels by five columns, which
 * loads least, or one by ten. Where the columns are no multiple, the last block overlaps the one before; what is left goes
 * one column, or one channel, at a time.
 *
 * <p>Each output is one chain of fused multiply-adds in the order of the weights' rows whatever block it falls into, so the
 * bits do not depend on how the work is divided. Accumulators have names because an array of vectors would live on the heap.
 */
final class VectorCorrelation {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = V.length();

    private VectorCorrelation() {}

    static void run(
            Correlation c,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            boolean accumulate) {
        for (int r = 0; r < c.rows(); r++) {
            int q = xOffset + r * c.xRow();
            int d = yOffset + r * c.yRow();
            int o = 0;
            for (; o + 2 * LANES <= c.filters(); o += 2 * LANES) {
                two(c, x, q, w, wOffset + o, bias, biasOffset + o, y, d + o, accumulate);
            }
            if (o + LANES <= c.filters()) {
                one(c, x, q, w, wOffset + o, bias, biasOffset + o, y, d + o, accumulate);
                o += LANES;
            }
            for (; o < c.filters(); o++) {
                scalar(c, x, q, w, wOffset + o, bias[biasOffset + o], y, d + o, accumulate);
            }
        }
    }

    private static void two(
            Correlation c,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            boolean accumulate) {
        int filters = c.filters();
        int run = c.run();
        int step = c.xColumn();
        int column = 0;
        while (column < c.columns()) {
            if (column + 5 > c.columns()) {
                if (accumulate || c.columns() < 5) {
                    break;
                }
                column = c.columns() - 5; // some columns once more: the same bits
            }
            var a0 = fromArray(V, bias, biasOffset);
            var a1 = fromArray(V, bias, biasOffset + LANES);
            var b0 = a0;
            var b1 = a1;
            var c0 = a0;
            var c1 = a1;
            var d0 = a0;
            var d1 = a1;
            var e0 = a0;
            var e1 = a1;
            for (int t = 0; t < c.taps(); t++) {
                int q = xOffset + column * step + t * c.tapPitch();
                int k = wOffset + t * run * filters;
                for (int i = 0; i < run; i++, k += filters) {
                    var w0 = fromArray(V, w, k);
                    var w1 = fromArray(V, w, k + LANES);
                    var s = broadcast(V, x[q + i]);
                    a0 = s.fma(w0, a0);
                    a1 = s.fma(w1, a1);
                    s = broadcast(V, x[q + step + i]);
                    b0 = s.fma(w0, b0);
                    b1 = s.fma(w1, b1);
                    s = broadcast(V, x[q + 2 * step + i]);
                    c0 = s.fma(w0, c0);
                    c1 = s.fma(w1, c1);
                    s = broadcast(V, x[q + 3 * step + i]);
                    d0 = s.fma(w0, d0);
                    d1 = s.fma(w1, d1);
                    s = broadcast(V, x[q + 4 * step + i]);
                    e0 = s.fma(w0, e0);
                    e1 = s.fma(w1, e1);
                }
            }
            int d = yOffset + column * c.yColumn();
            (accumulate ? fromArray(V, y, d).add(a0) : a0).intoArray(y, d);
            (accumulate ? fromArray(V, y, d + LANES).add(a1) : a1).intoArray(y, d + LANES);
            d += c.yColumn();
            (accumulate ? fromArray(V, y, d).add(b0) : b0).intoArray(y, d);
            (accumulate ? fromArray(V, y, d + LANES).add(b1) : b1).intoArray(y, d + LANES);
            d += c.yColumn();
            (accumulate ? fromArray(V, y, d).add(c0) : c0).intoArray(y, d);
            (accumulate ? fromArray(V, y, d + LANES).add(c1) : c1).intoArray(y, d + LANES);
            d += c.yColumn();
            (accumulate ? fromArray(V, y, d).add(d0) : d0).intoArray(y, d);
            (accumulate ? fromArray(V, y, d + LANES).add(d1) : d1).intoArray(y, d + LANES);
            d += c.yColumn();
            (accumulate ? fromArray(V, y, d).add(e0) : e0).intoArray(y, d);
            (accumulate ? fromArray(V, y, d + LANES).add(e1) : e1).intoArray(y, d + LANES);
            column += 5;
        }
        for (; column < c.columns(); column++) {
            int q = xOffset + column * step;
            pair(c, x, q, w, wOffset, bias, biasOffset, y, yOffset + column * c.yColumn(), accumulate);
        }
    }

    /** Two vectors of channels of one column. */
    private static void pair(
            Correlation c,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            boolean accumulate) {
        var a0 = fromArray(V, bias, biasOffset);
        var a1 = fromArray(V, bias, biasOffset + LANES);
        for (int t = 0; t < c.taps(); t++) {
            int q = xOffset + t * c.tapPitch();
            int k = wOffset + t * c.run() * c.filters();
            for (int i = 0; i < c.run(); i++, k += c.filters()) {
                var s = broadcast(V, x[q + i]);
                a0 = s.fma(fromArray(V, w, k), a0);
                a1 = s.fma(fromArray(V, w, k + LANES), a1);
            }
        }
        (accumulate ? fromArray(V, y, yOffset).add(a0) : a0).intoArray(y, yOffset);
        (accumulate ? fromArray(V, y, yOffset + LANES).add(a1) : a1).intoArray(y, yOffset + LANES);
    }

    private static void one(
            Correlation c,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            boolean accumulate) {
        int filters = c.filters();
        int run = c.run();
        int step = c.xColumn();
        int column = 0;
        while (column < c.columns()) {
            if (column + 10 > c.columns()) {
                if (accumulate || c.columns() < 10) {
                    break;
                }
                column = c.columns() - 10; // some columns once more: the same bits
            }
            var a0 = fromArray(V, bias, biasOffset);
            var a1 = a0;
            var a2 = a0;
            var a3 = a0;
            var a4 = a0;
            var a5 = a0;
            var a6 = a0;
            var a7 = a0;
            var a8 = a0;
            var a9 = a0;
            for (int t = 0; t < c.taps(); t++) {
                int q = xOffset + column * step + t * c.tapPitch();
                int k = wOffset + t * run * filters;
                for (int i = 0; i < run; i++, k += filters) {
                    var w0 = fromArray(V, w, k);
                    a0 = broadcast(V, x[q + i]).fma(w0, a0);
                    a1 = broadcast(V, x[q + step + i]).fma(w0, a1);
                    a2 = broadcast(V, x[q + 2 * step + i]).fma(w0, a2);
                    a3 = broadcast(V, x[q + 3 * step + i]).fma(w0, a3);
                    a4 = broadcast(V, x[q + 4 * step + i]).fma(w0, a4);
                    a5 = broadcast(V, x[q + 5 * step + i]).fma(w0, a5);
                    a6 = broadcast(V, x[q + 6 * step + i]).fma(w0, a6);
                    a7 = broadcast(V, x[q + 7 * step + i]).fma(w0, a7);
                    a8 = broadcast(V, x[q + 8 * step + i]).fma(w0, a8);
                    a9 = broadcast(V, x[q + 9 * step + i]).fma(w0, a9);
                }
            }
            int e = c.yColumn();
            int d = yOffset + column * e;
            (accumulate ? fromArray(V, y, d).add(a0) : a0).intoArray(y, d);
            (accumulate ? fromArray(V, y, d + e).add(a1) : a1).intoArray(y, d + e);
            (accumulate ? fromArray(V, y, d + 2 * e).add(a2) : a2).intoArray(y, d + 2 * e);
            (accumulate ? fromArray(V, y, d + 3 * e).add(a3) : a3).intoArray(y, d + 3 * e);
            (accumulate ? fromArray(V, y, d + 4 * e).add(a4) : a4).intoArray(y, d + 4 * e);
            (accumulate ? fromArray(V, y, d + 5 * e).add(a5) : a5).intoArray(y, d + 5 * e);
            (accumulate ? fromArray(V, y, d + 6 * e).add(a6) : a6).intoArray(y, d + 6 * e);
            (accumulate ? fromArray(V, y, d + 7 * e).add(a7) : a7).intoArray(y, d + 7 * e);
            (accumulate ? fromArray(V, y, d + 8 * e).add(a8) : a8).intoArray(y, d + 8 * e);
            (accumulate ? fromArray(V, y, d + 9 * e).add(a9) : a9).intoArray(y, d + 9 * e);
            column += 10;
        }
        for (; column < c.columns(); column++) {
            single(
                    c,
                    x,
                    xOffset + column * step,
                    w,
                    wOffset,
                    bias,
                    biasOffset,
                    y,
                    yOffset + column * c.yColumn(),
                    accumulate);
        }
    }

    /** One vector of channels of one column. */
    private static void single(
            Correlation c,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            boolean accumulate) {
        var a = fromArray(V, bias, biasOffset);
        for (int t = 0; t < c.taps(); t++) {
            int q = xOffset + t * c.tapPitch();
            int k = wOffset + t * c.run() * c.filters();
            for (int i = 0; i < c.run(); i++, k += c.filters()) {
                a = broadcast(V, x[q + i]).fma(fromArray(V, w, k), a);
            }
        }
        (accumulate ? fromArray(V, y, yOffset).add(a) : a).intoArray(y, yOffset);
    }

    /** One channel of all columns. */
    private static void scalar(
            Correlation c,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float bias,
            float[] y,
            int yOffset,
            boolean accumulate) {
        for (int column = 0; column < c.columns(); column++) {
            float sum = bias;
            for (int t = 0; t < c.taps(); t++) {
                int q = xOffset + column * c.xColumn() + t * c.tapPitch();
                int k = wOffset + t * c.run() * c.filters();
                for (int i = 0; i < c.run(); i++, k += c.filters()) {
                    sum = Math.fma(x[q + i], w[k], sum);
                }
            }
            int d = yOffset + column * c.yColumn();
            y[d] = accumulate ? sum + y[d] : sum;
        }
    }
}
