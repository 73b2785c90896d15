package dev.zankyo.backend.engine;

import dev.zankyo.backend.Precision;
import java.lang.foreign.MemorySegment;

/**
 * The loops of a step other than convolutions, over tensors in one piece of memory. Offsets are in bytes from its
 * start.
 *
 * <p>A tensor is seen as rows of {@code width} elements, one column for each channel. To fill the vectors better, a row
 * may hold several pixels, so that the channels repeat. Tensors have the precision that the kernels were made for.
 * Coefficients and sums are float32 arrays on the heap, in the order of {@link #place}.
 *
 * <p>Implementations keep no state and allocate nothing, so threads may share them. Each column is summed in one chain
 * of additions, from the first row to the last.
 */
public interface Kernels {

    /** The kernels for each precision of tensors. */
    @FunctionalInterface
    interface Family {
        Kernels of(Precision precision);
    }

    /** Returns the name of the implementation for {@code describe()}, such as {@code Vector API, 16 lanes}. */
    String description();

    /**
     * Returns the position of a column within the rows of coefficients and sums, which are {@code width} long. So
     * kernels that process columns in another order need not reorder coefficients on every call.
     */
    default int place(int column, int width) {
        return column;
    }

    /**
     * Computes sums for mean and variance without cancellation: with d = x - pivot, the sum of d and the sum of d * d.
     *
     * @param x offset of {@code rows} x {@code width} elements
     * @param pivot any row near the mean, {@code width} long
     * @param sums receives 2 x {@code width} elements
     */
    void statistics(MemorySegment memory, long x, int rows, int width, float[] pivot, float[] sums);

    /**
     * Computes y = (x - mean) * scale + shift + residual, then max(y, 0) if {@code relu}.
     *
     * @param residual the offset of the residual; negative if there is none
     * @param norm mean, scale, shift and offset, 4 x {@code width}. The offset is shift - mean * scale, for kernels
     *     whose precision permits x * scale + offset
     */
    void normalize(
            MemorySegment memory, long x, long residual, long y, int rows, int width, float[] norm, boolean relu);

    /**
     * Computes the sums for the gradient of a normalization: the sum of g, and the sum of g * (x - mean). Here g = dy;
     * with {@code relu}, g = 0 where the output was not positive.
     *
     * @param norm as for {@link #normalize}
     * @param sums receives 2 x {@code width} elements
     */
    void gradientSums(
            MemorySegment memory, long x, long dy, int rows, int width, float[] norm, boolean relu, float[] sums);

    /**
     * Computes dx = (g - mean gradient) * scale + (x - mean) * slope, with g as for {@link #gradientSums}. Subtracts
     * the result of {@link #normalize} for x from {@code sum}.
     *
     * @param sum the offset of the tensor to restore; negative if there is none. Always negative for bfloat16, which is
     *     too coarse to restore a summand by subtraction
     * @param norm as for {@link #normalize}
     * @param line slope, mean gradient and base, 3 x {@code width}. The base is - mean * slope - mean gradient * scale,
     *     for kernels whose precision permits g * scale + x * slope + base
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

    /** Computes y = max(x, 0). */
    void relu(MemorySegment memory, long x, long y, int count);

    /** Computes dx = dy where y > 0, else 0. */
    void reluBackward(MemorySegment memory, long y, long dy, long dx, int count);

    /** Computes y = a + b; y may be a. */
    void add(MemorySegment memory, long a, long b, long y, int count);

    /** Computes the sum of each column of x over all rows, in the order of the columns. */
    void sumRows(MemorySegment memory, long x, int rows, int width, float[] sums);

    /**
     * Copies {@code count} floats, starting at index {@code from} of {@code source}, to the offset {@code x}. Rounds
     * them to the precision of the tensors.
     */
    void write(float[] source, int from, MemorySegment memory, long x, int count);

    /** Copies {@code count} elements from memory to floats. */
    void read(MemorySegment memory, long x, float[] destination, int from, int count);

    /** Computes to += from, over float32 elements, whatever the precision of the tensors. */
    void accumulate(MemorySegment memory, long from, long to, int count);

    /**
     * Computes one step of Adam over {@code count} float32 parameters:
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
