package dev.zankyo.backend.onednn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The OpenMP runtime that oneDNN computes with. */
@SuppressWarnings("restricted") // binding a native function is what this class is for
final class OpenMp {
    private final MethodHandle setNumThreads;

    /** Throws {@link UnsatisfiedLinkError} if the library is no OpenMP runtime. */
    OpenMp(SymbolLookup library) {
        var address = library.find("omp_set_num_threads")
                .orElseThrow(() -> new UnsatisfiedLinkError("undefined symbol: omp_set_num_threads"));
        setNumThreads = Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    /** How many threads work on what the calling thread starts from now on; the setting belongs to the calling thread. */
    void setThreads(int threads) {
        try {
            setNumThreads.invokeExact(threads);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("omp_set_num_threads", e);
        }
    }
}
