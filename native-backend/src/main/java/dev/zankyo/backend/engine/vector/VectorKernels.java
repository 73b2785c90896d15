package dev.zankyo.backend.engine.vector;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.PlainKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels over float32, on vectors of the machine's preferred length. Sums are made on four vectors side by side,
 * to hide the latency of an addition.
 */
public final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = V.length();
    private static final long BYTES = Float.BYTES;
    private static final long STEP = LANES * BYTES;
    private static final PlainKernels PLAIN = new PlainKernels(Precision.FLOAT32);

    @Override
    public String description() {
        return "Vector API, " + LANES + " lanes";
    }

    @Override
    public void statistics(MemorySegment memory, long x, int rows, int width, float[] pivot, float[] sums) {
        int c = 0;
        for (; c + 4 * LANES <= width; c += 4 * LANES) {
            fourStatistics(memory, x + c * BYTES, rows, width, pivot, sums, c);
        }
        for (; c + LANES <= width; c += LANES) {
            var first = FloatVector.fromArray(V, pivot, c);
            var sum = FloatVector.zero(V);
            var squares = sum;
            long p = x + c * BYTES;
            for (int r = 0; r < rows; r++, p += width * BYTES) {
                var d = FloatVector.fromMemorySegment(V, memory, p, ORDER).sub(first);
                sum = sum.add(d);
                squares = d.fma(d, squares);
            }
            sum.intoArray(sums, c);
            squares.intoArray(sums, width + c);
        }
        PLAIN.statistics(memory, x, rows, width, c, pivot, sums);
    }

    private void fourStatistics(MemorySegment memory, long x, int rows, int width, float[] pivot, float[] sums, int c) {
        var first0 = FloatVector.fromArray(V, pivot, c);
        var first1 = FloatVector.fromArray(V, pivot, c + LANES);
        var first2 = FloatVector.fromArray(V, pivot, c + 2 * LANES);
        var first3 = FloatVector.fromArray(V, pivot, c + 3 * LANES);
        var sum0 = FloatVector.zero(V);
        var sum1 = sum0;
        var sum2 = sum0;
        var sum3 = sum0;
        var squares0 = sum0;
        var squares1 = sum0;
        var squares2 = sum0;
        var squares3 = sum0;
        for (int r = 0; r < rows; r++, x += width * BYTES) {
            var d0 = FloatVector.fromMemorySegment(V, memory, x, ORDER).sub(first0);
            var d1 = FloatVector.fromMemorySegment(V, memory, x + STEP, ORDER).sub(first1);
            var d2 = FloatVector.fromMemorySegment(V, memory, x + 2 * STEP, ORDER)
                    .sub(first2);
            var d3 = FloatVector.fromMemorySegment(V, memory, x + 3 * STEP, ORDER)
                    .sub(first3);
            sum0 = sum0.add(d0);
            squares0 = d0.fma(d0, squares0);
            sum1 = sum1.add(d1);
            squares1 = d1.fma(d1, squares1);
            sum2 = sum2.add(d2);
            squares2 = d2.fma(d2, squares2);
            sum3 = sum3.add(d3);
            squares3 = d3.fma(d3, squares3);
        }
        sum0.intoArray(sums, c);
        squares0.intoArray(sums, width + c);
        sum1.intoArray(sums, c + LANES);
        squares1.intoArray(sums, width + c + LANES);
        sum2.intoArray(sums, c + 2 * LANES);
        squares2.intoArray(sums, width + c + 2 * LANES);
        sum3.intoArray(sums, c + 3 * LANES);
        squares3.intoArray(sums, width + c + 3 * LANES);
    }

    @Override
    public void normalize(
            MemorySegment memory, long x, long residual, long y, int rows, int width, float[] norm, boolean relu) {
        // Without ReLU the floor is negative infinity. A NaN stays a NaN in both cases.
        var floor = FloatVector.broadcast(V, relu ? 0 : Float.NEGATIVE_INFINITY);
        long pitch = width * BYTES;
        int vectors = width / LANES * LANES;
        if (residual < 0) {
            for (int r = 0; r < rows; r++) {
                long p = x + r * pitch;
                long q = y + r * pitch;
                for (int c = 0; c < vectors; c += LANES, p += STEP, q += STEP) {
                    Terms.normalized(FloatVector.fromMemorySegment(V, memory, p, ORDER), norm, width, c)
                            .max(floor)
                            .intoMemorySegment(memory, q, ORDER);
                }
            }
        } else {
            for (int r = 0; r < rows; r++) {
                long p = x + r * pitch;
                long q = y + r * pitch;
                long s = residual + r * pitch;
                for (int c = 0; c < vectors; c += LANES, p += STEP, q += STEP, s += STEP) {
                    var value = Terms.normalized(FloatVector.fromMemorySegment(V, memory, p, ORDER), norm, width, c)
                            .add(FloatVector.fromMemorySegment(V, memory, s, ORDER));
                    value.max(floor).intoMemorySegment(memory, q, ORDER);
                }
            }
        }
        PLAIN.normalize(memory, x, residual, y, rows, width, vectors, norm, relu);
    }

    @Override
    public void gradientSums(
            MemorySegment memory, long x, long dy, int rows, int width, float[] norm, boolean relu, float[] sums) {
        int c = 0;
        for (; c + 4 * LANES <= width; c += 4 * LANES) {
            if (relu) {
                fourMaskedSums(memory, x + c * BYTES, dy + c * BYTES, rows, width, norm, sums, c);
            } else {
                fourSums(memory, x + c * BYTES, dy + c * BYTES, rows, width, norm, sums, c);
            }
        }
        var zero = FloatVector.zero(V);
        for (; c + LANES <= width; c += LANES) {
            var mean = FloatVector.fromArray(V, norm, c);
            var scale = FloatVector.fromArray(V, norm, width + c);
            var shift = FloatVector.fromArray(V, norm, 2 * width + c);
            var sum = zero;
            var products = zero;
            long p = x + c * BYTES;
            long q = dy + c * BYTES;
            for (int r = 0; r < rows; r++, p += width * BYTES, q += width * BYTES) {
                var d = FloatVector.fromMemorySegment(V, memory, p, ORDER).sub(mean);
                var g = FloatVector.fromMemorySegment(V, memory, q, ORDER);
                if (relu) {
                    g = Terms.gradientWherePositive(d, scale, shift, g);
                }
                sum = sum.add(g);
                products = g.fma(d, products);
            }
            sum.intoArray(sums, c);
            products.intoArray(sums, width + c);
        }
        PLAIN.gradientSums(memory, x, dy, rows, width, c, norm, relu, sums);
    }

    private void fourMaskedSums(
            MemorySegment memory, long x, long dy, int rows, int width, float[] norm, float[] sums, int c) {
        var mean0 = FloatVector.fromArray(V, norm, c);
        var mean1 = FloatVector.fromArray(V, norm, c + LANES);
        var mean2 = FloatVector.fromArray(V, norm, c + 2 * LANES);
        var mean3 = FloatVector.fromArray(V, norm, c + 3 * LANES);
        var scale0 = FloatVector.fromArray(V, norm, width + c);
        var scale1 = FloatVector.fromArray(V, norm, width + c + LANES);
        var scale2 = FloatVector.fromArray(V, norm, width + c + 2 * LANES);
        var scale3 = FloatVector.fromArray(V, norm, width + c + 3 * LANES);
        var shift0 = FloatVector.fromArray(V, norm, 2 * width + c);
        var shift1 = FloatVector.fromArray(V, norm, 2 * width + c + LANES);
        var shift2 = FloatVector.fromArray(V, norm, 2 * width + c + 2 * LANES);
        var shift3 = FloatVector.fromArray(V, norm, 2 * width + c + 3 * LANES);
        var sum0 = FloatVector.zero(V);
        var sum1 = sum0;
        var sum2 = sum0;
        var sum3 = sum0;
        var products0 = sum0;
        var products1 = sum0;
        var products2 = sum0;
        var products3 = sum0;
        for (int r = 0; r < rows; r++, x += width * BYTES, dy += width * BYTES) {
            var d0 = FloatVector.fromMemorySegment(V, memory, x, ORDER).sub(mean0);
            var g0 = Terms.gradientWherePositive(
                    d0, scale0, shift0, FloatVector.fromMemorySegment(V, memory, dy, ORDER));
            sum0 = sum0.add(g0);
            products0 = g0.fma(d0, products0);
            var d1 = FloatVector.fromMemorySegment(V, memory, x + STEP, ORDER).sub(mean1);
            var g1 = Terms.gradientWherePositive(
                    d1, scale1, shift1, FloatVector.fromMemorySegment(V, memory, dy + STEP, ORDER));
            sum1 = sum1.add(g1);
            products1 = g1.fma(d1, products1);
            var d2 = FloatVector.fromMemorySegment(V, memory, x + 2 * STEP, ORDER)
                    .sub(mean2);
            var g2 = Terms.gradientWherePositive(
                    d2, scale2, shift2, FloatVector.fromMemorySegment(V, memory, dy + 2 * STEP, ORDER));
            sum2 = sum2.add(g2);
            products2 = g2.fma(d2, products2);
            var d3 = FloatVector.fromMemorySegment(V, memory, x + 3 * STEP, ORDER)
                    .sub(mean3);
            var g3 = Terms.gradientWherePositive(
                    d3, scale3, shift3, FloatVector.fromMemorySegment(V, memory, dy + 3 * STEP, ORDER));
            sum3 = sum3.add(g3);
            products3 = g3.fma(d3, products3);
        }
        sum0.intoArray(sums, c);
        products0.intoArray(sums, width + c);
        sum1.intoArray(sums, c + LANES);
        products1.intoArray(sums, width + c + LANES);
        sum2.intoArray(sums, c + 2 * LANES);
        products2.intoArray(sums, width + c + 2 * LANES);
        sum3.intoArray(sums, c + 3 * LANES);
        products3.intoArray(sums, width + c + 3 * LANES);
    }

    private void fourSums(
            MemorySegment memory, long x, long dy, int rows, int width, float[] norm, float[] sums, int c) {
        var mean0 = FloatVector.fromArray(V, norm, c);
        var mean1 = FloatVector.fromArray(V, norm, c + LANES);
        var mean2 = FloatVector.fromArray(V, norm, c + 2 * LANES);
        var mean3 = FloatVector.fromArray(V, norm, c + 3 * LANES);
        var sum0 = FloatVector.zero(V);
        var sum1 = sum0;
        var sum2 = sum0;
        var sum3 = sum0;
        var products0 = sum0;
        var products1 = sum0;
        var products2 = sum0;
        var products3 = sum0;
        for (int r = 0; r < rows; r++, x += width * BYTES, dy += width * BYTES) {
            var d0 = FloatVector.fromMemorySegment(V, memory, x, ORDER).sub(mean0);
            var g0 = FloatVector.fromMemorySegment(V, memory, dy, ORDER);
            sum0 = sum0.add(g0);
            products0 = g0.fma(d0, products0);
            var d1 = FloatVector.fromMemorySegment(V, memory, x + STEP, ORDER).sub(mean1);
            var g1 = FloatVector.fromMemorySegment(V, memory, dy + STEP, ORDER);
            sum1 = sum1.add(g1);
            products1 = g1.fma(d1, products1);
            var d2 = FloatVector.fromMemorySegment(V, memory, x + 2 * STEP, ORDER)
                    .sub(mean2);
            var g2 = FloatVector.fromMemorySegment(V, memory, dy + 2 * STEP, ORDER);
            sum2 = sum2.add(g2);
            products2 = g2.fma(d2, products2);
            var d3 = FloatVector.fromMemorySegment(V, memory, x + 3 * STEP, ORDER)
                    .sub(mean3);
            var g3 = FloatVector.fromMemorySegment(V, memory, dy + 3 * STEP, ORDER);
            sum3 = sum3.add(g3);
            products3 = g3.fma(d3, products3);
        }
        sum0.intoArray(sums, c);
        products0.intoArray(sums, width + c);
        sum1.intoArray(sums, c + LANES);
        products1.intoArray(sums, width + c + LANES);
        sum2.intoArray(sums, c + 2 * LANES);
        products2.intoArray(sums, width + c + 2 * LANES);
        sum3.intoArray(sums, c + 3 * LANES);
        products3.intoArray(sums, width + c + 3 * LANES);
    }

    @Override
    public void normalizeBackward(
            MemorySegment memory,
            long x,
            long dy,
            long dx,
            long sum,
            int rows,
            int width,
            float[] norm,
            float[] line,
            boolean relu) {
        long pitch = width * BYTES;
        int vectors = width / LANES * LANES;
        var zero = FloatVector.zero(V);
        if (relu) {
            for (int r = 0; r < rows; r++) {
                long i = r * pitch;
                for (int c = 0; c < vectors; c += LANES, i += STEP) {
                    var d = FloatVector.fromMemorySegment(V, memory, x + i, ORDER)
                            .sub(FloatVector.fromArray(V, norm, c));
                    var scale = FloatVector.fromArray(V, norm, width + c);
                    var open = d.fma(scale, FloatVector.fromArray(V, norm, 2 * width + c))
                            .compare(VectorOperators.GT, zero);
                    var g = zero.blend(FloatVector.fromMemorySegment(V, memory, dy + i, ORDER), open);
                    Terms.backward(g, d, scale, line, width, c).intoMemorySegment(memory, dx + i, ORDER);
                }
            }
        } else {
            for (int r = 0; r < rows; r++) {
                long i = r * pitch;
                for (int c = 0; c < vectors; c += LANES, i += STEP) {
                    var d = FloatVector.fromMemorySegment(V, memory, x + i, ORDER)
                            .sub(FloatVector.fromArray(V, norm, c));
                    var scale = FloatVector.fromArray(V, norm, width + c);
                    Terms.backward(FloatVector.fromMemorySegment(V, memory, dy + i, ORDER), d, scale, line, width, c)
                            .intoMemorySegment(memory, dx + i, ORDER);
                    if (sum >= 0) {
                        var made = d.fma(scale, FloatVector.fromArray(V, norm, 2 * width + c));
                        FloatVector.fromMemorySegment(V, memory, sum + i, ORDER)
                                .sub(made)
                                .intoMemorySegment(memory, sum + i, ORDER);
                    }
                }
            }
        }
        PLAIN.normalizeBackward(memory, x, dy, dx, sum, rows, width, vectors, norm, line, relu);
    }

    @Override
    public void relu(MemorySegment memory, long x, long y, int count) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector.fromMemorySegment(V, memory, x + i * BYTES, ORDER)
                    .max(0)
                    .intoMemorySegment(memory, y + i * BYTES, ORDER);
        }
        PLAIN.relu(memory, x + i * BYTES, y + i * BYTES, count - i);
    }

    @Override
    public void reluBackward(MemorySegment memory, long y, long dy, long dx, int count) {
        var zero = FloatVector.zero(V);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            var positive = FloatVector.fromMemorySegment(V, memory, y + i * BYTES, ORDER)
                    .compare(VectorOperators.GT, zero);
            zero.blend(FloatVector.fromMemorySegment(V, memory, dy + i * BYTES, ORDER), positive)
                    .intoMemorySegment(memory, dx + i * BYTES, ORDER);
        }
        PLAIN.reluBackward(memory, y + i * BYTES, dy + i * BYTES, dx + i * BYTES, count - i);
    }

    @Override
    public void add(MemorySegment memory, long a, long b, long y, int count) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector.fromMemorySegment(V, memory, a + i * BYTES, ORDER)
                    .add(FloatVector.fromMemorySegment(V, memory, b + i * BYTES, ORDER))
                    .intoMemorySegment(memory, y + i * BYTES, ORDER);
        }
        PLAIN.add(memory, a + i * BYTES, b + i * BYTES, y + i * BYTES, count - i);
    }

    @Override
    public void sumRows(MemorySegment memory, long x, int rows, int width, float[] sums) {
        int c = 0;
        for (; c + LANES <= width; c += LANES) {
            var sum = FloatVector.zero(V);
            long p = x + c * BYTES;
            for (int r = 0; r < rows; r++, p += width * BYTES) {
                sum = sum.add(FloatVector.fromMemorySegment(V, memory, p, ORDER));
            }
            sum.intoArray(sums, c);
        }
        PLAIN.sumRows(memory, x, rows, width, c, sums);
    }

    @Override
    public void write(float[] source, int from, MemorySegment memory, long x, int count) {
        MemorySegment.copy(source, from, memory, ValueLayout.JAVA_FLOAT, x, count);
    }

    @Override
    public void read(MemorySegment memory, long x, float[] destination, int from, int count) {
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, x, destination, from, count);
    }

    @Override
    public void accumulate(MemorySegment memory, long from, long to, int count) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            long p = i * BYTES;
            FloatVector.fromMemorySegment(V, memory, to + p, ORDER)
                    .add(FloatVector.fromMemorySegment(V, memory, from + p, ORDER))
                    .intoMemorySegment(memory, to + p, ORDER);
        }
        PLAIN.accumulate(memory, from + i * BYTES, to + i * BYTES, count - i);
    }

    @Override
    public void adam(
            MemorySegment memory,
            long w,
            long g,
            long m,
            long v,
            int count,
            float stepSize,
            float rate1,
            float rate2,
            float epsilon) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            long p = i * BYTES;
            var gradient = FloatVector.fromMemorySegment(V, memory, g + p, ORDER);
            var first = FloatVector.fromMemorySegment(V, memory, m + p, ORDER);
            first = gradient.sub(first).mul(rate1).add(first);
            first.intoMemorySegment(memory, m + p, ORDER);
            var second = FloatVector.fromMemorySegment(V, memory, v + p, ORDER);
            second = gradient.mul(gradient).sub(second).mul(rate2).add(second);
            second.intoMemorySegment(memory, v + p, ORDER);
            var change = first.mul(stepSize)
                    .div(second.lanewise(VectorOperators.SQRT).add(epsilon));
            FloatVector.fromMemorySegment(V, memory, w + p, ORDER).sub(change).intoMemorySegment(memory, w + p, ORDER);
        }
        long p = i * BYTES;
        PLAIN.adam(memory, w + p, g + p, m + p, v + p, count - i, stepSize, rate1, rate2, epsilon);
    }
}
