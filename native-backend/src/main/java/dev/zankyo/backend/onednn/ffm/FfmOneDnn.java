package dev.zankyo.backend.onednn.ffm;

import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_convolution_direct;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_eltwise_relu;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_f32;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_scratchpad_mode_user;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.zankyo.backend.onednn.OneDnn;
import dev.zankyo.backend.onednn.OneDnnException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** oneDNN through downcall handles. */
final class FfmOneDnn implements OneDnn {
    private static final long[] NO_DILATION = {0, 0};

    private final Symbols dnnl;

    /** Throws {@link UnsatisfiedLinkError} if the library lacks a function. */
    FfmOneDnn(SymbolLookup library) {
        dnnl = new Symbols(library);
    }

    /** A call that returns a status; memory for its arguments lives until it has returned. */
    private interface StatusCall {
        int invoke(Arena arena) throws Throwable;
    }

    /** A call that returns a status and stores what it made at {@code out}. */
    private interface CreatingCall {
        int invoke(Arena arena, long out) throws Throwable;
    }

    private interface LongCall {
        long invoke() throws Throwable;
    }

    private static void check(String function, StatusCall call) {
        try (Arena arena = Arena.ofConfined()) {
            OneDnnException.check(function, call.invoke(arena));
        } catch (Throwable e) {
            throw unchecked(function, e);
        }
    }

    private static long create(String function, CreatingCall call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(JAVA_LONG);
            OneDnnException.check(function, call.invoke(arena, out.address()));
            return out.get(JAVA_LONG, 0);
        } catch (Throwable e) {
            throw unchecked(function, e);
        }
    }

    private static long ask(String function, LongCall call) {
        try {
            return call.invoke();
        } catch (Throwable e) {
            throw unchecked(function, e);
        }
    }

    /** A downcall itself throws nothing checked; the compiler cannot know. */
    private static RuntimeException unchecked(String function, Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(function, e);
    }

    private static long longs(Arena arena, long[] values) {
        return arena.allocateFrom(JAVA_LONG, values).address();
    }

    @Override
    public String version() {
        MemorySegment version = versionStructure();
        return version.get(JAVA_INT, 0) + "." + version.get(JAVA_INT, 4) + "." + version.get(JAVA_INT, 8);
    }

    @Override
    public int cpuRuntime() {
        return versionStructure().get(JAVA_INT, 24);
    }

    /** {@code dnnl_version_t}: int major, minor, patch; char* hash; unsigned cpu_runtime, gpu_runtime. */
    @SuppressWarnings("restricted") // the address is the library's own
    private MemorySegment versionStructure() {
        long address = ask("dnnl_version", () -> (long) dnnl.version.invokeExact());
        return MemorySegment.ofAddress(address).reinterpret(32);
    }

    @Override
    public int getEffectiveCpuIsa() {
        return (int) ask("dnnl_get_effective_cpu_isa", () -> (int) dnnl.getEffectiveCpuIsa.invokeExact());
    }

    @Override
    public long engineCreate(int kind, long index) {
        return create("dnnl_engine_create", (arena, out) -> (int) dnnl.engineCreate.invokeExact(out, kind, index));
    }

    @Override
    public void engineDestroy(long engine) {
        check("dnnl_engine_destroy", arena -> (int) dnnl.engineDestroy.invokeExact(engine));
    }

    @Override
    public long streamCreate(long engine, int flags) {
        return create("dnnl_stream_create", (arena, out) -> (int) dnnl.streamCreate.invokeExact(out, engine, flags));
    }

    @Override
    public Execution streamWait(long stream) {
        return new Waiting(dnnl.streamWait, stream);
    }

    private record Waiting(MethodHandle streamWait, long stream) implements Execution {
        @Override
        public void run() {
            int status;
            try {
                status = (int) streamWait.invokeExact(stream);
            } catch (Throwable e) {
                throw unchecked("dnnl_stream_wait", e);
            }
            OneDnnException.check("dnnl_stream_wait", status);
        }
    }

    @Override
    public void streamDestroy(long stream) {
        check("dnnl_stream_destroy", arena -> (int) dnnl.streamDestroy.invokeExact(stream));
    }

    @Override
    public long memoryDescCreateWithTag(long[] dims, int dataType, int tag) {
        return create("dnnl_memory_desc_create_with_tag", (arena, out) ->
                (int) dnnl.memoryDescCreateWithTag.invokeExact(out, dims.length, longs(arena, dims), dataType, tag));
    }

    @Override
    public long memoryDescPermuteAxes(long memoryDesc, int[] permutation) {
        return create("dnnl_memory_desc_permute_axes", (arena, out) -> (int) dnnl.memoryDescPermuteAxes.invokeExact(
                out, memoryDesc, arena.allocateFrom(JAVA_INT, permutation).address()));
    }

    @Override
    public long memoryDescGetSize(long memoryDesc) {
        return ask("dnnl_memory_desc_get_size", () -> (long) dnnl.memoryDescGetSize.invokeExact(memoryDesc));
    }

    @Override
    public boolean memoryDescEqual(long one, long other) {
        return ask("dnnl_memory_desc_equal", () -> (int) dnnl.memoryDescEqual.invokeExact(one, other)) != 0;
    }

    @Override
    public void memoryDescQuery(long memoryDesc, int what, long result) {
        check("dnnl_memory_desc_query", arena -> (int) dnnl.memoryDescQuery.invokeExact(memoryDesc, what, result));
    }

    @Override
    public void memoryDescDestroy(long memoryDesc) {
        check("dnnl_memory_desc_destroy", arena -> (int) dnnl.memoryDescDestroy.invokeExact(memoryDesc));
    }

    @Override
    public long memoryCreate(long memoryDesc, long engine, long address) {
        return create("dnnl_memory_create", (arena, out) ->
                (int) dnnl.memoryCreate.invokeExact(out, memoryDesc, engine, address));
    }

    @Override
    public void memoryDestroy(long memory) {
        check("dnnl_memory_destroy", arena -> (int) dnnl.memoryDestroy.invokeExact(memory));
    }

    @Override
    public long primitiveAttrCreate(PostOp... postOps) {
        long attr =
                create("dnnl_primitive_attr_create", (arena, out) -> (int) dnnl.primitiveAttrCreate.invokeExact(out));
        check("dnnl_primitive_attr_set_scratchpad_mode", arena ->
                (int) dnnl.primitiveAttrSetScratchpadMode.invokeExact(attr, dnnl_scratchpad_mode_user));
        long chain = create("dnnl_post_ops_create", (arena, out) -> (int) dnnl.postOpsCreate.invokeExact(out));
        for (PostOp postOp : postOps) {
            switch (postOp) {
                case SUM ->
                    check("dnnl_post_ops_append_sum", arena ->
                            (int) dnnl.postOpsAppendSum.invokeExact(chain, 1f, 0, dnnl_f32));
                case RELU ->
                    check("dnnl_post_ops_append_eltwise", arena ->
                            (int) dnnl.postOpsAppendEltwise.invokeExact(chain, dnnl_eltwise_relu, 0f, 0f));
            }
        }
        check("dnnl_primitive_attr_set_post_ops", arena -> (int) dnnl.primitiveAttrSetPostOps.invokeExact(attr, chain));
        check("dnnl_post_ops_destroy", arena -> (int) dnnl.postOpsDestroy.invokeExact(chain));
        return attr;
    }

    @Override
    public void primitiveAttrDestroy(long attr) {
        check("dnnl_primitive_attr_destroy", arena -> (int) dnnl.primitiveAttrDestroy.invokeExact(attr));
    }

    @Override
    public long convolutionForwardPrimitiveDescCreate(
            long engine, int propKind, long src, long weights, long bias, long dst, Window window, long attr) {
        return create(
                "dnnl_convolution_forward_primitive_desc_create",
                (arena, out) -> (int) dnnl.convolutionForward.invokeExact(
                        out,
                        engine,
                        propKind,
                        dnnl_convolution_direct,
                        src,
                        weights,
                        bias,
                        dst,
                        longs(arena, window.strides()),
                        longs(arena, NO_DILATION),
                        longs(arena, window.paddingBefore()),
                        longs(arena, window.paddingAfter()),
                        attr));
    }

    @Override
    public long convolutionBackwardDataPrimitiveDescCreate(
            long engine, long diffSrc, long weights, long diffDst, Window window, long hint, long attr) {
        return create(
                "dnnl_convolution_backward_data_primitive_desc_create",
                (arena, out) -> (int) dnnl.convolutionBackwardData.invokeExact(
                        out,
                        engine,
                        dnnl_convolution_direct,
                        diffSrc,
                        weights,
                        diffDst,
                        longs(arena, window.strides()),
                        longs(arena, NO_DILATION),
                        longs(arena, window.paddingBefore()),
                        longs(arena, window.paddingAfter()),
                        hint,
                        attr));
    }

    @Override
    public long convolutionBackwardWeightsPrimitiveDescCreate(
            long engine, long src, long diffWeights, long diffBias, long diffDst, Window window, long hint, long attr) {
        return create(
                "dnnl_convolution_backward_weights_primitive_desc_create",
                (arena, out) -> (int) dnnl.convolutionBackwardWeights.invokeExact(
                        out,
                        engine,
                        dnnl_convolution_direct,
                        src,
                        diffWeights,
                        diffBias,
                        diffDst,
                        longs(arena, window.strides()),
                        longs(arena, NO_DILATION),
                        longs(arena, window.paddingBefore()),
                        longs(arena, window.paddingAfter()),
                        hint,
                        attr));
    }

    @Override
    public long batchNormalizationForwardPrimitiveDescCreate(
            long engine, int propKind, long src, long dst, float epsilon, int flags, long attr) {
        return create("dnnl_batch_normalization_forward_primitive_desc_create", (arena, out) -> (int)
                dnnl.batchNormalizationForward.invokeExact(out, engine, propKind, src, dst, epsilon, flags, attr));
    }

    @Override
    public long batchNormalizationBackwardPrimitiveDescCreate(
            long engine,
            int propKind,
            long diffSrc,
            long diffDst,
            long src,
            float epsilon,
            int flags,
            long hint,
            long attr) {
        return create(
                "dnnl_batch_normalization_backward_primitive_desc_create",
                (arena, out) -> (int) dnnl.batchNormalizationBackward.invokeExact(
                        out, engine, propKind, diffSrc, diffDst, src, epsilon, flags, hint, attr));
    }

    @Override
    public long eltwiseForwardPrimitiveDescCreate(
            long engine, int propKind, int algorithm, long src, long dst, long attr) {
        return create("dnnl_eltwise_forward_primitive_desc_create", (arena, out) ->
                (int) dnnl.eltwiseForward.invokeExact(out, engine, propKind, algorithm, src, dst, 0f, 0f, attr));
    }

    @Override
    public long eltwiseBackwardPrimitiveDescCreate(
            long engine, int algorithm, long diffSrc, long diffDst, long data, long hint, long attr) {
        return create("dnnl_eltwise_backward_primitive_desc_create", (arena, out) -> (int)
                dnnl.eltwiseBackward.invokeExact(out, engine, algorithm, diffSrc, diffDst, data, 0f, 0f, hint, attr));
    }

    @Override
    public long binaryPrimitiveDescCreate(long engine, int algorithm, long src0, long src1, long dst, long attr) {
        return create("dnnl_binary_primitive_desc_create", (arena, out) ->
                (int) dnnl.binary.invokeExact(out, engine, algorithm, src0, src1, dst, attr));
    }

    @Override
    public long reorderPrimitiveDescCreate(long engine, long src, long dst, long attr) {
        return create("dnnl_reorder_primitive_desc_create", (arena, out) ->
                (int) dnnl.reorder.invokeExact(out, src, engine, dst, engine, attr));
    }

    @Override
    public long poolingForwardPrimitiveDescCreate(
            long engine, int propKind, int algorithm, long src, long dst, Window window, long attr) {
        return create(
                "dnnl_pooling_forward_primitive_desc_create", (arena, out) -> (int) dnnl.poolingForward.invokeExact(
                        out,
                        engine,
                        propKind,
                        algorithm,
                        src,
                        dst,
                        longs(arena, window.strides()),
                        longs(arena, window.kernel()),
                        longs(arena, NO_DILATION),
                        longs(arena, window.paddingBefore()),
                        longs(arena, window.paddingAfter()),
                        attr));
    }

    @Override
    public long poolingBackwardPrimitiveDescCreate(
            long engine, int algorithm, long diffSrc, long diffDst, Window window, long hint, long attr) {
        return create(
                "dnnl_pooling_backward_primitive_desc_create", (arena, out) -> (int) dnnl.poolingBackward.invokeExact(
                        out,
                        engine,
                        algorithm,
                        diffSrc,
                        diffDst,
                        longs(arena, window.strides()),
                        longs(arena, window.kernel()),
                        longs(arena, NO_DILATION),
                        longs(arena, window.paddingBefore()),
                        longs(arena, window.paddingAfter()),
                        hint,
                        attr));
    }

    @Override
    public long innerProductForwardPrimitiveDescCreate(
            long engine, int propKind, long src, long weights, long bias, long dst, long attr) {
        return create("dnnl_inner_product_forward_primitive_desc_create", (arena, out) ->
                (int) dnnl.innerProductForward.invokeExact(out, engine, propKind, src, weights, bias, dst, attr));
    }

    @Override
    public long innerProductBackwardDataPrimitiveDescCreate(
            long engine, long diffSrc, long weights, long diffDst, long hint, long attr) {
        return create("dnnl_inner_product_backward_data_primitive_desc_create", (arena, out) ->
                (int) dnnl.innerProductBackwardData.invokeExact(out, engine, diffSrc, weights, diffDst, hint, attr));
    }

    @Override
    public long innerProductBackwardWeightsPrimitiveDescCreate(
            long engine, long src, long diffWeights, long diffBias, long diffDst, long hint, long attr) {
        return create(
                "dnnl_inner_product_backward_weights_primitive_desc_create",
                (arena, out) -> (int) dnnl.innerProductBackwardWeights.invokeExact(
                        out, engine, src, diffWeights, diffBias, diffDst, hint, attr));
    }

    @Override
    public void primitiveDescQuery(long primitiveDesc, int what, long result) {
        check("dnnl_primitive_desc_query", arena ->
                (int) dnnl.primitiveDescQuery.invokeExact(primitiveDesc, what, 0, result));
    }

    @Override
    public long primitiveDescQueryMd(long primitiveDesc, int what) {
        return ask("dnnl_primitive_desc_query_md", () ->
                (long) dnnl.primitiveDescQueryMd.invokeExact(primitiveDesc, what, 0));
    }

    @Override
    public void primitiveDescDestroy(long primitiveDesc) {
        check("dnnl_primitive_desc_destroy", arena -> (int) dnnl.primitiveDescDestroy.invokeExact(primitiveDesc));
    }

    @Override
    public long primitiveCreate(long primitiveDesc) {
        return create(
                "dnnl_primitive_create", (arena, out) -> (int) dnnl.primitiveCreate.invokeExact(out, primitiveDesc));
    }

    @Override
    public Execution execution(long primitive, long stream, int count, long arguments) {
        return new Executing(dnnl.primitiveExecute, primitive, stream, count, arguments);
    }

    private record Executing(MethodHandle execute, long primitive, long stream, int count, long arguments)
            implements Execution {
        @Override
        public void run() {
            int status;
            try {
                status = (int) execute.invokeExact(primitive, stream, count, arguments);
            } catch (Throwable e) {
                throw unchecked("dnnl_primitive_execute", e);
            }
            OneDnnException.check("dnnl_primitive_execute", status);
        }
    }

    @Override
    public void primitiveDestroy(long primitive) {
        check("dnnl_primitive_destroy", arena -> (int) dnnl.primitiveDestroy.invokeExact(primitive));
    }
}
