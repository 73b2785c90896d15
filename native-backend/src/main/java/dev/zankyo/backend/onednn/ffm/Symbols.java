package dev.zankyo.backend.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Every C function that is called, declared once: result, then arguments, as in {@code dnnl.h}. Pointers and handles are
 * declared as 64-bit integers, which every 64-bit calling convention passes alike; so a handle is a plain {@code long} and
 * a call makes no object.
 */
@SuppressWarnings("restricted") // binding native functions is what this class is for
final class Symbols {
    private static final MemoryLayout I = JAVA_INT;
    private static final MemoryLayout L = JAVA_LONG;
    private static final MemoryLayout F = JAVA_FLOAT;

    private final SymbolLookup library;

    final MethodHandle version;
    final MethodHandle getEffectiveCpuIsa;
    final MethodHandle engineCreate;
    final MethodHandle engineDestroy;
    final MethodHandle streamCreate;
    final MethodHandle streamWait;
    final MethodHandle streamDestroy;
    final MethodHandle memoryDescCreateWithTag;
    final MethodHandle memoryDescPermuteAxes;
    final MethodHandle memoryDescGetSize;
    final MethodHandle memoryDescEqual;
    final MethodHandle memoryDescQuery;
    final MethodHandle memoryDescDestroy;
    final MethodHandle memoryCreate;
    final MethodHandle memoryDestroy;
    final MethodHandle primitiveAttrCreate;
    final MethodHandle primitiveAttrSetScratchpadMode;
    final MethodHandle primitiveAttrSetPostOps;
    final MethodHandle primitiveAttrDestroy;
    final MethodHandle postOpsCreate;
    final MethodHandle postOpsAppendEltwise;
    final MethodHandle postOpsAppendSum;
    final MethodHandle postOpsDestroy;
    final MethodHandle convolutionForward;
    final MethodHandle convolutionBackwardData;
    final MethodHandle convolutionBackwardWeights;
    final MethodHandle batchNormalizationForward;
    final MethodHandle batchNormalizationBackward;
    final MethodHandle eltwiseForward;
    final MethodHandle eltwiseBackward;
    final MethodHandle binary;
    final MethodHandle reorder;
    final MethodHandle poolingForward;
    final MethodHandle poolingBackward;
    final MethodHandle innerProductForward;
    final MethodHandle innerProductBackwardData;
    final MethodHandle innerProductBackwardWeights;
    final MethodHandle primitiveDescQuery;
    final MethodHandle primitiveDescQueryMd;
    final MethodHandle primitiveDescDestroy;
    final MethodHandle primitiveCreate;
    final MethodHandle primitiveExecute;
    final MethodHandle primitiveDestroy;

    /** Throws {@link UnsatisfiedLinkError} if the library lacks one of them. */
    Symbols(SymbolLookup library) {
        this.library = library;
        version = function("dnnl_version", L);
        getEffectiveCpuIsa = function("dnnl_get_effective_cpu_isa", I);
        engineCreate = function("dnnl_engine_create", I, L, I, L);
        engineDestroy = function("dnnl_engine_destroy", I, L);
        streamCreate = function("dnnl_stream_create", I, L, L, I);
        streamWait = function("dnnl_stream_wait", I, L);
        streamDestroy = function("dnnl_stream_destroy", I, L);
        memoryDescCreateWithTag = function("dnnl_memory_desc_create_with_tag", I, L, I, L, I, I);
        memoryDescPermuteAxes = function("dnnl_memory_desc_permute_axes", I, L, L, L);
        memoryDescGetSize = function("dnnl_memory_desc_get_size", L, L);
        memoryDescEqual = function("dnnl_memory_desc_equal", I, L, L);
        memoryDescQuery = function("dnnl_memory_desc_query", I, L, I, L);
        memoryDescDestroy = function("dnnl_memory_desc_destroy", I, L);
        memoryCreate = function("dnnl_memory_create", I, L, L, L, L);
        memoryDestroy = function("dnnl_memory_destroy", I, L);
        primitiveAttrCreate = function("dnnl_primitive_attr_create", I, L);
        primitiveAttrSetScratchpadMode = function("dnnl_primitive_attr_set_scratchpad_mode", I, L, I);
        primitiveAttrSetPostOps = function("dnnl_primitive_attr_set_post_ops", I, L, L);
        primitiveAttrDestroy = function("dnnl_primitive_attr_destroy", I, L);
        postOpsCreate = function("dnnl_post_ops_create", I, L);
        postOpsAppendEltwise = function("dnnl_post_ops_append_eltwise", I, L, I, F, F);
        postOpsAppendSum = function("dnnl_post_ops_append_sum", I, L, F, I, I);
        postOpsDestroy = function("dnnl_post_ops_destroy", I, L);
        convolutionForward = primitiveDesc("convolution_forward", L, I, I, L, L, L, L, L, L, L, L, L);
        convolutionBackwardData = primitiveDesc("convolution_backward_data", L, I, L, L, L, L, L, L, L, L, L);
        convolutionBackwardWeights = primitiveDesc("convolution_backward_weights", L, I, L, L, L, L, L, L, L, L, L, L);
        batchNormalizationForward = primitiveDesc("batch_normalization_forward", L, I, L, L, F, I, L);
        batchNormalizationBackward = primitiveDesc("batch_normalization_backward", L, I, L, L, L, F, I, L, L);
        eltwiseForward = primitiveDesc("eltwise_forward", L, I, I, L, L, F, F, L);
        eltwiseBackward = primitiveDesc("eltwise_backward", L, I, L, L, L, F, F, L, L);
        binary = primitiveDesc("binary", L, I, L, L, L, L);
        reorder = primitiveDesc("reorder", L, L, L, L, L);
        poolingForward = primitiveDesc("pooling_forward", L, I, I, L, L, L, L, L, L, L, L);
        poolingBackward = primitiveDesc("pooling_backward", L, I, L, L, L, L, L, L, L, L, L);
        innerProductForward = primitiveDesc("inner_product_forward", L, I, L, L, L, L, L);
        innerProductBackwardData = primitiveDesc("inner_product_backward_data", L, L, L, L, L, L);
        innerProductBackwardWeights = primitiveDesc("inner_product_backward_weights", L, L, L, L, L, L, L);
        primitiveDescQuery = function("dnnl_primitive_desc_query", I, L, I, I, L);
        primitiveDescQueryMd = function("dnnl_primitive_desc_query_md", L, L, I, I);
        primitiveDescDestroy = function("dnnl_primitive_desc_destroy", I, L);
        primitiveCreate = function("dnnl_primitive_create", I, L, L);
        primitiveExecute = function("dnnl_primitive_execute", I, L, L, I, L);
        primitiveDestroy = function("dnnl_primitive_destroy", I, L);
    }

    /** A function that creates a primitive descriptor: status, where to put it, then the arguments given. */
    private MethodHandle primitiveDesc(String kind, MemoryLayout... arguments) {
        MemoryLayout[] all = new MemoryLayout[arguments.length + 1];
        all[0] = L;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return function("dnnl_" + kind + "_primitive_desc_create", I, all);
    }

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        var address = library.find(name).orElseThrow(() -> new UnsatisfiedLinkError("undefined symbol: " + name));
        return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(result, arguments));
    }
}
