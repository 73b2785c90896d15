package dev.zankyo.backend.onednn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The OpenMP runtime that oneDNN computes with. oneDNN divides a primitive's work when it is created, and some primitives
 * wait for every thread they were promised: a runtime that gives fewer makes them wait for ever. So what the environment may
 * say about that, {@code OMP_DYNAMIC}, {@code OMP_THREAD_LIMIT} and {@code OMP_MAX_ACTIVE_LEVELS=0}, is seen to here.
 */
@SuppressWarnings("restricted") // binding native functions is what this class is for
final class OpenMp {
    private final MethodHandle setDynamic;
    private final MethodHandle setNumThreads;
    private final MethodHandle getThreadLimit;
    private final MethodHandle getMaxActiveLevels;
    private final MethodHandle setMaxActiveLevels;

    /** @param library oneDNN's: what it finds is the runtime it was linked to, even if the process holds another */
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
     * How many threads work on what the calling thread starts from now on, or as many as {@code OMP_THREAD_LIMIT} allows; the
     * setting belongs to the calling thread.
     */
    void setThreads(int threads) {
        try {
            setDynamic.invokeExact(0);
            if ((int) getMaxActiveLevels.invokeExact() < 1) { // no level at all: one thread whatever is asked for
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
