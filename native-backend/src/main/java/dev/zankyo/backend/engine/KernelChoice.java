package dev.zankyo.backend.engine;

import dev.zankyo.backend.Precision;
import java.util.Arrays;
import java.util.Optional;

/** The choice of kernels: those of the Vector API if its module is present, plain loops otherwise. */
public final class KernelChoice {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String PACKAGE = "dev.zankyo.backend.engine.vector.";

    private KernelChoice() {}

    /** Returns whether this JVM has the Vector API. */
    public static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Returns the advice for a JVM without the Vector API. */
    public static String hint() {
        return "add --add-modules " + MODULE + " for several times the speed";
    }

    /** Returns why kernels of the Vector API may be slow in this JVM, and the remedy; empty if they are not. */
    public static Optional<String> slowness() {
        return KernelDirectives.add()
                .map(problem -> "kernels may be slow, as compiler directives are refused: " + problem
                        + " (start Java with the options in META-INF/zankyo/jvm.options of the jar)");
    }

    /** The fastest kernels that this JVM can run. */
    public static final Kernels.Family BEST = precision -> Best.KERNELS[precision.ordinal()];

    /** The kernels by precision, chosen once, when they are first needed. */
    private static final class Best {
        static final Kernels[] KERNELS =
                Arrays.stream(Precision.values()).map(KernelChoice::best).toArray(Kernels[]::new);
    }

    private static Kernels best(Precision precision) {
        if (!hasVectorModule()) {
            return new PlainKernels(precision);
        }
        KernelDirectives.add();
        try {
            String name =
                    switch (precision) {
                        case FLOAT32 -> "VectorKernels";
                        case BFLOAT16 -> "BFloat16Kernels";
                    };
            return (Kernels)
                    Class.forName(PACKAGE + name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the Vector API's kernels cannot be loaded", e);
        }
    }
}
