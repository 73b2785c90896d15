package dev.zankyo.backend.jvm;

/**
 * Kernels, and what to tell the user about them.
 *
 * @param kernels what computes
 * @param detail for people: what it is, and how to get something faster
 */
record KernelChoice(Kernels kernels, String detail) {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_KERNELS = "dev.zankyo.backend.jvm.vector.VectorKernels";

    /** Found once, and not before someone asks. */
    private static final class Best {
        static final KernelChoice CHOICE = choose();
    }

    /** The best this JVM can run. */
    static KernelChoice best() {
        return Best.CHOICE;
    }

    /** Plain loops, whatever the JVM can do. */
    static KernelChoice plain() {
        Kernels plain = new PlainKernels();
        return new KernelChoice(plain, plain.description());
    }

    private static KernelChoice choose() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return plain("add --add-modules " + MODULE + " for several times the speed");
        }
        try {
            Class<?> type = Class.forName(VECTOR_KERNELS);
            Kernels vector = (Kernels) type.getDeclaredConstructor().newInstance();
            return new KernelChoice(vector, vector.description());
        } catch (ReflectiveOperationException | LinkageError e) {
            return plain("the Vector API's kernels cannot be loaded: " + e);
        }
    }

    private static KernelChoice plain(String hint) {
        Kernels plain = new PlainKernels();
        return new KernelChoice(plain, plain.description() + " (" + hint + ")");
    }
}
