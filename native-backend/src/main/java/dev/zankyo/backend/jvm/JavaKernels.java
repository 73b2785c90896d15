package dev.zankyo.backend.jvm;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.KernelChoice;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.PlainKernels;
import dev.zankyo.backend.jvm.correlation.KernelsByFilters;
import java.util.function.Supplier;

/**
 * A choice of kernels, and its description for the user.
 *
 * @param correlations a supplier of the kernels of convolutions and dense layers, called once for each worker
 * @param loops the kernels of all other operations
 * @param detail the description: the kernels' name, and how to get faster ones
 */
record JavaKernels(Supplier<KernelsByFilters> correlations, Kernels.Family loops, String detail) {
    private static final String VECTOR_KERNELS = "dev.zankyo.backend.jvm.vector.Lengths";

    private static final Kernels PLAIN_LOOPS = new PlainKernels(Precision.FLOAT32);

    /** The fastest kernels, chosen when they are first needed. */
    private static final class Best {
        static final JavaKernels KERNELS =
                KernelChoice.hasVectorModule() ? vector() : plain(withSlowness("plain loops"));
    }

    /** Returns the fastest kernels that this JVM can run. */
    static JavaKernels best() {
        return Best.KERNELS;
    }

    /** Returns plain loops, whatever the JVM can run. */
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
