package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlFunction.*;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_data_type_undef;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_eltwise_relu;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_scratchpad_mode_user;
import static dev.zankyo.backend.onednn.JavaCppPointers.address;
import static dev.zankyo.backend.onednn.JavaCppPointers.attr;
import static dev.zankyo.backend.onednn.JavaCppPointers.check;
import static dev.zankyo.backend.onednn.JavaCppPointers.created;
import static dev.zankyo.backend.onednn.JavaCppPointers.desc;
import static dev.zankyo.backend.onednn.JavaCppPointers.engine;
import static dev.zankyo.backend.onednn.JavaCppPointers.memory;
import static dev.zankyo.backend.onednn.JavaCppPointers.primitive;
import static dev.zankyo.backend.onednn.JavaCppPointers.primitiveDesc;
import static dev.zankyo.backend.onednn.JavaCppPointers.stream;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** oneDNN through the JNI functions of the JavaCPP presets. */
final class JavaCppOneDnn implements OneDnn {
    private final PrimitiveDescs primitiveDescs = new JavaCppPrimitiveDescs();

    /** Loads the presets' libraries; throws {@link UnsatisfiedLinkError} if that fails. */
    JavaCppOneDnn() {
        Loader.load(dnnl.class);
    }

    @Override
    public String version() {
        dnnl_version_t version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    @Override
    public int cpuRuntime() {
        return dnnl.dnnl_version().cpu_runtime();
    }

    @Override
    public int getEffectiveCpuIsa() {
        return dnnl.dnnl_get_effective_cpu_isa();
    }

    @Override
    public long engineCreate(int kind, long index) {
        var made = new dnnl_engine();
        return created(ENGINE_CREATE, dnnl.dnnl_engine_create(made, kind, index), made);
    }

    @Override
    public void engineDestroy(long engine) {
        check(ENGINE_DESTROY, dnnl.dnnl_engine_destroy(engine(engine)));
    }

    @Override
    public long streamCreate(long engine, int flags) {
        var made = new dnnl_stream();
        return created(STREAM_CREATE, dnnl.dnnl_stream_create(made, engine(engine), flags), made);
    }

    @Override
    public void streamDestroy(long stream) {
        check(STREAM_DESTROY, dnnl.dnnl_stream_destroy(stream(stream)));
    }

    @Override
    public long memoryDescCreateWithTag(long[] dims, int dataType, int tag) {
        var made = new dnnl_memory_desc();
        int status = dnnl.dnnl_memory_desc_create_with_tag(made, dims.length, dims, dataType, tag);
        return created(MEMORY_DESC_CREATE_WITH_TAG, status, made);
    }

    @Override
    public long memoryDescPermuteAxes(long memoryDesc, int[] permutation) {
        var made = new dnnl_memory_desc();
        int status = dnnl.dnnl_memory_desc_permute_axes(made, desc(memoryDesc), permutation);
        return created(MEMORY_DESC_PERMUTE_AXES, status, made);
    }

    @Override
    public long memoryDescGetSize(long memoryDesc) {
        return dnnl.dnnl_memory_desc_get_size(desc(memoryDesc));
    }

    @Override
    public boolean memoryDescEqual(long one, long other) {
        return dnnl.dnnl_memory_desc_equal(desc(one), desc(other)) != 0;
    }

    @Override
    public void memoryDescQuery(long memoryDesc, int what, long result) {
        check(MEMORY_DESC_QUERY, dnnl.dnnl_memory_desc_query(desc(memoryDesc), what, address(result)));
    }

    @Override
    public void memoryDescDestroy(long memoryDesc) {
        check(MEMORY_DESC_DESTROY, dnnl.dnnl_memory_desc_destroy(desc(memoryDesc)));
    }

    @Override
    public long memoryCreate(long memoryDesc, long engine, long address) {
        var made = new dnnl_memory();
        int status = dnnl.dnnl_memory_create(made, desc(memoryDesc), engine(engine), address(address));
        return created(MEMORY_CREATE, status, made);
    }

    @Override
    public void memoryDestroy(long memory) {
        check(MEMORY_DESTROY, dnnl.dnnl_memory_destroy(memory(memory)));
    }

    @Override
    public long primitiveAttrCreate(boolean sum, boolean relu) {
        var attr = new dnnl_primitive_attr();
        check(PRIMITIVE_ATTR_CREATE, dnnl.dnnl_primitive_attr_create(attr));
        check(
                PRIMITIVE_ATTR_SET_SCRATCHPAD_MODE,
                dnnl.dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user));
        if (sum || relu) {
            var postOps = new dnnl_post_ops();
            check(POST_OPS_CREATE, dnnl.dnnl_post_ops_create(postOps));
            if (sum) {
                check(POST_OPS_APPEND_SUM, dnnl.dnnl_post_ops_append_sum(postOps, 1f, 0, dnnl_data_type_undef));
            }
            if (relu) {
                check(POST_OPS_APPEND_ELTWISE, dnnl.dnnl_post_ops_append_eltwise(postOps, dnnl_eltwise_relu, 0f, 0f));
            }
            check(PRIMITIVE_ATTR_SET_POST_OPS, dnnl.dnnl_primitive_attr_set_post_ops(attr, postOps));
            check(POST_OPS_DESTROY, dnnl.dnnl_post_ops_destroy(postOps));
        }
        return attr.address();
    }

    @Override
    public void primitiveAttrDestroy(long attr) {
        check(PRIMITIVE_ATTR_DESTROY, dnnl.dnnl_primitive_attr_destroy(attr(attr)));
    }

    @Override
    public PrimitiveDescs primitiveDescs() {
        return primitiveDescs;
    }

    @Override
    public void primitiveDescQuery(long primitiveDesc, int what, long result) {
        check(
                PRIMITIVE_DESC_QUERY,
                dnnl.dnnl_primitive_desc_query(primitiveDesc(primitiveDesc), what, 0, address(result)));
    }

    @Override
    public long primitiveDescQueryMd(long primitiveDesc, int what) {
        dnnl_memory_desc found = dnnl.dnnl_primitive_desc_query_md(primitiveDesc(primitiveDesc), what, 0);
        return found == null ? 0 : found.address();
    }

    @Override
    public void primitiveDescDestroy(long primitiveDesc) {
        check(PRIMITIVE_DESC_DESTROY, dnnl.dnnl_primitive_desc_destroy(primitiveDesc(primitiveDesc)));
    }

    @Override
    public long primitiveCreate(long primitiveDesc) {
        var made = new dnnl_primitive();
        return created(PRIMITIVE_CREATE, dnnl.dnnl_primitive_create(made, primitiveDesc(primitiveDesc)), made);
    }

    @Override
    public Execution execution(long primitive, long stream, int count, long arguments) {
        return new Executing(primitive(primitive), stream(stream), count, new dnnl_exec_arg_t(address(arguments)));
    }

    private record Executing(dnnl_primitive primitive, dnnl_stream stream, int count, dnnl_exec_arg_t arguments)
            implements Execution {
        @Override
        public void run() {
            check(PRIMITIVE_EXECUTE, dnnl.dnnl_primitive_execute(primitive, stream, count, arguments));
        }
    }

    @Override
    public void primitiveDestroy(long primitive) {
        check(PRIMITIVE_DESTROY, dnnl.dnnl_primitive_destroy(primitive(primitive)));
    }
}
