package dev.zankyo.backend.engine;

import dev.zankyo.backend.Precision;
import java.lang.foreign.MemorySegment;

/**
 * The loops of a step besides convolutions, over tensors in one piece of memory. An offset is in bytes from its start; rows
 * are of {@code width} elements, one channel a column or, where that fills the vectors better, the channels several times
 * over. Tensors have the precision the kernels were made for; coefficients and sums are float32 on the heap, in the order of {@link #place}.
 *
 * <p>Implementations keep no state and allocate nothing. Sums over rows are one chain a column, from the first row to the
 * last.
 */
public interface Kernels {

    /** The kernels for tensors of each precision. */
    @FunctionalInterface
    interface Family {
        Kernels of(Precision precision);
    }

    /** For people: {@code Vector API, 16 lanes}. */
    String description();

    /**
     * Where in coefficients and sums, rows of {@code width}, that of a column stands. Kernels that take columns in an order
     * of their own so need not sort them on every call.
     */
    default int place(int column, int width) {
        return column;
    }

    /**
     * Sums for mean and variance without cancellation: with d = x - pivot, the sum of d, then that of d * d.
     *
     * @param pivot any row near the mean, {@code width} long
     * @param sums receives 2 x width
     */
    void statistics(MemorySegment memory, long x, int rows, int width, float[] pivot, float[] sums);

    /**
     * y = (x - mean) * scale + shift + residual, then max(., 0) if {@code relu}.
     *
     * @param residual negative if there is none
     * @param norm mean, scale, shift, and offset = shift - mean * scale for those whose precision allows to compute x * scale
     *     + offset; 4 x width
     */
    void normalize(
            MemorySegment memory, long x, long residual, long y, int rows, int width, float[] norm, boolean relu);

    /**
     * The sums the gradient of a normalisation needs: with g = dy, or 0 where {@code relu} and the output was not positive,
     * the sum of g, then that of g * (x - mean).
     *
     * @param norm as for {@link #normalize}
     * @param sums receives 2 x width
     */
    void gradientSums(
            MemorySegment memory, long x, long dy, int rows, int width, float[] norm, boolean relu, float[] sums);

    /**
     * dx = (g - mean gradient) * scale + (x - mean) * slope, g as for {@link #gradientSums}. And what {@link #normalize} made
     * of x is subtracted from {@code sum}.
     *
     * @param sum negative if there is none, and always for bfloat16, which is too coarse to get back what was added to
     * @param norm as for {@link #normalize}
     * @param line slope, mean gradient, and base = - mean * slope - mean gradient * scale for those whose precision allows to
     *     compute g * scale + x * slope + base; 3 x width
     */
    void normalizeBackward(
            MemorySegment memory,
            long x,
            long dy,
            long dx,
            long sum,
            int rows,
            int width,
            float[] norm,
            float[] line,
            boolean relu);

    /** y = max(x, 0). */
    void relu(MemorySegment memory, long x, long y, int count);

    /** dx = dy where y > 0, else 0. */
    void reluBackward(MemorySegment memory, long y, long dy, long dx, int count);

    /** y = a + b; y may be a. */
    void add(MemorySegment memory, long a, long b, long y, int count);

    /** The sum of all rows of x, one a column, in the order of columns. */
    void sumRows(MemorySegment memory, long x, int rows, int width, float[] sums);

    /** Copies in, rounding to the precision of the tensors. */
    void write(float[] source, int from, MemorySegment memory, long x, int count);

    /** Copies out. */
    void read(MemorySegment memory, long x, float[] destination, int from, int count);

    /** to += from, float32 whatever the tensors are. */
    void accumulate(MemorySegment memory, long from, long to, int count);

    /**
     * One step of Adam over {@code count} float32 parameters:
     *
     * <pre>{@code
     * m += (g - m) * rate1
     * v += (g * g - v) * rate2
     * w -= stepSize * m / (sqrt(v) + epsilon)
     * }</pre>
     */
    void adam(
            MemorySegment memory,
            long w,
            long g,
            long m,
            long v,
            int count,
            float stepSize,
            float rate1,
            float rate2,
            float epsilon);
}
