package dev.zankyo.backend.engine;

import dev.zankyo.backend.Precision;
import java.util.Arrays;
import java.util.Optional;

/** Which kernels there are: those of the Vector API if its module is there, else plain loops. */
public final class KernelChoice {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String PACKAGE = "dev.zankyo.backend.engine.vector.";

    private KernelChoice() {}

    /** Whether this JVM has the Vector API. */
    public static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** What to tell whoever has not. */
    public static String hint() {
        return "add --add-modules " + MODULE + " for several times the speed";
    }

    /** Returns why kernels of the Vector API may be slow in this JVM, and the remedy; empty if they are not. */
    public static Optional<String> slowness() {
        return KernelDirectives.add()
                .map(problem -> "kernels may be slow, as compiler directives are refused: " + problem
                        + " (start Java with the options in META-INF/zankyo/jvm.options of the jar)");
    }

    /** The best this JVM can run. */
    public static final Kernels.Family BEST = precision -> Best.KERNELS[precision.ordinal()];

    /** Found once, and not before someone asks. */
    private static final class Best {
        static final Kernels[] KERNELS =
                Arrays.stream(Precision.values()).map(KernelChoice::best).toArray(Kernels[]::new);
    }

    /**
     * Makes an object of a class that is compiled against the Vector API. Such a class is known by its name alone, as nothing
     * else in this module may depend on a module that may be absent.
     */
    public static <T> T load(Class<T> type, String name) {
        // No "requires static": with it javac warns of an incubator module wherever this module is compiled.
        ModuleLayer.boot()
                .findModule(MODULE)
                .ifPresent(api -> KernelChoice.class.getModule().addReads(api));
        try {
            return type.cast(Class.forName(name).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the Vector API's kernels cannot be loaded", e);
        }
    }

    private static Kernels best(Precision precision) {
        if (!hasVectorModule()) {
            return new PlainKernels(precision);
        }
        KernelDirectives.add();
        String name =
                switch (precision) {
                    case FLOAT32 -> "VectorKernels";
                    case BFLOAT16 -> "BFloat16Kernels";
                };
        return load(Kernels.class, PACKAGE + name);
    }
}
