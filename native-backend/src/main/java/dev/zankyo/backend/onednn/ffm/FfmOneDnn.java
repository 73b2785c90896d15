package dev.zankyo.backend.onednn.ffm;

import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_data_type_undef;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_eltwise_relu;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_scratchpad_mode_user;
import static dev.zankyo.backend.onednn.ffm.Calls.ask;
import static dev.zankyo.backend.onednn.ffm.Calls.check;
import static dev.zankyo.backend.onednn.ffm.Calls.create;
import static dev.zankyo.backend.onednn.ffm.Calls.longs;
import static dev.zankyo.backend.onednn.ffm.Calls.unchecked;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.zankyo.backend.onednn.OneDnn;
import dev.zankyo.backend.onednn.OneDnnException;
import dev.zankyo.backend.onednn.PrimitiveDescs;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** oneDNN through downcall handles. */
final class FfmOneDnn implements OneDnn {
    private final Symbols dnnl;
    private final PrimitiveDescs primitiveDescs;

    /** Throws {@link UnsatisfiedLinkError} if the library lacks a function. */
    FfmOneDnn(SymbolLookup library) {
        dnnl = new Symbols(library);
        primitiveDescs = new FfmPrimitiveDescs(dnnl);
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
    public long primitiveAttrCreate(boolean sum, boolean relu) {
        long attr =
                create("dnnl_primitive_attr_create", (arena, out) -> (int) dnnl.primitiveAttrCreate.invokeExact(out));
        check("dnnl_primitive_attr_set_scratchpad_mode", arena ->
                (int) dnnl.primitiveAttrSetScratchpadMode.invokeExact(attr, dnnl_scratchpad_mode_user));
        if (sum || relu) {
            long postOps = create("dnnl_post_ops_create", (arena, out) -> (int) dnnl.postOpsCreate.invokeExact(out));
            if (sum) {
                check("dnnl_post_ops_append_sum", arena ->
                        (int) dnnl.postOpsAppendSum.invokeExact(postOps, 1f, 0, dnnl_data_type_undef));
            }
            if (relu) {
                check("dnnl_post_ops_append_eltwise", arena ->
                        (int) dnnl.postOpsAppendEltwise.invokeExact(postOps, dnnl_eltwise_relu, 0f, 0f));
            }
            check("dnnl_primitive_attr_set_post_ops", arena ->
                    (int) dnnl.primitiveAttrSetPostOps.invokeExact(attr, postOps));
            check("dnnl_post_ops_destroy", arena -> (int) dnnl.postOpsDestroy.invokeExact(postOps));
        }
        return attr;
    }

    @Override
    public void primitiveAttrDestroy(long attr) {
        check("dnnl_primitive_attr_destroy", arena -> (int) dnnl.primitiveAttrDestroy.invokeExact(attr));
    }

    @Override
    public PrimitiveDescs primitiveDescs() {
        return primitiveDescs;
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
