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

    /** Returns why kernels run below their best speed in this JVM, and the remedy; empty if they run at their best. */
    public static Optional<String> slowness() {
        if (isWithoutOptimizingCompiler(System.getProperty("java.vm.info", ""))) {
            return Optional.of("kernels are slow, as this JVM runs without its optimizing compiler"
                    + " (start Java without -Xint, -XX:TieredStopAtLevel and -XX:CompilationMode)");
        }
        if (!hasVectorModule()) {
            return Optional.of("kernels are slow without the Vector API (add --add-modules " + MODULE + ")");
        }
        return KernelDirectives.add()
                .map(problem -> "kernels may be slow, as compiler directives are refused: " + problem
                        + " (start Java with the options in META-INF/zankyo/jvm.options of the jar)");
    }

    /**
     * Returns whether the JVM has no optimizing compiler. HotSpot calls itself an emulated client if it has only C1.
     */
    private static boolean isWithoutOptimizingCompiler(String vmInfo) {
        return vmInfo.contains("interpreted mode") || vmInfo.contains("emulated-client");
    }

    /** The fastest kernels that this JVM can run. */
    public static final Kernels.Family BEST = precision -> Best.KERNELS[precision.ordinal()];

    /** The kernels by precision, chosen once, when they are first needed. */
    private static final class Best {
        static final Kernels[] KERNELS =
                Arrays.stream(Precision.values()).map(KernelChoice::best).toArray(Kernels[]::new);
    }

    /**
     * Creates an object of a class that is compiled against the Vector API. The class is named by a string, because
     * nothing else in this module may depend on a module that may be absent.
     *
     * @throws IllegalStateException if the class cannot be loaded
     */
    public static <T> T load(Class<T> type, String name) {
        // "requires static" would make javac warn of an incubator module whenever this module is compiled.
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
