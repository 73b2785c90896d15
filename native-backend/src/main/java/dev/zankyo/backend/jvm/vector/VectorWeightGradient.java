package dev.zankyo.backend.jvm.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.zankyo.backend.jvm.Correlation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradient of a cross-correlation's weights over one image: {@code dw[k][o] += sum over rows and columns of x[k] *
 * dy[o]}. A block of weights stays in eight accumulators over the whole image: two vectors of output channels by four
 * weight rows, or one by eight.
 *
 * <p>Each weight's sum is one chain in the order of the positions, begun at zero and then added to what there is, whatever
 * block it falls into; so the bits do not depend on how the work is divided.
 */
final class VectorWeightGradient {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = V.length();

    private VectorWeightGradient() {}

    /** Adds to the weight rows {@code from} to {@code to}, exclusive. */
    static void run(
            Correlation c,
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] dw,
            int dwOffset,
            int from,
            int to) {
        for (int k = from; k < to; ) {
            int t = k / c.run();
            int end = Math.min(to, (t + 1) * c.run());
            int q = xOffset + t * c.tapPitch() + k - t * c.run();
            rows(c, x, q, dy, dyOffset, dw, dwOffset + k * c.filters(), end - k);
            k = end;
        }
    }

    /** Weight rows that read neighbouring inputs. */
    private static void rows(Correlation c, float[] x, int q, float[] dy, int d, float[] dw, int e, int rows) {
        int filters = c.filters();
        int o = 0;
        for (; o + 2 * LANES <= filters; o += 2 * LANES) {
            int k = 0;
            for (; k + 4 <= rows; k += 4) {
                twoByFour(c, x, q + k, dy, d + o, dw, e + k * filters + o);
            }
            for (; k < rows; k++) {
                single(c, x, q + k, dy, d + o, dw, e + k * filters + o);
                single(c, x, q + k, dy, d + o + LANES, dw, e + k * filters + o + LANES);
            }
        }
        if (o + LANES <= filters) {
            int k = 0;
            for (; k + 8 <= rows; k += 8) {
                oneByEight(c, x, q + k, dy, d + o, dw, e + k * filters + o);
            }
            for (; k < rows; k++) {
                single(c, x, q + k, dy, d + o, dw, e + k * filters + o);
            }
            o += LANES;
        }
        for (; o < filters; o++) {
            for (int k = 0; k < rows; k++) {
                scalar(c, x, q + k, dy, d + o, dw, e + k * filters + o);
            }
        }
    }

    private static void twoByFour(Correlation c, float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int e) {
        var a0 = FloatVector.zero(V);
        var a1 = a0;
        var b0 = a0;
        var b1 = a0;
        var c0 = a0;
        var c1 = a0;
        var d0 = a0;
        var d1 = a0;
        int columns = c.columns();
        int xStep = c.xColumn();
        int yStep = c.yColumn();
        for (int r = 0; r < c.rows(); r++) {
            int q = xOffset + r * c.xRow();
            int d = dyOffset + r * c.yRow();
            for (int i = 0; i < columns; i++, q += xStep, d += yStep) {
                var g0 = fromArray(V, dy, d);
                var g1 = fromArray(V, dy, d + LANES);
                var s = broadcast(V, x[q]);
                a0 = s.fma(g0, a0);
                a1 = s.fma(g1, a1);
                s = broadcast(V, x[q + 1]);
                b0 = s.fma(g0, b0);
                b1 = s.fma(g1, b1);
                s = broadcast(V, x[q + 2]);
                c0 = s.fma(g0, c0);
                c1 = s.fma(g1, c1);
                s = broadcast(V, x[q + 3]);
                d0 = s.fma(g0, d0);
                d1 = s.fma(g1, d1);
            }
        }
        int f = c.filters();
        fromArray(V, dw, e).add(a0).intoArray(dw, e);
        fromArray(V, dw, e + LANES).add(a1).intoArray(dw, e + LANES);
        fromArray(V, dw, e + f).add(b0).intoArray(dw, e + f);
        fromArray(V, dw, e + f + LANES).add(b1).intoArray(dw, e + f + LANES);
        fromArray(V, dw, e + 2 * f).add(c0).intoArray(dw, e + 2 * f);
        fromArray(V, dw, e + 2 * f + LANES).add(c1).intoArray(dw, e + 2 * f + LANES);
        fromArray(V, dw, e + 3 * f).add(d0).intoArray(dw, e + 3 * f);
        fromArray(V, dw, e + 3 * f + LANES).add(d1).intoArray(dw, e + 3 * f + LANES);
    }

    private static void oneByEight(Correlation c, float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int e) {
        var a0 = FloatVector.zero(V);
        var a1 = a0;
        var a2 = a0;
        var a3 = a0;
        var a4 = a0;
        var a5 = a0;
        var a6 = a0;
        var a7 = a0;
        int columns = c.columns();
        int xStep = c.xColumn();
        int yStep = c.yColumn();
        for (int r = 0; r < c.rows(); r++) {
            int q = xOffset + r * c.xRow();
            int d = dyOffset + r * c.yRow();
            for (int i = 0; i < columns; i++, q += xStep, d += yStep) {
                var g = fromArray(V, dy, d);
                a0 = broadcast(V, x[q]).fma(g, a0);
                a1 = broadcast(V, x[q + 1]).fma(g, a1);
                a2 = broadcast(V, x[q + 2]).fma(g, a2);
                a3 = broadcast(V, x[q + 3]).fma(g, a3);
                a4 = broadcast(V, x[q + 4]).fma(g, a4);
                a5 = broadcast(V, x[q + 5]).fma(g, a5);
                a6 = broadcast(V, x[q + 6]).fma(g, a6);
                a7 = broadcast(V, x[q + 7]).fma(g, a7);
            }
        }
        int f = c.filters();
        fromArray(V, dw, e).add(a0).intoArray(dw, e);
        fromArray(V, dw, e + f).add(a1).intoArray(dw, e + f);
        fromArray(V, dw, e + 2 * f).add(a2).intoArray(dw, e + 2 * f);
        fromArray(V, dw, e + 3 * f).add(a3).intoArray(dw, e + 3 * f);
        fromArray(V, dw, e + 4 * f).add(a4).intoArray(dw, e + 4 * f);
        fromArray(V, dw, e + 5 * f).add(a5).intoArray(dw, e + 5 * f);
        fromArray(V, dw, e + 6 * f).add(a6).intoArray(dw, e + 6 * f);
        fromArray(V, dw, e + 7 * f).add(a7).intoArray(dw, e + 7 * f);
    }

    private static void single(Correlation c, float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int e) {
        var a = FloatVector.zero(V);
        int columns = c.columns();
        int xStep = c.xColumn();
        int yStep = c.yColumn();
        for (int r = 0; r < c.rows(); r++) {
            int q = xOffset + r * c.xRow();
            int d = dyOffset + r * c.yRow();
            for (int i = 0; i < columns; i++, q += xStep, d += yStep) {
                a = broadcast(V, x[q]).fma(fromArray(V, dy, d), a);
            }
        }
        fromArray(V, dw, e).add(a).intoArray(dw, e);
    }

    private static void scalar(Correlation c, float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int e) {
        float sum = 0;
        int columns = c.columns();
        int xStep = c.xColumn();
        int yStep = c.yColumn();
        for (int r = 0; r < c.rows(); r++) {
            int q = xOffset + r * c.xRow();
            int d = dyOffset + r * c.yRow();
            for (int i = 0; i < columns; i++, q += xStep, d += yStep) {
                sum = Math.fma(x[q], dy[d], sum);
            }
        }
        dw[e] += sum;
    }
}
