package dev.zankyo.backend;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a machine could do at most, measured: the two lines of the roofline model (Williams, Waterman, Patterson 2009).
 *
 * @param threads that measured it together
 * @param gigaflops float32 operations, 10^9 a second, a fused multiply-add being two
 * @param gigabytes moved to and from memory, 10^9 a second
 */
public record Roof(int threads, double gigaflops, double gigabytes) {

    /**
     * The operations of a precision, 10^9 a second. Bfloat16 has twice those of float32: a processor's dot-product instruction
     * multiplies two pairs in each float32 lane. A processor with matrix units (AMX) can do more, one without the
     * instruction less.
     */
    public double gigaflops(Precision precision) {
        return gigaflops * Precision.FLOAT32.bytes() / precision.bytes();
    }

    /** The medians of several measurements on as many threads, which must not be none. */
    public static Roof median(List<Roof> measured) {
        return new Roof(
                measured.get(0).threads(), median(measured, r -> r.gigaflops), median(measured, r -> r.gigabytes));
    }

    private static double median(List<Roof> measured, ToDoubleFunction<Roof> figure) {
        double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
