package dev.zankyo.backend.jvm.vector;

import static jdk.incubator.vector.FloatVector.fromArray;

import dev.zankyo.backend.jvm.Correlation;
import dev.zankyo.backend.jvm.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The kernels on vectors of the length the machine prefers. */
public final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = V.length();

    @Override
    public String description() {
        return "Vector API, " + LANES + " lanes";
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
        VectorCorrelation.run(c, x, xOffset, w, wOffset, bias, biasOffset, y, yOffset, accumulate);
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
        VectorWeightGradient.run(c, x, xOffset, dy, dyOffset, dw, dwOffset, from, to);
    }

    @Override
    public void addRows(float[] x, int xOffset, int rows, int channels, float[] sums, int sumsOffset) {
        VectorNormalisation.addRows(x, xOffset, rows, channels, sums, sumsOffset);
    }

    @Override
    public void deviations(float[] x, int xOffset, int rows, int channels, float[] sums, int sumsOffset) {
        VectorNormalisation.deviations(x, xOffset, rows, channels, sums, sumsOffset);
    }

    @Override
    public void normalise(
            float[] x, int xOffset, float[] y, int yOffset, int rows, int channels, float[] norm, boolean relu) {
        VectorNormalisation.normalise(x, xOffset, y, yOffset, rows, channels, norm, relu);
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
        VectorNormalisation.gradientSums(x, xOffset, dy, dyOffset, rows, channels, norm, relu, sums, sumsOffset);
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
        VectorNormalisation.backward(x, xOffset, dy, dyOffset, dx, dxOffset, rows, channels, norm, line, relu);
    }

    @Override
    public void relu(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int bound = V.loopBound(count);
        for (int i = 0; i < bound; i += LANES) {
            fromArray(V, x, xOffset + i).max(0).intoArray(y, yOffset + i);
        }
        for (int i = bound; i < count; i++) {
            y[yOffset + i] = Math.max(x[xOffset + i], 0);
        }
    }

    @Override
    public void reluBackward(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int count) {
        int bound = V.loopBound(count);
        var zero = FloatVector.zero(V);
        for (int i = 0; i < bound; i += LANES) {
            var open = fromArray(V, y, yOffset + i).compare(VectorOperators.GT, zero);
            zero.blend(fromArray(V, dy, dyOffset + i), open).intoArray(dx, dxOffset + i);
        }
        for (int i = bound; i < count; i++) {
            dx[dxOffset + i] = y[yOffset + i] > 0 ? dy[dyOffset + i] : 0;
        }
    }

    @Override
    public void add(float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int count) {
        int bound = V.loopBound(count);
        for (int i = 0; i < bound; i += LANES) {
            fromArray(V, a, aOffset + i).add(fromArray(V, b, bOffset + i)).intoArray(y, yOffset + i);
        }
        for (int i = bound; i < count; i++) {
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
        int bound = from + V.loopBound(to - from);
        var r1 = FloatVector.broadcast(V, rate1);
        var r2 = FloatVector.broadcast(V, rate2);
        for (int i = from; i < bound; i += LANES) {
            var gradient = fromArray(V, g, i);
            var first = fromArray(V, m, i);
            var second = fromArray(V, v, i);
            first = gradient.sub(first).fma(r1, first);
            second = gradient.mul(gradient).sub(second).fma(r2, second);
            first.intoArray(m, i);
            second.intoArray(v, i);
            var step = first.mul(stepSize).div(second.sqrt().add(epsilon));
            fromArray(V, w, i).sub(step).intoArray(w, i);
        }
        for (int i = bound; i < to; i++) {
            m[i] = Math.fma(g[i] - m[i], rate1, m[i]);
            v[i] = Math.fma(g[i] * g[i] - v[i], rate2, v[i]);
            w[i] -= m[i] * stepSize / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
