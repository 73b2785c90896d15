package dev.zankyo.backend.jvm;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.KernelChoice;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.PlainKernels;
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
                KernelChoice.hasVectorModule() ? vector() : plain("plain loops (" + KernelChoice.hint() + ")");
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
        try {
            Class<?> type = Class.forName(VECTOR_KERNELS);
            var correlations = (KernelsByFilters) type.getDeclaredConstructor().newInstance();
            String what = KernelChoice.BEST.of(Precision.FLOAT32).description();
            return new JavaKernels(
                    () -> correlations,
                    KernelChoice.BEST,
                    KernelChoice.slowness().map(slow -> what + "; " + slow).orElse(what));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the Vector API's kernels cannot be loaded", e);
        }
    }
}
