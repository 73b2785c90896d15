package dev.zankyo.backend.engine.vector;

import static dev.zankyo.backend.engine.vector.Pairs.*;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.PlainKernels;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels over bfloat16. They compute in float32, with {@linkplain Pairs elements of even and of odd index} in
 * separate vectors.
 *
 * <p>Coefficients and sums are {@linkplain #place ordered} likewise: in each block of columns the even ones come first,
 * then the odd ones.
 *
 * <p>Expressions linear in x are computed as one product and sum. The cancellation that this may cause is far smaller
 * than the rounding error of x.
 *
 * <p>The methods that make up a loop are small, and the code before a loop calls only methods of the Vector API. C2,
 * the JVM's optimizing compiler, stops inlining other methods if they are seldom called or if there are many vector
 * operations. Then every vector becomes an object.
 */
public final class BFloat16Kernels implements Kernels {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = V.length();

    /** The number of bfloat16 elements in a vector. */
    private static final int BLOCK = 2 * LANES;

    private static final long BYTES = Precision.BFLOAT16.bytes();
    private static final PlainKernels PLAIN = new PlainKernels(Precision.BFLOAT16);
    private static final Kernels FLOAT32 = new VectorKernels();

    @Override
    public String description() {
        return "Vector API, " + LANES + " lanes";
    }

    @Override
    public int place(int column, int width) {
        int within = column % BLOCK;
        int block = column - within;
        return block + BLOCK > width ? column : block + within % 2 * LANES + within / 2;
    }

    @Override
    public void statistics(MemorySegment memory, long x, int rows, int width, float[] pivot, float[] sums) {
        int c = 0;
        for (; c + BLOCK <= width; c += BLOCK) {
            blockStatistics(memory, x + c * BYTES, rows, width, c, pivot, sums);
        }
        PLAIN.statistics(memory, x, rows, width, c, pivot, sums);
    }

    private static void blockStatistics(
            MemorySegment memory, long x, int rows, int width, int c, float[] pivot, float[] sums) {
        var evenPivot = FloatVector.fromArray(V, pivot, c);
        var oddPivot = FloatVector.fromArray(V, pivot, c + LANES);
        var evenSum = FloatVector.zero(V);
        var oddSum = evenSum;
        var evenSquares = evenSum;
        var oddSquares = evenSum;
        for (int r = 0; r < rows; r++, x += width * BYTES) {
            var pairs = load(memory, x);
            var even = even(pairs).sub(evenPivot);
            var odd = odd(pairs).sub(oddPivot);
            evenSum = evenSum.add(even);
            oddSum = oddSum.add(odd);
            evenSquares = even.fma(even, evenSquares);
            oddSquares = odd.fma(odd, oddSquares);
        }
        evenSum.intoArray(sums, c);
        oddSum.intoArray(sums, c + LANES);
        evenSquares.intoArray(sums, width + c);
        oddSquares.intoArray(sums, width + c + LANES);
    }

    @Override
    public void normalize(
            MemorySegment memory, long x, long residual, long y, int rows, int width, float[] norm, boolean relu) {
        int c = 0;
        for (; c + BLOCK <= width; c += BLOCK) {
            long at = c * BYTES;
            if (residual < 0) {
                normalizeBlock(memory, x + at, y + at, rows, width, c, norm, relu);
            } else {
                normalizeBlockAndAdd(memory, x + at, residual + at, y + at, rows, width, c, norm, relu);
            }
        }
        PLAIN.normalize(memory, x, residual, y, rows, width, c, norm, relu);
    }

    private static void normalizeBlock(
            MemorySegment memory, long x, long y, int rows, int width, int c, float[] norm, boolean relu) {
        var floor = FloatVector.broadcast(V, relu ? 0 : Float.NEGATIVE_INFINITY);
        var evenScale = FloatVector.fromArray(V, norm, width + c);
        var oddScale = FloatVector.fromArray(V, norm, width + c + LANES);
        var evenOffset = FloatVector.fromArray(V, norm, 3 * width + c);
        var oddOffset = FloatVector.fromArray(V, norm, 3 * width + c + LANES);
        for (int r = 0; r < rows; r++, x += width * BYTES, y += width * BYTES) {
            var pairs = load(memory, x);
            var even = even(pairs).fma(evenScale, evenOffset);
            var odd = odd(pairs).fma(oddScale, oddOffset);
            store(Terms.atLeast(floor, even), Terms.atLeast(floor, odd), memory, y);
        }
    }

    private static void normalizeBlockAndAdd(
            MemorySegment memory,
            long x,
            long residual,
            long y,
            int rows,
            int width,
            int c,
            float[] norm,
            boolean relu) {
        var floor = FloatVector.broadcast(V, relu ? 0 : Float.NEGATIVE_INFINITY);
        var evenScale = FloatVector.fromArray(V, norm, width + c);
        var oddScale = FloatVector.fromArray(V, norm, width + c + LANES);
        var evenOffset = FloatVector.fromArray(V, norm, 3 * width + c);
        var oddOffset = FloatVector.fromArray(V, norm, 3 * width + c + LANES);
        for (int r = 0; r < rows; r++, x += width * BYTES, residual += width * BYTES, y += width * BYTES) {
            var pairs = load(memory, x);
            var others = load(memory, residual);
            var even = even(pairs).fma(evenScale, evenOffset).add(even(others));
            var odd = odd(pairs).fma(oddScale, oddOffset).add(odd(others));
            store(Terms.atLeast(floor, even), Terms.atLeast(floor, odd), memory, y);
        }
    }

    @Override
    public void gradientSums(
            MemorySegment memory, long x, long dy, int rows, int width, float[] norm, boolean relu, float[] sums) {
        int c = 0;
        for (; c + BLOCK <= width; c += BLOCK) {
            blockGradientSums(memory, x + c * BYTES, dy + c * BYTES, rows, width, c, norm, relu, sums);
        }
        PLAIN.gradientSums(memory, x, dy, rows, width, c, norm, relu, sums);
    }

    private static void blockGradientSums(
            MemorySegment memory,
            long x,
            long dy,
            int rows,
            int width,
            int c,
            float[] norm,
            boolean relu,
            float[] sums) {
        var floor = FloatVector.broadcast(V, relu ? 0 : Float.NEGATIVE_INFINITY);
        var evenMean = FloatVector.fromArray(V, norm, c);
        var oddMean = FloatVector.fromArray(V, norm, c + LANES);
        var evenScale = FloatVector.fromArray(V, norm, width + c);
        var oddScale = FloatVector.fromArray(V, norm, width + c + LANES);
        var evenOffset = FloatVector.fromArray(V, norm, 3 * width + c);
        var oddOffset = FloatVector.fromArray(V, norm, 3 * width + c + LANES);
        var evenSum = FloatVector.zero(V);
        var oddSum = evenSum;
        var evenProducts = evenSum;
        var oddProducts = evenSum;
        for (int r = 0; r < rows; r++, x += width * BYTES, dy += width * BYTES) {
            var pairs = load(memory, x);
            var gradients = load(memory, dy);
            var even = even(pairs);
            var odd = odd(pairs);
            var evenGradient = Terms.gradientWherePositive(even.fma(evenScale, evenOffset), floor, even(gradients));
            var oddGradient = Terms.gradientWherePositive(odd.fma(oddScale, oddOffset), floor, odd(gradients));
            evenSum = evenSum.add(evenGradient);
            oddSum = oddSum.add(oddGradient);
            evenProducts = evenGradient.fma(even.sub(evenMean), evenProducts);
            oddProducts = oddGradient.fma(odd.sub(oddMean), oddProducts);
        }
        evenSum.intoArray(sums, c);
        oddSum.intoArray(sums, c + LANES);
        evenProducts.intoArray(sums, width + c);
        oddProducts.intoArray(sums, width + c + LANES);
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
        if (sum >= 0) {
            throw new IllegalArgumentException("bfloat16 is too coarse to take a sum back");
        }
        int c = 0;
        for (; c + BLOCK <= width; c += BLOCK) {
            long at = c * BYTES;
            blockBackward(memory, x + at, dy + at, dx + at, rows, width, c, norm, line, relu);
        }
        PLAIN.normalizeBackward(memory, x, dy, dx, -1, rows, width, c, norm, line, relu);
    }

    private static void blockBackward(
            MemorySegment memory,
            long x,
            long dy,
            long dx,
            int rows,
            int width,
            int c,
            float[] norm,
            float[] line,
            boolean relu) {
        var floor = FloatVector.broadcast(V, relu ? 0 : Float.NEGATIVE_INFINITY);
        var evenScale = FloatVector.fromArray(V, norm, width + c);
        var oddScale = FloatVector.fromArray(V, norm, width + c + LANES);
        var evenOffset = FloatVector.fromArray(V, norm, 3 * width + c);
        var oddOffset = FloatVector.fromArray(V, norm, 3 * width + c + LANES);
        var evenSlope = FloatVector.fromArray(V, line, c);
        var oddSlope = FloatVector.fromArray(V, line, c + LANES);
        var evenBase = FloatVector.fromArray(V, line, 2 * width + c);
        var oddBase = FloatVector.fromArray(V, line, 2 * width + c + LANES);
        for (int r = 0; r < rows; r++, x += width * BYTES, dy += width * BYTES, dx += width * BYTES) {
            var pairs = load(memory, x);
            var gradients = load(memory, dy);
            var even = even(pairs);
            var odd = odd(pairs);
            var evenGradient = Terms.gradientWherePositive(even.fma(evenScale, evenOffset), floor, even(gradients));
            var oddGradient = Terms.gradientWherePositive(odd.fma(oddScale, oddOffset), floor, odd(gradients));
            var evenResult = evenGradient.fma(evenScale, even.fma(evenSlope, evenBase));
            var oddResult = oddGradient.fma(oddScale, odd.fma(oddSlope, oddBase));
            store(evenResult, oddResult, memory, dx);
        }
    }

    @Override
    public void relu(MemorySegment memory, long x, long y, int count) {
        var floor = FloatVector.zero(V);
        int i = 0;
        for (; i + BLOCK <= count; i += BLOCK) {
            var pairs = load(memory, x + i * BYTES);
            store(Terms.atLeast(floor, even(pairs)), Terms.atLeast(floor, odd(pairs)), memory, y + i * BYTES);
        }
        PLAIN.relu(memory, x + i * BYTES, y + i * BYTES, count - i);
    }

    @Override
    public void reluBackward(MemorySegment memory, long y, long dy, long dx, int count) {
        var floor = FloatVector.zero(V);
        int i = 0;
        for (; i + BLOCK <= count; i += BLOCK) {
            var pairs = load(memory, y + i * BYTES);
            var gradients = load(memory, dy + i * BYTES);
            var even = Terms.gradientWherePositive(even(pairs), floor, even(gradients));
            store(even, Terms.gradientWherePositive(odd(pairs), floor, odd(gradients)), memory, dx + i * BYTES);
        }
        PLAIN.reluBackward(memory, y + i * BYTES, dy + i * BYTES, dx + i * BYTES, count - i);
    }

    @Override
    public void add(MemorySegment memory, long a, long b, long y, int count) {
        int i = 0;
        for (; i + BLOCK <= count; i += BLOCK) {
            var pairs = load(memory, a + i * BYTES);
            var others = load(memory, b + i * BYTES);
            store(even(pairs).add(even(others)), odd(pairs).add(odd(others)), memory, y + i * BYTES);
        }
        PLAIN.add(memory, a + i * BYTES, b + i * BYTES, y + i * BYTES, count - i);
    }

    @Override
    public void sumRows(MemorySegment memory, long x, int rows, int width, float[] sums) {
        int c = 0;
        for (; c + BLOCK <= width; c += BLOCK) {
            var even = FloatVector.zero(V);
            var odd = even;
            for (int r = 0; r < rows; r++) {
                var pairs = load(memory, x + (long) r * width * BYTES + c * BYTES);
                even = even.add(even(pairs));
                odd = odd.add(odd(pairs));
            }
            interleave(even, odd, sums, c);
        }
        PLAIN.sumRows(memory, x, rows, width, c, sums);
    }

    @Override
    public void write(float[] source, int from, MemorySegment memory, long x, int count) {
        int i = 0;
        for (; i + BLOCK <= count; i += BLOCK) {
            var low = quiet(FloatVector.fromArray(V, source, from + i));
            var high = quiet(FloatVector.fromArray(V, source, from + i + LANES));
            store(evens(low, high), odds(low, high), memory, x + i * BYTES);
        }
        PLAIN.write(source, from + i, memory, x + i * BYTES, count - i);
    }

    @Override
    public void read(MemorySegment memory, long x, float[] destination, int from, int count) {
        int i = 0;
        for (; i + BLOCK <= count; i += BLOCK) {
            var pairs = load(memory, x + i * BYTES);
            interleave(even(pairs), odd(pairs), destination, from + i);
        }
        PLAIN.read(memory, x + i * BYTES, destination, from + i, count - i);
    }

    @Override
    public void accumulate(MemorySegment memory, long from, long to, int count) {
        FLOAT32.accumulate(memory, from, to, count);
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
        FLOAT32.adam(memory, w, g, m, v, count, stepSize, rate1, rate2, epsilon);
    }
}
