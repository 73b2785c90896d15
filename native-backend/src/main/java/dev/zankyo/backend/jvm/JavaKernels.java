package dev.zankyo.backend.jvm;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.KernelChoice;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.PlainKernels;
import dev.zankyo.backend.jvm.correlation.KernelsByFilters;
import java.util.function.Supplier;

/**
 * What computes, and what to tell the user about it.
 *
 * @param correlations makes the kernels of convolutions and dense layers for one worker
 * @param loops everything else
 * @param detail for people: what it is, and how to get something faster
 */
record JavaKernels(Supplier<KernelsByFilters> correlations, Kernels.Family loops, String detail) {
    private static final String VECTOR_KERNELS = "dev.zankyo.backend.jvm.vector.Lengths";

    private static final Kernels PLAIN_LOOPS = new PlainKernels(Precision.FLOAT32);

    /** Found once, and not before someone asks. */
    private static final class Best {
        static final JavaKernels KERNELS =
                KernelChoice.hasVectorModule() ? vector() : plain(withSlowness("plain loops"));
    }

    /** The best this JVM can run. */
    static JavaKernels best() {
        return Best.KERNELS;
    }

    /** Plain loops, whatever the JVM can do. */
    static JavaKernels plain() {
        return plain("plain loops");
    }

    private static JavaKernels plain(String detail) {
        return new JavaKernels(PlainCorrelation::byFilters, precision -> PLAIN_LOOPS, detail);
    }

    private static JavaKernels vector() {
        KernelsByFilters correlations = KernelChoice.load(KernelsByFilters.class, VECTOR_KERNELS);
        String detail = withSlowness(KernelChoice.BEST.of(Precision.FLOAT32).description());
        return new JavaKernels(() -> correlations, KernelChoice.BEST, detail);
    }

    private static String withSlowness(String detail) {
        return KernelChoice.slowness().map(slow -> detail + "; " + slow).orElse(detail);
    }
}
