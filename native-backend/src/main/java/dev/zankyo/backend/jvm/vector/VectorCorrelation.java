package dev.zankyo.backend.jvm.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.zankyo.backend.jvm.correlation.Correlation;
import dev.zankyo.backend.jvm.correlation.CorrelationKernels;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Cross-correlation with output channels along the vectors. A panel is two vectors wide. The accumulators hold two
 * vectors by five pixels, or by eight weight rows. These are enough to hide the latency of fused multiply-add, and to
 * use each loaded number often. Accumulators are local variables because an array of vectors would live on the heap.
 *
 * <p>Each output is one chain of fused multiply-adds in the order of the weights' rows. The gradient of each weight is
 * one chain over the pixels of a group, in their order. The groups are added to the existing gradient one after
 * another.
 */
final class VectorCorrelation implements CorrelationKernels {
    private static final VectorSpecies<Float> V = species();
    private static final int LANES = V.length();
    private static final int PANEL = 2 * LANES;

    /**
     * The number of pixels in a group. For gradients of weights, a group is combined with all weights before the next
     * group is. The number is small enough that the data of a group stays in the first-level cache. It is large enough
     * to pay for resetting the accumulators for each group.
     */
    private static final int GROUP = 50;

    /** Returns the species that {@link Lengths} has defined this class with. */
    @SuppressWarnings("unchecked")
    private static VectorSpecies<Float> species() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, VectorSpecies.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public String description() {
        return "Vector API, " + LANES + " lanes";
    }

    @Override
    public int panel() {
        return PANEL;
    }

    @Override
    public void correlate(
            Correlation c, float[] array, int x, int w, int bias, int y, boolean accumulate, boolean relu) {
        int rows = c.weightRows();
        int whole = c.filters() / PANEL * PANEL;
        for (int p = 0; p < c.pixels(); p += 5) {
            for (int o = 0; o < whole; o += PANEL) {
                block(c, p, array, x, w + o * rows, bias + o, y + o, accumulate, relu);
            }
        }
        for (int o = whole; o < c.filters(); o += LANES) {
            for (int p = 0; p < c.pixels(); p++) {
                part(c, p, o, array, x, w + whole * rows + o - whole, bias + o, y + o, accumulate, relu);
            }
        }
    }

    /** Computes a panel of five pixels. */
    private static void block(
            Correlation c, int p, float[] array, int x, int w, int bias, int y, boolean accumulate, boolean relu) {
        int[] inputs = c.inputs();
        int run = c.run();
        int qa = x + inputs[p];
        int qb = x + inputs[p + 1];
        int qc = x + inputs[p + 2];
        int qd = x + inputs[p + 3];
        int qe = x + inputs[p + 4];
        var a0 = fromArray(V, array, bias);
        var a1 = fromArray(V, array, bias + LANES);
        var b0 = a0;
        var b1 = a1;
        var c0 = a0;
        var c1 = a1;
        var d0 = a0;
        var d1 = a1;
        var e0 = a0;
        var e1 = a1;
        int[] outputs = c.outputs();
        int ya = y + outputs[p];
        int yb = y + outputs[p + 1];
        int yc = y + outputs[p + 2];
        int yd = y + outputs[p + 3];
        int ye = y + outputs[p + 4];
        // The previous outputs are loaded now, though needed last: they are often not in a near cache.
        var ay0 = fromArray(V, array, (accumulate ? ya : bias));
        var ay1 = fromArray(V, array, (accumulate ? ya : bias) + LANES);
        var by0 = fromArray(V, array, (accumulate ? yb : bias));
        var by1 = fromArray(V, array, (accumulate ? yb : bias) + LANES);
        var cy0 = fromArray(V, array, (accumulate ? yc : bias));
        var cy1 = fromArray(V, array, (accumulate ? yc : bias) + LANES);
        var dy0 = fromArray(V, array, (accumulate ? yd : bias));
        var dy1 = fromArray(V, array, (accumulate ? yd : bias) + LANES);
        var ey0 = fromArray(V, array, (accumulate ? ye : bias));
        var ey1 = fromArray(V, array, (accumulate ? ye : bias) + LANES);
        for (int t = 0; t < c.taps(); t++) {
            for (int i = 0; i < run; i++) {
                var w0 = fromArray(V, array, w + i * PANEL);
                var w1 = fromArray(V, array, w + i * PANEL + LANES);
                var s = broadcast(V, array[qa + i]);
                a0 = s.fma(w0, a0);
                a1 = s.fma(w1, a1);
                s = broadcast(V, array[qb + i]);
                b0 = s.fma(w0, b0);
                b1 = s.fma(w1, b1);
                s = broadcast(V, array[qc + i]);
                c0 = s.fma(w0, c0);
                c1 = s.fma(w1, c1);
                s = broadcast(V, array[qd + i]);
                d0 = s.fma(w0, d0);
                d1 = s.fma(w1, d1);
                s = broadcast(V, array[qe + i]);
                e0 = s.fma(w0, e0);
                e1 = s.fma(w1, e1);
            }
            w += run * PANEL;
            qa += c.tapPitch();
            qb += c.tapPitch();
            qc += c.tapPitch();
            qd += c.tapPitch();
            qe += c.tapPitch();
        }
        if (accumulate) {
            a0 = a0.add(ay0);
            a1 = a1.add(ay1);
            b0 = b0.add(by0);
            b1 = b1.add(by1);
            c0 = c0.add(cy0);
            c1 = c1.add(cy1);
            d0 = d0.add(dy0);
            d1 = d1.add(dy1);
            e0 = e0.add(ey0);
            e1 = e1.add(ey1);
        }
        if (relu) {
            a0 = a0.max(0);
            a1 = a1.max(0);
            b0 = b0.max(0);
            b1 = b1.max(0);
            c0 = c0.max(0);
            c1 = c1.max(0);
            d0 = d0.max(0);
            d1 = d1.max(0);
            e0 = e0.max(0);
            e1 = e1.max(0);
        }
        a0.intoArray(array, ya);
        a1.intoArray(array, ya + LANES);
        b0.intoArray(array, yb);
        b1.intoArray(array, yb + LANES);
        c0.intoArray(array, yc);
        c1.intoArray(array, yc + LANES);
        d0.intoArray(array, yd);
        d1.intoArray(array, yd + LANES);
        e0.intoArray(array, ye);
        e1.intoArray(array, ye + LANES);
    }

    /** Computes one vector of one pixel, for the channels that do not fill a panel. */
    private static void part(
            Correlation c,
            int p,
            int filter,
            float[] array,
            int x,
            int w,
            int bias,
            int y,
            boolean accumulate,
            boolean relu) {
        var mask = V.indexInRange(filter, c.filters());
        var sum = fromArray(V, array, bias, mask);
        int k = w;
        for (int t = 0; t < c.taps(); t++) {
            int q = x + c.inputs()[p] + t * c.tapPitch();
            for (int i = 0; i < c.run(); i++, k += PANEL) {
                sum = broadcast(V, array[q + i]).fma(fromArray(V, array, k), sum);
            }
        }
        int d = y + c.outputs()[p];
        if (accumulate) {
            sum = sum.add(fromArray(V, array, d, mask));
        }
        if (relu) {
            sum = sum.max(0);
        }
        sum.intoArray(array, d, mask);
    }

    @Override
    public void correlateWeights(Correlation c, float[] array, int x, int dy, int dw, int dbias) {
        int rows = c.weightRows();
        int whole = c.filters() / PANEL * PANEL;
        for (int from = 0; from < c.pixels(); from += GROUP) {
            int to = Math.min(from + GROUP, c.pixels());
            for (int o = 0; o < whole; o += PANEL) {
                panel(c, from, to, array, x, dy + o, dw + o * rows);
                bias(c, from, to, array, dy + o, dbias + o);
            }
            for (int o = whole; o < c.filters(); o += LANES) {
                partOfPanel(c, from, to, o, array, x, dy + o, dw + whole * rows + o - whole, dbias + o);
            }
        }
    }

    private static void panel(Correlation c, int from, int to, float[] array, int x, int dy, int dw) {
        int e = dw;
        for (int t = 0; t < c.taps(); t++) {
            int q = x + t * c.tapPitch();
            int i = 0;
            for (; i + 8 <= c.run(); i += 8, e += 8 * PANEL) {
                eightRows(c, from, to, array, q + i, dy, e);
            }
            for (; i < c.run(); i++, e += PANEL) {
                row(c, from, to, array, q + i, dy, e);
            }
        }
    }

    /** Computes a panel of eight neighboring weight rows. */
    private static void eightRows(Correlation c, int from, int to, float[] array, int x, int dy, int dw) {
        int xStep = c.xColumn();
        int yStep = c.yColumn();
        var a0 = FloatVector.zero(V);
        var a1 = a0;
        var b0 = a0;
        var b1 = a0;
        var c0 = a0;
        var c1 = a0;
        var d0 = a0;
        var d1 = a0;
        var e0 = a0;
        var e1 = a0;
        var f0 = a0;
        var f1 = a0;
        var g0 = a0;
        var g1 = a0;
        var h0 = a0;
        var h1 = a0;
        int end;
        for (int p = from; p < to; p = end) {
            end = Math.min(to, p + c.columns() - p % c.columns());
            int count = end - p;
            int q = x + c.inputs()[p];
            int d = dy + c.outputs()[p];
            for (int i = 0; i < count; i++) {
                var y0 = fromArray(V, array, d);
                var y1 = fromArray(V, array, d + LANES);
                var s = broadcast(V, array[q]);
                a0 = s.fma(y0, a0);
                a1 = s.fma(y1, a1);
                s = broadcast(V, array[q + 1]);
                b0 = s.fma(y0, b0);
                b1 = s.fma(y1, b1);
                s = broadcast(V, array[q + 2]);
                c0 = s.fma(y0, c0);
                c1 = s.fma(y1, c1);
                s = broadcast(V, array[q + 3]);
                d0 = s.fma(y0, d0);
                d1 = s.fma(y1, d1);
                s = broadcast(V, array[q + 4]);
                e0 = s.fma(y0, e0);
                e1 = s.fma(y1, e1);
                s = broadcast(V, array[q + 5]);
                f0 = s.fma(y0, f0);
                f1 = s.fma(y1, f1);
                s = broadcast(V, array[q + 6]);
                g0 = s.fma(y0, g0);
                g1 = s.fma(y1, g1);
                s = broadcast(V, array[q + 7]);
                h0 = s.fma(y0, h0);
                h1 = s.fma(y1, h1);
                q += xStep;
                d += yStep;
            }
        }
        fromArray(V, array, dw).add(a0).intoArray(array, dw);
        fromArray(V, array, dw + LANES).add(a1).intoArray(array, dw + LANES);
        fromArray(V, array, dw + 2 * LANES).add(b0).intoArray(array, dw + 2 * LANES);
        fromArray(V, array, dw + 3 * LANES).add(b1).intoArray(array, dw + 3 * LANES);
        fromArray(V, array, dw + 4 * LANES).add(c0).intoArray(array, dw + 4 * LANES);
        fromArray(V, array, dw + 5 * LANES).add(c1).intoArray(array, dw + 5 * LANES);
        fromArray(V, array, dw + 6 * LANES).add(d0).intoArray(array, dw + 6 * LANES);
        fromArray(V, array, dw + 7 * LANES).add(d1).intoArray(array, dw + 7 * LANES);
        fromArray(V, array, dw + 8 * LANES).add(e0).intoArray(array, dw + 8 * LANES);
        fromArray(V, array, dw + 9 * LANES).add(e1).intoArray(array, dw + 9 * LANES);
        fromArray(V, array, dw + 10 * LANES).add(f0).intoArray(array, dw + 10 * LANES);
        fromArray(V, array, dw + 11 * LANES).add(f1).intoArray(array, dw + 11 * LANES);
        fromArray(V, array, dw + 12 * LANES).add(g0).intoArray(array, dw + 12 * LANES);
        fromArray(V, array, dw + 13 * LANES).add(g1).intoArray(array, dw + 13 * LANES);
        fromArray(V, array, dw + 14 * LANES).add(h0).intoArray(array, dw + 14 * LANES);
        fromArray(V, array, dw + 15 * LANES).add(h1).intoArray(array, dw + 15 * LANES);
    }

    /** Computes a panel of one weight row. */
    private static void row(Correlation c, int from, int to, float[] array, int x, int dy, int dw) {
        var a0 = FloatVector.zero(V);
        var a1 = a0;
        for (int p = from; p < to; p++) {
            var s = broadcast(V, array[x + c.inputs()[p]]);
            int d = dy + c.outputs()[p];
            a0 = s.fma(fromArray(V, array, d), a0);
            a1 = s.fma(fromArray(V, array, d + LANES), a1);
        }
        fromArray(V, array, dw).add(a0).intoArray(array, dw);
        fromArray(V, array, dw + LANES).add(a1).intoArray(array, dw + LANES);
    }

    /** Computes a panel of the bias: the sums of even and of odd pixels, added at the end. */
    private static void bias(Correlation c, int from, int to, float[] array, int dy, int dbias) {
        int[] outputs = c.outputs();
        var a0 = FloatVector.zero(V);
        var a1 = a0;
        var b0 = a0;
        var b1 = a0;
        int p = from;
        for (; p + 2 <= to; p += 2) {
            int d = dy + outputs[p];
            int e = dy + outputs[p + 1];
            a0 = a0.add(fromArray(V, array, d));
            a1 = a1.add(fromArray(V, array, d + LANES));
            b0 = b0.add(fromArray(V, array, e));
            b1 = b1.add(fromArray(V, array, e + LANES));
        }
        if (p < to) {
            a0 = a0.add(fromArray(V, array, dy + outputs[p]));
            a1 = a1.add(fromArray(V, array, dy + outputs[p] + LANES));
        }
        fromArray(V, array, dbias).add(a0.add(b0)).intoArray(array, dbias);
        fromArray(V, array, dbias + LANES).add(a1.add(b1)).intoArray(array, dbias + LANES);
    }

    /** Computes the channels that do not fill a panel: one vector of each weight row in turn. */
    private static void partOfPanel(
            Correlation c, int from, int to, int filter, float[] array, int x, int dy, int dw, int dbias) {
        var mask = V.indexInRange(filter, c.filters());
        int rows = c.weightRows();
        for (int k = 0; k <= rows; k++) {
            boolean weight = k < rows; // after the last row comes the bias, as a weight whose input is always 1
            int q = weight ? x + k / c.run() * c.tapPitch() + k % c.run() : 0;
            var sum = FloatVector.zero(V);
            for (int p = from; p < to; p++) {
                var g = fromArray(V, array, dy + c.outputs()[p], mask);
                sum = weight ? broadcast(V, array[q + c.inputs()[p]]).fma(g, sum) : sum.add(g);
            }
            int e = weight ? dw + k * PANEL : dbias;
            fromArray(V, array, e, mask).add(sum).intoArray(array, e, mask);
        }
    }
}
