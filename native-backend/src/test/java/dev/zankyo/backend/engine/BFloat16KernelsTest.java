package dev.zankyo.backend.engine;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.vector.BFloat16Kernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kernels over bfloat16 against the formulas in float64, computed from the same rounded inputs. */
class BFloat16KernelsTest {
    private static final Kernels PLAIN = new PlainKernels(Precision.BFLOAT16);
    private static final Kernels VECTOR = KernelChoice.BEST.of(Precision.BFLOAT16);

    /** The relative rounding error of a significand of 8 bits: at most half of its last bit. */
    private static final double ROUNDING = 0x1p-8;

    /** The relative rounding error of one operation in float32. */
    private static final double FLOAT32 = 0x1p-24;

    private static final long A = 0;
    private static final long B = 1 << 16;
    private static final long C = 2 << 16;

    private final MemorySegment memory = Arena.ofAuto().allocate(3 << 16, 64);
    private final Random random = new Random(7);

    /** Kernels and rows whose width is less than a vector, some vectors, or some vectors and a remainder. */
    record Case(Kernels kernels, int rows, int width, boolean relu) {
        int count() {
            return rows * width;
        }

        @Override
        public String toString() {
            return kernels.description() + " rows" + rows + " w" + width + (relu ? " relu" : "");
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Kernels kernels : List.of(PLAIN, VECTOR)) {
            for (int width : new int[] {1, 16, 31, 32, 64, 71, 128, 163}) {
                for (int rows : new int[] {1, 5, 38}) {
                    cases.add(new Case(kernels, rows, width, false));
                    cases.add(new Case(kernels, rows, width, true));
                }
            }
        }
        return cases;
    }

    static List<Kernels> kernels() {
        return List.of(PLAIN, VECTOR);
    }

    @Test
    void kernelsOfTheVectorApi_areTheOnesTested() {
        assertInstanceOf(BFloat16Kernels.class, VECTOR);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void place_isAnOrderOfColumns(Case c) {
        int[] places = IntStream.range(0, c.width)
                .map(column -> c.kernels.place(column, c.width))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, c.width).toArray(), places);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void normalize_isTheFormulaRounded(Case c) {
        Norm norm = new Norm(c);
        float[] x = fill(A, c.count());
        float[] residual = fill(B, c.count());
        for (long second : new long[] {-1, B}) {
            c.kernels.normalize(memory, A, second, C, c.rows, c.width, norm.rows, c.relu);
            float[] y = get(C, c.count());
            for (int i = 0; i < y.length; i++) {
                double sum = norm.apply(x[i], i) + (second < 0 ? 0 : residual[i]);
                double expected = c.relu ? Math.max(sum, 0) : sum;
                assertEquals(
                        expected, y[i], ROUNDING * Math.abs(expected) + 4 * FLOAT32 * norm.terms(x[i], i), c + " " + i);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void statistics_areSumsOfDeviations(Case c) {
        float[] x = fill(A, c.count());
        float[] pivot = new float[c.width];
        float[] placed = new float[c.width];
        for (int i = 0; i < c.width; i++) {
            pivot[i] = x[i];
            placed[c.kernels.place(i, c.width)] = x[i];
        }
        float[] sums = new float[2 * c.width];
        c.kernels.statistics(memory, A, c.rows, c.width, placed, sums);
        assertSum(c, "sum", sums, 0, i -> (double) x[i] - pivot[i % c.width]);
        assertSum(c, "squares", sums, c.width, i -> Math.pow((double) x[i] - pivot[i % c.width], 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientSums_areOfGradientsThatPass(Case c) {
        Norm norm = new Norm(c);
        float[] x = fillClearOfTheEdge(c, norm);
        float[] dy = fill(B, c.count());
        float[] sums = new float[2 * c.width];
        c.kernels.gradientSums(memory, A, B, c.rows, c.width, norm.rows, c.relu, sums);
        assertSum(c, "sum", sums, 0, i -> norm.gradient(x[i], dy[i], i));
        assertSum(c, "products", sums, c.width, i -> norm.gradient(x[i], dy[i], i) * (x[i] - norm.mean(i)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void normalizeBackward_isTheFormulaRounded(Case c) {
        Norm norm = new Norm(c);
        float[] x = fillClearOfTheEdge(c, norm);
        float[] dy = fill(B, c.count());
        float[] line = norm.line();
        c.kernels.normalizeBackward(memory, A, B, C, -1, c.rows, c.width, norm.rows, line, c.relu);
        float[] dx = get(C, c.count());
        for (int i = 0; i < dx.length; i++) {
            double g = norm.gradient(x[i], dy[i], i);
            double slope = line[norm.place(i)];
            double meanGradient = line[c.width + norm.place(i)];
            double expected = (g - meanGradient) * norm.scale(i) + (x[i] - norm.mean(i)) * slope;
            double terms = (Math.abs(g) + Math.abs(meanGradient)) * Math.abs(norm.scale(i))
                    + (Math.abs(x[i]) + Math.abs(norm.mean(i))) * Math.abs(slope);
            assertEquals(expected, dx[i], ROUNDING * Math.abs(expected) + 4 * FLOAT32 * terms, c + " " + i);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void sumRows_isInTheOrderOfColumns(Case c) {
        float[] x = fill(A, c.count());
        float[] sums = new float[c.width];
        c.kernels.sumRows(memory, A, c.rows, c.width, sums);
        for (int column = 0; column < c.width; column++) {
            double sum = 0;
            double terms = 0;
            for (int r = 0; r < c.rows; r++) {
                sum += x[r * c.width + column];
                terms += Math.abs(x[r * c.width + column]);
            }
            assertEquals(sum, sums[column], c.rows * FLOAT32 * terms, c + " " + column);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void elementwiseKernels_areExactlyRounded(Case c) {
        float[] a = fill(A, c.count());
        float[] b = fill(B, c.count());
        c.kernels.add(memory, A, B, C, c.count());
        assertElements(c + " add", c.count(), i -> rounded(a[i] + b[i]));
        c.kernels.relu(memory, A, C, c.count());
        assertElements(c + " relu", c.count(), i -> Math.max(a[i], 0));
        c.kernels.reluBackward(memory, A, B, C, c.count());
        assertElements(c + " relu backward", c.count(), i -> a[i] > 0 ? b[i] : 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kernels")
    void nan_staysNan(Kernels kernels) {
        int count = 71;
        float[] values = new float[count];
        Arrays.fill(values, Float.NaN);
        float[] norm = new float[4 * count];
        float[] line = new float[3 * count];
        kernels.write(values, 0, memory, A, count);
        fill(B, count);
        kernels.relu(memory, A, C, count);
        assertElements("relu", count, i -> Double.NaN);
        kernels.add(memory, A, B, C, count);
        assertElements("add", count, i -> Double.NaN);
        kernels.normalize(memory, A, B, C, 1, count, norm, true);
        assertElements("normalize", count, i -> Double.NaN);
        kernels.normalizeBackward(memory, A, B, C, -1, 1, count, norm, line, false);
        assertElements("backward", count, i -> Double.NaN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kernels")
    void everyPattern_isReadAndWrittenBack(Kernels kernels) {
        int count = 1 << 15;
        for (int sign = 0; sign < 2; sign++) {
            for (int i = 0; i < count; i++) {
                memory.set(JAVA_SHORT, A + 2L * i, (short) (sign << 15 | i));
            }
            float[] values = new float[count];
            kernels.read(memory, A, values, 0, count);
            kernels.write(values, 0, memory, B, count);
            for (int i = 0; i < count; i++) {
                assertEquals(sign << 31 | i << 16, Float.floatToRawIntBits(values[i]));
                short back = memory.get(JAVA_SHORT, B + 2L * i);
                if (Float.isNaN(values[i])) {
                    assertTrue(Float.isNaN(BFloat16.toFloat(back)), "NaN of fraction " + (i & 0x7f));
                } else {
                    assertEquals((short) (sign << 15 | i), back);
                }
            }
        }
    }

    /** Values below, at and above the middle between all neighboring numbers; the largest overflow to infinity. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kernels")
    void everyNumberBetweenTwo_isRoundedToTheNearest_orTheEven(Kernels kernels) {
        int count = 0x7f80;
        for (int sign = 0; sign < 2; sign++) {
            for (int rest : new int[] {1, 0x7fff, 0x8000, 0x8001, 0xffff}) {
                float[] values = new float[count];
                for (int i = 0; i < count; i++) {
                    values[i] = Float.intBitsToFloat(sign << 31 | i << 16 | rest);
                }
                kernels.write(values, 0, memory, A, count);
                for (int i = 0; i < count; i++) {
                    boolean up = rest > 0x8000 || rest == 0x8000 && i % 2 == 1;
                    assertEquals((short) (sign << 15 | i + (up ? 1 : 0)), memory.get(JAVA_SHORT, A + 2L * i));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kernels")
    void nanOfAnyFraction_isWrittenAsNan(Kernels kernels) {
        int[] patterns = {0x7f800001, 0x7f80ffff, 0x7fc00000, 0x7fffffff, 0xff800001, 0xff808000, 0xffffffff};
        float[] values = new float[patterns.length * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(patterns[i % patterns.length]);
        }
        kernels.write(values, 0, memory, C, values.length);
        assertElements("NaN", values.length, i -> Double.NaN);
    }

    /** The normalization of the columns of a case, with its formulas in float64. */
    private final class Norm {
        final float[] rows;
        private final Case c;

        Norm(Case c) {
            this.c = c;
            rows = new float[4 * c.width];
            for (int column = 0; column < c.width; column++) {
                float mean = (float) random.nextGaussian();
                float scale = (float) random.nextGaussian();
                float shift = (float) random.nextGaussian();
                set(rows, 0, column, mean);
                set(rows, 1, column, scale);
                set(rows, 2, column, shift);
                set(rows, 3, column, (float) (shift - (double) mean * scale));
            }
        }

        private void set(float[] to, int row, int column, float value) {
            to[row * c.width + c.kernels.place(column, c.width)] = value;
        }

        /** Returns slope, mean gradient and base. */
        float[] line() {
            float[] line = new float[3 * c.width];
            for (int column = 0; column < c.width; column++) {
                float slope = (float) random.nextGaussian();
                float meanGradient = (float) random.nextGaussian();
                set(line, 0, column, slope);
                set(line, 1, column, meanGradient);
                set(line, 2, column, (float) (-mean(column) * slope - meanGradient * scale(column)));
            }
            return line;
        }

        int place(int i) {
            return c.kernels.place(i % c.width, c.width);
        }

        double mean(int i) {
            return rows[place(i)];
        }

        double scale(int i) {
            return rows[c.width + place(i)];
        }

        double shift(int i) {
            return rows[2 * c.width + place(i)];
        }

        double apply(double x, int i) {
            return (x - mean(i)) * scale(i) + shift(i);
        }

        double terms(double x, int i) {
            return (Math.abs(x) + Math.abs(mean(i))) * Math.abs(scale(i)) + Math.abs(shift(i));
        }

        double gradient(float x, float dy, int i) {
            return c.relu && apply(x, i) <= 0 ? 0 : dy;
        }
    }

    /** Fills memory at an offset with random numbers, rounded to bfloat16, and returns them. */
    private float[] fill(long offset, int count) {
        for (int i = 0; i < count; i++) {
            memory.set(JAVA_SHORT, offset + 2L * i, BFloat16.fromFloat((float) random.nextGaussian()));
        }
        return get(offset, count);
    }

    /**
     * Fills the memory at {@link #A} with random numbers. Their normalized values are so far from zero that float32
     * gives them the right sign.
     */
    private float[] fillClearOfTheEdge(Case c, Norm norm) {
        float[] x = fill(A, c.count());
        for (int i = 0; i < x.length; i++) {
            while (Math.abs(norm.apply(x[i], i)) < 4 * FLOAT32 * norm.terms(x[i], i)) {
                x[i] = rounded((float) random.nextGaussian());
                memory.set(JAVA_SHORT, A + 2L * i, BFloat16.fromFloat(x[i]));
            }
        }
        return x;
    }

    private float[] get(long offset, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = BFloat16.toFloat(memory.get(JAVA_SHORT, offset + 2L * i));
        }
        return values;
    }

    private static float rounded(float value) {
        return BFloat16.toFloat(BFloat16.fromFloat(value));
    }

    private void assertElements(String what, int count, IntToDoubleFunction expected) {
        float[] actual = get(C, count);
        for (int i = 0; i < count; i++) {
            assertEquals(expected.applyAsDouble(i), actual[i], what + " " + i);
        }
    }

    private static void assertSum(Case c, String what, float[] sums, int from, IntToDoubleFunction term) {
        for (int column = 0; column < c.width; column++) {
            double sum = 0;
            double terms = 0;
            for (int r = 0; r < c.rows; r++) {
                double value = term.applyAsDouble(r * c.width + column);
                sum += value;
                terms += Math.abs(value);
            }
            double actual = sums[from + c.kernels.place(column, c.width)];
            // A term has two rounding errors, one of them in x - mean, and is added once per row.
            assertEquals(sum, actual, (c.rows + 3) * FLOAT32 * terms + 1e-30, c + " " + what + " " + column);
        }
    }
}
