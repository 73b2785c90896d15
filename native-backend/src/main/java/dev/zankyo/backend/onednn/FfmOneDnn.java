package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlFunction.*;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_data_type_undef;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_eltwise_relu;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_scratchpad_mode_user;
import static dev.zankyo.backend.onednn.FfmCalls.ask;
import static dev.zankyo.backend.onednn.FfmCalls.check;
import static dev.zankyo.backend.onednn.FfmCalls.create;
import static dev.zankyo.backend.onednn.FfmCalls.longs;
import static dev.zankyo.backend.onednn.FfmCalls.unchecked;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** oneDNN through downcall handles. */
final class FfmOneDnn implements OneDnn {
    private final FfmFunctions dnnl;
    private final PrimitiveDescs primitiveDescs;

    /** Binds all functions; throws {@link UnsatisfiedLinkError} if the library lacks one of them. */
    FfmOneDnn(SymbolLookup library) {
        dnnl = new FfmFunctions(library);
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

    /** Returns {@code dnnl_version_t}: int major, minor, patch; char* hash; unsigned cpu_runtime, gpu_runtime. */
    @SuppressWarnings("restricted") // the address is the library's own
    private MemorySegment versionStructure() {
        long address = ask(VERSION, () -> (long) dnnl.of(VERSION).invokeExact());
        return MemorySegment.ofAddress(address).reinterpret(32);
    }

    @Override
    public int getEffectiveCpuIsa() {
        return (int) ask(GET_EFFECTIVE_CPU_ISA, () ->
                (int) dnnl.of(GET_EFFECTIVE_CPU_ISA).invokeExact());
    }

    @Override
    public long engineCreate(int kind, long index) {
        return create(
                ENGINE_CREATE, (arena, out) -> (int) dnnl.of(ENGINE_CREATE).invokeExact(out, kind, index));
    }

    @Override
    public void engineDestroy(long engine) {
        check(ENGINE_DESTROY, arena -> (int) dnnl.of(ENGINE_DESTROY).invokeExact(engine));
    }

    @Override
    public long streamCreate(long engine, int flags) {
        return create(
                STREAM_CREATE, (arena, out) -> (int) dnnl.of(STREAM_CREATE).invokeExact(out, engine, flags));
    }

    @Override
    public void streamDestroy(long stream) {
        check(STREAM_DESTROY, arena -> (int) dnnl.of(STREAM_DESTROY).invokeExact(stream));
    }

    @Override
    public long memoryDescCreateWithTag(long[] dims, int dataType, int tag) {
        return create(MEMORY_DESC_CREATE_WITH_TAG, (arena, out) -> (int)
                dnnl.of(MEMORY_DESC_CREATE_WITH_TAG).invokeExact(out, dims.length, longs(arena, dims), dataType, tag));
    }

    @Override
    public long memoryDescPermuteAxes(long memoryDesc, int[] permutation) {
        return create(MEMORY_DESC_PERMUTE_AXES, (arena, out) -> (int) dnnl.of(MEMORY_DESC_PERMUTE_AXES)
                .invokeExact(
                        out,
                        memoryDesc,
                        arena.allocateFrom(JAVA_INT, permutation).address()));
    }

    @Override
    public long memoryDescGetSize(long memoryDesc) {
        return ask(
                MEMORY_DESC_GET_SIZE, () -> (long) dnnl.of(MEMORY_DESC_GET_SIZE).invokeExact(memoryDesc));
    }

    @Override
    public boolean memoryDescEqual(long one, long other) {
        return ask(MEMORY_DESC_EQUAL, () -> (int) dnnl.of(MEMORY_DESC_EQUAL).invokeExact(one, other)) != 0;
    }

    @Override
    public void memoryDescQuery(long memoryDesc, int what, long result) {
        check(MEMORY_DESC_QUERY, arena -> (int) dnnl.of(MEMORY_DESC_QUERY).invokeExact(memoryDesc, what, result));
    }

    @Override
    public void memoryDescDestroy(long memoryDesc) {
        check(MEMORY_DESC_DESTROY, arena -> (int) dnnl.of(MEMORY_DESC_DESTROY).invokeExact(memoryDesc));
    }

    @Override
    public long memoryCreate(long memoryDesc, long engine, long address) {
        return create(MEMORY_CREATE, (arena, out) ->
                (int) dnnl.of(MEMORY_CREATE).invokeExact(out, memoryDesc, engine, address));
    }

    @Override
    public void memoryDestroy(long memory) {
        check(MEMORY_DESTROY, arena -> (int) dnnl.of(MEMORY_DESTROY).invokeExact(memory));
    }

    @Override
    public long primitiveAttrCreate(boolean sum, boolean relu) {
        long attr = create(PRIMITIVE_ATTR_CREATE, (arena, out) ->
                (int) dnnl.of(PRIMITIVE_ATTR_CREATE).invokeExact(out));
        check(PRIMITIVE_ATTR_SET_SCRATCHPAD_MODE, arena ->
                (int) dnnl.of(PRIMITIVE_ATTR_SET_SCRATCHPAD_MODE).invokeExact(attr, dnnl_scratchpad_mode_user));
        if (sum || relu) {
            long postOps = create(POST_OPS_CREATE, (arena, out) ->
                    (int) dnnl.of(POST_OPS_CREATE).invokeExact(out));
            if (sum) {
                check(POST_OPS_APPEND_SUM, arena ->
                        (int) dnnl.of(POST_OPS_APPEND_SUM).invokeExact(postOps, 1f, 0, dnnl_data_type_undef));
            }
            if (relu) {
                check(POST_OPS_APPEND_ELTWISE, arena ->
                        (int) dnnl.of(POST_OPS_APPEND_ELTWISE).invokeExact(postOps, dnnl_eltwise_relu, 0f, 0f));
            }
            check(PRIMITIVE_ATTR_SET_POST_OPS, arena ->
                    (int) dnnl.of(PRIMITIVE_ATTR_SET_POST_OPS).invokeExact(attr, postOps));
            check(POST_OPS_DESTROY, arena -> (int) dnnl.of(POST_OPS_DESTROY).invokeExact(postOps));
        }
        return attr;
    }

    @Override
    public void primitiveAttrDestroy(long attr) {
        check(PRIMITIVE_ATTR_DESTROY, arena ->
                (int) dnnl.of(PRIMITIVE_ATTR_DESTROY).invokeExact(attr));
    }

    @Override
    public PrimitiveDescs primitiveDescs() {
        return primitiveDescs;
    }

    @Override
    public void primitiveDescQuery(long primitiveDesc, int what, long result) {
        check(PRIMITIVE_DESC_QUERY, arena ->
                (int) dnnl.of(PRIMITIVE_DESC_QUERY).invokeExact(primitiveDesc, what, 0, result));
    }

    @Override
    public long primitiveDescQueryMd(long primitiveDesc, int what) {
        return ask(PRIMITIVE_DESC_QUERY_MD, () ->
                (long) dnnl.of(PRIMITIVE_DESC_QUERY_MD).invokeExact(primitiveDesc, what, 0));
    }

    @Override
    public void primitiveDescDestroy(long primitiveDesc) {
        check(PRIMITIVE_DESC_DESTROY, arena ->
                (int) dnnl.of(PRIMITIVE_DESC_DESTROY).invokeExact(primitiveDesc));
    }

    @Override
    public long primitiveCreate(long primitiveDesc) {
        return create(PRIMITIVE_CREATE, (arena, out) ->
                (int) dnnl.of(PRIMITIVE_CREATE).invokeExact(out, primitiveDesc));
    }

    @Override
    public Execution execution(long primitive, long stream, int count, long arguments) {
        return new Executing(dnnl.of(PRIMITIVE_EXECUTE), primitive, stream, count, arguments);
    }

    private record Executing(MethodHandle execute, long primitive, long stream, int count, long arguments)
            implements Execution {
        @Override
        public void run() {
            int status;
            try {
                status = (int) execute.invokeExact(primitive, stream, count, arguments);
            } catch (Throwable e) {
                throw unchecked(PRIMITIVE_EXECUTE, e);
            }
            PRIMITIVE_EXECUTE.check(status);
        }
    }

    @Override
    public void primitiveDestroy(long primitive) {
        check(PRIMITIVE_DESTROY, arena -> (int) dnnl.of(PRIMITIVE_DESTROY).invokeExact(primitive));
    }
}
