package dev.zankyo.backend.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.zankyo.backend.Precision;
import java.lang.foreign.MemorySegment;

/**
 * The kernels as plain loops, for every JVM. Products and sums are rounded separately: {@code Math.fma} would be
 * hundreds of times slower on a processor without that instruction.
 *
 * <p>Kernels over rows have a variant with a first column {@code from}. Vectorized kernels call it for the columns that
 * do not fill a vector.
 */
public final class PlainKernels implements Kernels {
    private final boolean half;

    /** Creates kernels over tensors of the given precision. */
    public PlainKernels(Precision precision) {
        half = precision == Precision.BFLOAT16;
    }

    @Override
    public String description() {
        return "plain loops";
    }

    private float get(MemorySegment memory, long offset, int index) {
        return half
                ? BFloat16.toFloat(memory.get(JAVA_SHORT, offset + 2L * index))
                : memory.get(JAVA_FLOAT, offset + 4L * index);
    }

    private void set(MemorySegment memory, long offset, int index, float value) {
        if (half) {
            memory.set(JAVA_SHORT, offset + 2L * index, BFloat16.fromFloat(value));
        } else {
            memory.set(JAVA_FLOAT, offset + 4L * index, value);
        }
    }

    @Override
    public void statistics(MemorySegment memory, long x, int rows, int width, float[] pivot, float[] sums) {
        statistics(memory, x, rows, width, 0, pivot, sums);
    }

    /** Computes the same statistics for the columns with index {@code from} and above only. */
    public void statistics(MemorySegment memory, long x, int rows, int width, int from, float[] pivot, float[] sums) {
        for (int c = from; c < width; c++) {
            float first = pivot[c];
            float sum = 0;
            float squares = 0;
            for (int r = 0, i = c; r < rows; r++, i += width) {
                float d = get(memory, x, i) - first;
                sum += d;
                squares += d * d;
            }
            sums[c] = sum;
            sums[width + c] = squares;
        }
    }

    @Override
    public void normalize(
            MemorySegment memory, long x, long residual, long y, int rows, int width, float[] norm, boolean relu) {
        normalize(memory, x, residual, y, rows, width, 0, norm, relu);
    }

    /** Computes {@link #normalize} of the columns from {@code from} on. */
    public void normalize(
            MemorySegment memory,
            long x,
            long residual,
            long y,
            int rows,
            int width,
            int from,
            float[] norm,
            boolean relu) {
        float floor = relu ? 0 : Float.NEGATIVE_INFINITY;
        for (int r = 0; r < rows; r++) {
            for (int c = from, i = r * width + from; c < width; c++, i++) {
                float value = (get(memory, x, i) - norm[c]) * norm[width + c] + norm[2 * width + c];
                if (residual >= 0) {
                    value += get(memory, residual, i);
                }
                set(memory, y, i, Math.max(value, floor));
            }
        }
    }

    @Override
    public void gradientSums(
            MemorySegment memory, long x, long dy, int rows, int width, float[] norm, boolean relu, float[] sums) {
        gradientSums(memory, x, dy, rows, width, 0, norm, relu, sums);
    }

    /** Computes {@link #gradientSums} of the columns from {@code from} on. */
    public void gradientSums(
            MemorySegment memory,
            long x,
            long dy,
            int rows,
            int width,
            int from,
            float[] norm,
            boolean relu,
            float[] sums) {
        for (int c = from; c < width; c++) {
            float mean = norm[c];
            float scale = norm[width + c];
            float shift = norm[2 * width + c];
            float sum = 0;
            float products = 0;
            for (int r = 0, i = c; r < rows; r++, i += width) {
                float d = get(memory, x, i) - mean;
                float g = relu && !(d * scale + shift > 0) ? 0 : get(memory, dy, i);
                sum += g;
                products += g * d;
            }
            sums[c] = sum;
            sums[width + c] = products;
        }
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
        normalizeBackward(memory, x, dy, dx, sum, rows, width, 0, norm, line, relu);
    }

    /** Computes {@link #normalizeBackward} of the columns from {@code from} on. */
    public void normalizeBackward(
            MemorySegment memory,
            long x,
            long dy,
            long dx,
            long sum,
            int rows,
            int width,
            int from,
            float[] norm,
            float[] line,
            boolean relu) {
        for (int r = 0; r < rows; r++) {
            for (int c = from, i = r * width + from; c < width; c++, i++) {
                float d = get(memory, x, i) - norm[c];
                float scale = norm[width + c];
                float normalized = d * scale + norm[2 * width + c];
                float g = relu && !(normalized > 0) ? 0 : get(memory, dy, i);
                set(memory, dx, i, (g - line[width + c]) * scale + d * line[c]);
                if (sum >= 0) {
                    set(memory, sum, i, get(memory, sum, i) - normalized);
                }
            }
        }
    }

    @Override
    public void relu(MemorySegment memory, long x, long y, int count) {
        for (int i = 0; i < count; i++) {
            set(memory, y, i, Math.max(get(memory, x, i), 0));
        }
    }

    @Override
    public void reluBackward(MemorySegment memory, long y, long dy, long dx, int count) {
        for (int i = 0; i < count; i++) {
            set(memory, dx, i, get(memory, y, i) > 0 ? get(memory, dy, i) : 0);
        }
    }

    @Override
    public void add(MemorySegment memory, long a, long b, long y, int count) {
        for (int i = 0; i < count; i++) {
            set(memory, y, i, get(memory, a, i) + get(memory, b, i));
        }
    }

    @Override
    public void sumRows(MemorySegment memory, long x, int rows, int width, float[] sums) {
        sumRows(memory, x, rows, width, 0, sums);
    }

    /** Computes {@link #sumRows} of the columns from {@code from} on. */
    public void sumRows(MemorySegment memory, long x, int rows, int width, int from, float[] sums) {
        for (int c = from; c < width; c++) {
            float sum = 0;
            for (int r = 0, i = c; r < rows; r++, i += width) {
                sum += get(memory, x, i);
            }
            sums[c] = sum;
        }
    }

    @Override
    public void write(float[] source, int from, MemorySegment memory, long x, int count) {
        for (int i = 0; i < count; i++) {
            set(memory, x, i, source[from + i]);
        }
    }

    @Override
    public void read(MemorySegment memory, long x, float[] destination, int from, int count) {
        for (int i = 0; i < count; i++) {
            destination[from + i] = get(memory, x, i);
        }
    }

    @Override
    public void accumulate(MemorySegment memory, long from, long to, int count) {
        for (long i = 0; i < 4L * count; i += 4) {
            memory.set(JAVA_FLOAT, to + i, memory.get(JAVA_FLOAT, to + i) + memory.get(JAVA_FLOAT, from + i));
        }
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
        for (long i = 0; i < 4L * count; i += 4) {
            float gradient = memory.get(JAVA_FLOAT, g + i);
            float first = memory.get(JAVA_FLOAT, m + i);
            first += (gradient - first) * rate1;
            memory.set(JAVA_FLOAT, m + i, first);
            float second = memory.get(JAVA_FLOAT, v + i);
            second += (gradient * gradient - second) * rate2;
            memory.set(JAVA_FLOAT, v + i, second);
            float change = stepSize * first / ((float) Math.sqrt(second) + epsilon);
            memory.set(JAVA_FLOAT, w + i, memory.get(JAVA_FLOAT, w + i) - change);
        }
    }
}
