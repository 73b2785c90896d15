package dev.zankyo.backend;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The measured peak performance of a machine: the two lines of the roofline model (Williams, Waterman, Patterson 2009).
 *
 * @param threads number of threads that measured it together
 * @param gigaflops peak float32 rate in GFLOP/s; a fused multiply-add counts as two operations
 * @param gigabytes peak memory bandwidth in GB/s, 10^9 bytes a second
 */
public record Peak(int threads, double gigaflops, double gigabytes) {

    /**
     * Returns the peak rate for a precision in GFLOP/s. Bfloat16 has twice the rate of float32, because a processor's
     * dot-product instruction multiplies two pairs in each float32 lane. A processor with matrix units (AMX) is faster;
     * a processor without the dot-product instruction is slower.
     */
    public double gigaflops(Precision precision) {
        return gigaflops * Precision.FLOAT32.bytes() / precision.bytes();
    }

    /** Returns the medians of at least one measurement. All measurements must use the same number of threads. */
    public static Peak median(List<Peak> measured) {
        return new Peak(
                measured.get(0).threads(), median(measured, r -> r.gigaflops), median(measured, r -> r.gigabytes));
    }

    private static double median(List<Peak> measured, ToDoubleFunction<Peak> figure) {
        double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
