package dev.zankyo.backend.jvm;

/**
 * The kernels as plain loops, for every JVM. Products and sums are rounded apart: {@code Math.fma} would be hundreds of times
 * slower where the processor has no such instruction.
 */
final class PlainKernels implements Kernels {

    @Override
    public String description() {
        return "plain loops";
    }

    @Override
    public void correlate(
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
        PlainCorrelation.run(c, x, xOffset, w, wOffset, bias, biasOffset, y, yOffset, accumulate);
    }

    @Override
    public void correlateWeights(
            Correlation c,
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] dw,
            int dwOffset,
            int from,
            int to) {
        PlainCorrelation.weights(c, x, xOffset, dy, dyOffset, dw, dwOffset, from, to);
    }

    @Override
    public void addRows(float[] x, int xOffset, int rows, int channels, float[] sums, int sumsOffset) {
        for (int c = 0; c < channels; c++) {
            float sum = 0;
            for (int r = 0, p = xOffset + c; r < rows; r++, p += channels) {
                sum += x[p];
            }
            sums[sumsOffset + c] += sum;
        }
    }

    @Override
    public void deviations(float[] x, int xOffset, int rows, int channels, float[] sums, int sumsOffset) {
        for (int c = 0; c < channels; c++) {
            float first = x[xOffset + c];
            float sum = 0;
            float squares = 0;
            for (int r = 0, p = xOffset + c; r < rows; r++, p += channels) {
                float d = x[p] - first;
                sum += d;
                squares += d * d;
            }
            sums[sumsOffset + c] = sum;
            sums[sumsOffset + channels + c] = squares;
        }
    }

    @Override
    public void normalise(
            float[] x, int xOffset, float[] y, int yOffset, int rows, int channels, float[] norm, boolean relu) {
        float floor = relu ? 0 : Float.NEGATIVE_INFINITY;
        for (int r = 0; r < rows; r++) {
            int p = xOffset + r * channels;
            int q = yOffset + r * channels;
            for (int c = 0; c < channels; c++) {
                float value = (x[p + c] - norm[c]) * norm[channels + c] + norm[2 * channels + c];
                y[q + c] = Math.max(value, floor);
            }
        }
    }

    @Override
    public void gradientSums(
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
        for (int c = 0; c < channels; c++) {
            float mean = norm[c];
            float scale = norm[channels + c];
            float shift = norm[2 * channels + c];
            float sum = 0;
            float products = 0;
            int p = xOffset + c;
            int q = dyOffset + c;
            for (int r = 0; r < rows; r++, p += channels, q += channels) {
                float d = x[p] - mean;
                float g = relu && !(d * scale + shift > 0) ? 0 : dy[q];
                sum += g;
                products += g * d;
            }
            sums[sumsOffset + c] = sum;
            sums[sumsOffset + channels + c] = products;
        }
    }

    @Override
    public void normaliseBackward(
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
        for (int r = 0; r < rows; r++) {
            int p = xOffset + r * channels;
            int q = dyOffset + r * channels;
            int s = dxOffset + r * channels;
            for (int c = 0; c < channels; c++) {
                float d = x[p + c] - norm[c];
                float scale = norm[channels + c];
                float g = relu && !(d * scale + norm[2 * channels + c] > 0) ? 0 : dy[q + c];
                dx[s + c] = (g - line[channels + c]) * scale + d * line[c];
            }
        }
    }

    @Override
    public void relu(float[] x, int xOffset, float[] y, int yOffset, int count) {
        for (int i = 0; i < count; i++) {
            y[yOffset + i] = Math.max(x[xOffset + i], 0);
        }
    }

    @Override
    public void reluBackward(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int count) {
        for (int i = 0; i < count; i++) {
            dx[dxOffset + i] = y[yOffset + i] > 0 ? dy[dyOffset + i] : 0;
        }
    }

    @Override
    public void add(float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int count) {
        for (int i = 0; i < count; i++) {
            y[yOffset + i] = a[aOffset + i] + b[bOffset + i];
        }
    }

    @Override
    public void adam(
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to,
            float stepSize,
            float rate1,
            float rate2,
            float epsilon) {
        for (int i = from; i < to; i++) {
            m[i] += (g[i] - m[i]) * rate1;
            v[i] += (g[i] * g[i] - v[i]) * rate2;
            w[i] -= stepSize * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
