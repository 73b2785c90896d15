package dev.zankyo.backend.onednn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The OpenMP runtime that oneDNN computes with.
 *
 * <p>oneDNN divides a primitive's work when the primitive is created. Some primitives wait for every thread that they
 * were promised, and wait forever if the runtime provides fewer. So this class takes care of the environment variables
 * that reduce the number of threads. It turns {@code OMP_DYNAMIC} off, raises {@code OMP_MAX_ACTIVE_LEVELS=0} to 1, and
 * asks for no more threads than {@code OMP_THREAD_LIMIT}.
 */
@SuppressWarnings("restricted") // this class binds native functions
final class OpenMp {
    private final MethodHandle setDynamic;
    private final MethodHandle setNumThreads;
    private final MethodHandle getThreadLimit;
    private final MethodHandle getMaxActiveLevels;
    private final MethodHandle setMaxActiveLevels;

    /**
     * Binds the functions of the runtime.
     *
     * @param library a lookup in oneDNN: it finds the runtime that oneDNN was linked to, even if the process holds
     *     another
     */
    OpenMp(SymbolLookup library) {
        setDynamic = function(library, "omp_set_dynamic", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        setNumThreads = function(library, "omp_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        getThreadLimit = function(library, "omp_get_thread_limit", FunctionDescriptor.of(ValueLayout.JAVA_INT));
        getMaxActiveLevels =
                function(library, "omp_get_max_active_levels", FunctionDescriptor.of(ValueLayout.JAVA_INT));
        setMaxActiveLevels =
                function(library, "omp_set_max_active_levels", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor type) {
        var address = library.find(name).orElseThrow(() -> new UnsatisfiedLinkError("undefined symbol: " + name));
        return Linker.nativeLinker().downcallHandle(address, type);
    }

    /**
     * Sets the number of threads of parallel regions that the calling thread starts from now on, but at most
     * {@code OMP_THREAD_LIMIT}. The setting belongs to the calling thread.
     */
    void setThreads(int threads) {
        try {
            setDynamic.invokeExact(0);
            if ((int) getMaxActiveLevels.invokeExact() < 1) { // otherwise one thread computes, whatever is set
                setMaxActiveLevels.invokeExact(1);
            }
            setNumThreads.invokeExact(Math.min(threads, (int) getThreadLimit.invokeExact()));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("omp_set_num_threads", e);
        }
    }
}
