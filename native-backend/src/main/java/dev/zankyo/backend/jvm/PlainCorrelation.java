package dev.zankyo.backend.jvm;

/**
 * Cross-correlation and its weights' gradient in plain loops. Four columns by four channels, or four weight rows by four
 * channels, stay in sixteen scalar registers; what is left goes one by one. Each result is one chain of roundings in a fixed
 * order, whatever block it falls into.
 */
final class PlainCorrelation {
    private PlainCorrelation() {}

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
        int blockedColumns = c.columns() / 4 * 4;
        int blockedFilters = c.filters() / 4 * 4;
        for (int r = 0; r < c.rows(); r++) {
            int q = xOffset + r * c.xRow();
            int d = yOffset + r * c.yRow();
            for (int o = 0; o < blockedFilters; o += 4) {
                for (int column = 0; column < blockedColumns; column += 4) {
                    int from = q + column * c.xColumn();
                    int to = d + column * c.yColumn() + o;
                    block(c, x, from, w, wOffset + o, bias, biasOffset + o, y, to, accumulate);
                }
            }
            for (int column = 0; column < c.columns(); column++) {
                int from = q + column * c.xColumn();
                int to = d + column * c.yColumn();
                for (int o = column < blockedColumns ? blockedFilters : 0; o < c.filters(); o++) {
                    single(c, x, from, w, wOffset + o, bias[biasOffset + o], y, to + o, accumulate);
                }
            }
        }
    }

    /** Four channels of four columns. */
    private static void block(
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
        int step = c.xColumn();
        float a0 = bias[biasOffset];
        float a1 = bias[biasOffset + 1];
        float a2 = bias[biasOffset + 2];
        float a3 = bias[biasOffset + 3];
        float b0 = a0;
        float b1 = a1;
        float b2 = a2;
        float b3 = a3;
        float c0 = a0;
        float c1 = a1;
        float c2 = a2;
        float c3 = a3;
        float d0 = a0;
        float d1 = a1;
        float d2 = a2;
        float d3 = a3;
        int k = wOffset;
        for (int t = 0; t < c.taps(); t++) {
            int q = xOffset + t * c.tapPitch();
            for (int i = q; i < q + c.run(); i++, k += c.filters()) {
                float w0 = w[k];
                float w1 = w[k + 1];
                float w2 = w[k + 2];
                float w3 = w[k + 3];
                float s = x[i];
                a0 += s * w0;
                a1 += s * w1;
                a2 += s * w2;
                a3 += s * w3;
                s = x[i + step];
                b0 += s * w0;
                b1 += s * w1;
                b2 += s * w2;
                b3 += s * w3;
                s = x[i + 2 * step];
                c0 += s * w0;
                c1 += s * w1;
                c2 += s * w2;
                c3 += s * w3;
                s = x[i + 3 * step];
                d0 += s * w0;
                d1 += s * w1;
                d2 += s * w2;
                d3 += s * w3;
            }
        }
        int e = yOffset;
        store(y, e, a0, a1, a2, a3, accumulate);
        store(y, e + c.yColumn(), b0, b1, b2, b3, accumulate);
        store(y, e + 2 * c.yColumn(), c0, c1, c2, c3, accumulate);
        store(y, e + 3 * c.yColumn(), d0, d1, d2, d3, accumulate);
    }

    private static void store(float[] y, int offset, float v0, float v1, float v2, float v3, boolean accumulate) {
        y[offset] = accumulate ? v0 + y[offset] : v0;
        y[offset + 1] = accumulate ? v1 + y[offset + 1] : v1;
        y[offset + 2] = accumulate ? v2 + y[offset + 2] : v2;
        y[offset + 3] = accumulate ? v3 + y[offset + 3] : v3;
    }

    private static void single(
            Correlation c, float[] x, int xOffset, float[] w, int k, float bias, float[] y, int d, boolean accumulate) {
        float sum = bias;
        for (int t = 0; t < c.taps(); t++) {
            int q = xOffset + t * c.tapPitch();
            for (int i = q; i < q + c.run(); i++, k += c.filters()) {
                sum += x[i] * w[k];
            }
        }
        y[d] = accumulate ? sum + y[d] : sum;
    }

    static void weights(
            Correlation c,
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] dw,
            int dwOffset,
            int from,
            int to) {
        int blockedFilters = c.filters() / 4 * 4;
        for (int k = from; k < to; ) {
            int t = k / c.run();
            int end = Math.min(to, (t + 1) * c.run());
            int q = xOffset + t * c.tapPitch() + k - t * c.run();
            int blocked = k + (end - k) / 4 * 4;
            for (; k < end; ) {
                boolean block = k < blocked;
                int e = dwOffset + k * c.filters();
                if (block) {
                    for (int o = 0; o < blockedFilters; o += 4) {
                        blockOfWeights(c, x, q, dy, dyOffset + o, dw, e + o);
                    }
                }
                for (int i = 0; i < (block ? 4 : 1); i++) {
                    for (int o = block ? blockedFilters : 0; o < c.filters(); o++) {
                        singleWeight(c, x, q + i, dy, dyOffset + o, dw, e + i * c.filters() + o);
                    }
                }
                k += block ? 4 : 1;
                q += block ? 4 : 1;
            }
        }
    }

    /** Four channels of four neighbouring weight rows. */
    private static void blockOfWeights(
            Correlation c, float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int e) {
        float a0 = 0;
        float a1 = 0;
        float a2 = 0;
        float a3 = 0;
        float b0 = 0;
        float b1 = 0;
        float b2 = 0;
        float b3 = 0;
        float c0 = 0;
        float c1 = 0;
        float c2 = 0;
        float c3 = 0;
        float d0 = 0;
        float d1 = 0;
        float d2 = 0;
        float d3 = 0;
        for (int r = 0; r < c.rows(); r++) {
            int q = xOffset + r * c.xRow();
            int d = dyOffset + r * c.yRow();
            for (int i = 0; i < c.columns(); i++, q += c.xColumn(), d += c.yColumn()) {
                float g0 = dy[d];
                float g1 = dy[d + 1];
                float g2 = dy[d + 2];
                float g3 = dy[d + 3];
                float s = x[q];
                a0 += s * g0;
                a1 += s * g1;
                a2 += s * g2;
                a3 += s * g3;
                s = x[q + 1];
                b0 += s * g0;
                b1 += s * g1;
                b2 += s * g2;
                b3 += s * g3;
                s = x[q + 2];
                c0 += s * g0;
                c1 += s * g1;
                c2 += s * g2;
                c3 += s * g3;
                s = x[q + 3];
                d0 += s * g0;
                d1 += s * g1;
                d2 += s * g2;
                d3 += s * g3;
            }
        }
        store(dw, e, a0, a1, a2, a3, true);
        store(dw, e + c.filters(), b0, b1, b2, b3, true);
        store(dw, e + 2 * c.filters(), c0, c1, c2, c3, true);
        store(dw, e + 3 * c.filters(), d0, d1, d2, d3, true);
    }

    private static void singleWeight(
            Correlation c, float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int e) {
        float sum = 0;
        for (int r = 0; r < c.rows(); r++) {
            int q = xOffset + r * c.xRow();
            int d = dyOffset + r * c.yRow();
            for (int i = 0; i < c.columns(); i++, q += c.xColumn(), d += c.yColumn()) {
                sum += x[q] * dy[d];
            }
        }
        dw[e] += sum;
    }
}
