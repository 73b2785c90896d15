package dev.zankyo.benchmarks.libtorch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * TorchScript's fusion through oneDNN's graph API. Python turns it on by {@code torch.jit.enable_onednn_fusion(True)}.
 * C++ calls {@code registerPostPass(onednn::fuseGraph)}, in a header that the presets do not bind, so this class calls
 * the exported symbols. The argument is libstdc++'s {@code std::function}: two words for the callee, a function that
 * copies and destroys them, and one that calls it. Both functions are stubs of this class, so the pass must be removed
 * before the virtual machine exits: {@link #disable}.
 */
@SuppressWarnings("restricted") // this class calls functions that the presets do not bind
final class GraphFusion {
    private static final long FUNCTION_BYTES = 32;
    private static final long CALLEE_BYTES = 16;
    private static final long MANAGER_OFFSET = 16;
    private static final long INVOKER_OFFSET = 24;
    private static final int CLONE = 2;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup TORCH = SymbolLookup.libraryLookup("libtorch_cpu.so", Arena.global());
    private static final MethodHandle FUSE = function(
            "_ZN5torch3jit5fuser6onednn9fuseGraphERSt10shared_ptrINS0_5GraphEE", FunctionDescriptor.ofVoid(ADDRESS));

    private GraphFusion() {}

    private static MethodHandle function(String symbol, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(TORCH.find(symbol).orElseThrow(), descriptor);
    }

    /** Turns fusion on for modules that are compiled from now on. */
    static void enable() {
        MethodHandle register = function(
                "_ZN5torch3jit16registerPostPassESt8functionIFvRSt10shared_ptrINS0_5GraphEEEE",
                FunctionDescriptor.of(JAVA_INT, ADDRESS));
        MemorySegment pass = Arena.global().allocate(FUNCTION_BYTES, Long.BYTES);
        pass.set(ADDRESS, MANAGER_OFFSET, stub("manage", FunctionDescriptor.of(JAVA_BYTE, ADDRESS, ADDRESS, JAVA_INT)));
        pass.set(ADDRESS, INVOKER_OFFSET, stub("invoke", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS)));
        call(() -> (int) register.invokeExact(pass));
    }

    /** Removes the pass. */
    static void disable() {
        MethodHandle clear = function("_ZN5torch3jit18clearAllPostPassesEv", FunctionDescriptor.ofVoid());
        call(() -> {
            clear.invokeExact();
            return null;
        });
    }

    private static MemorySegment stub(String method, FunctionDescriptor descriptor) {
        try {
            MethodType type = descriptor.toMethodType();
            MethodHandle target = MethodHandles.lookup().findStatic(GraphFusion.class, method, type);
            return LINKER.upcallStub(target, descriptor, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("graph fusion: " + method + " cannot be reached", e);
        }
    }

    /** Calls the pass with the graph. This is the function that libstdc++ calls for the callee. */
    private static void invoke(MemorySegment callee, MemorySegment graph) {
        call(() -> {
            FUSE.invokeExact(graph);
            return null;
        });
    }

    /**
     * Copies or destroys the callee. This is the function that libstdc++ calls for both. There is no state: copying
     * copies the words, and destroying does nothing.
     */
    private static byte manage(MemorySegment destination, MemorySegment source, int operation) {
        if (operation == CLONE) {
            destination.reinterpret(CALLEE_BYTES).copyFrom(source.reinterpret(CALLEE_BYTES));
        }
        return 0;
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private static void call(Call call) {
        try {
            call.run();
        } catch (Throwable e) {
            throw new LinkageError("graph fusion: a call failed", e);
        }
    }
}
