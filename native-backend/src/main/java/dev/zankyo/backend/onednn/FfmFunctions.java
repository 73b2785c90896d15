package dev.zankyo.backend.onednn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A downcall handle for each {@link DnnlFunction}. Pointers and handles are passed as 64-bit integers, which every
 * 64-bit calling convention passes alike. So a handle is a plain {@code long}, and a call allocates nothing.
 */
@SuppressWarnings("restricted") // this class binds native functions
final class FfmFunctions {
    private final MethodHandle[] handles = new MethodHandle[DnnlFunction.values().length];

    /** Binds all functions; throws {@link UnsatisfiedLinkError} if the library lacks one of them. */
    FfmFunctions(SymbolLookup library) {
        for (DnnlFunction function : DnnlFunction.values()) {
            var address = library.find(function.symbol())
                    .orElseThrow(() -> new UnsatisfiedLinkError("undefined symbol: " + function.symbol()));
            MemoryLayout[] arguments =
                    function.arguments().stream().map(FfmFunctions::layout).toArray(MemoryLayout[]::new);
            handles[function.ordinal()] = Linker.nativeLinker()
                    .downcallHandle(address, FunctionDescriptor.of(layout(function.result()), arguments));
        }
    }

    private static MemoryLayout layout(DnnlFunction.Type type) {
        return switch (type) {
            case I -> ValueLayout.JAVA_INT;
            case L -> ValueLayout.JAVA_LONG;
            case F -> ValueLayout.JAVA_FLOAT;
        };
    }

    MethodHandle of(DnnlFunction function) {
        return handles[function.ordinal()];
    }
}
