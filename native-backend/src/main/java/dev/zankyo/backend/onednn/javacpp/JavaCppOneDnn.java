package dev.zankyo.backend.onednn.javacpp;

import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_convolution_direct;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_eltwise_relu;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_f32;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_scratchpad_mode_user;

import dev.zankyo.backend.onednn.OneDnn;
import dev.zankyo.backend.onednn.OneDnnException;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** oneDNN through the presets' JNI functions. */
final class JavaCppOneDnn implements OneDnn {
    private static final long[] NO_DILATION = {0, 0};

    /** Loads the presets' libraries; throws {@link UnsatisfiedLinkError} if that fails. */
    JavaCppOneDnn() {
        Loader.load(dnnl.class);
    }

    /** A pointer to an address, owning nothing. */
    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }

    private static Pointer address(long address) {
        return new Address(address);
    }

    private static dnnl_engine engine(long handle) {
        return new dnnl_engine(address(handle));
    }

    private static dnnl_stream stream(long handle) {
        return new dnnl_stream(address(handle));
    }

    private static dnnl_memory memory(long handle) {
        return new dnnl_memory(address(handle));
    }

    private static dnnl_memory_desc desc(long handle) {
        return new dnnl_memory_desc(address(handle));
    }

    private static dnnl_primitive_attr attr(long handle) {
        return new dnnl_primitive_attr(address(handle));
    }

    private static dnnl_primitive_desc primitiveDesc(long handle) {
        return new dnnl_primitive_desc(address(handle));
    }

    private static dnnl_primitive primitive(long handle) {
        return new dnnl_primitive(address(handle));
    }

    private static void check(String function, int status) {
        OneDnnException.check(function, status);
    }

    private static long created(String function, int status, Pointer made) {
        OneDnnException.check(function, status);
        return made.address();
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
        return created("dnnl_engine_create", dnnl.dnnl_engine_create(made, kind, index), made);
    }

    @Override
    public void engineDestroy(long engine) {
        check("dnnl_engine_destroy", dnnl.dnnl_engine_destroy(engine(engine)));
    }

    @Override
    public long streamCreate(long engine, int flags) {
        var made = new dnnl_stream();
        return created("dnnl_stream_create", dnnl.dnnl_stream_create(made, engine(engine), flags), made);
    }

    @Override
    public Execution streamWait(long stream) {
        return new Waiting(stream(stream));
    }

    private record Waiting(dnnl_stream stream) implements Execution {
        @Override
        public void run() {
            check("dnnl_stream_wait", dnnl.dnnl_stream_wait(stream));
        }
    }

    @Override
    public void streamDestroy(long stream) {
        check("dnnl_stream_destroy", dnnl.dnnl_stream_destroy(stream(stream)));
    }

    @Override
    public long memoryDescCreateWithTag(long[] dims, int dataType, int tag) {
        var made = new dnnl_memory_desc();
        int status = dnnl.dnnl_memory_desc_create_with_tag(made, dims.length, dims, dataType, tag);
        return created("dnnl_memory_desc_create_with_tag", status, made);
    }

    @Override
    public long memoryDescPermuteAxes(long memoryDesc, int[] permutation) {
        var made = new dnnl_memory_desc();
        int status = dnnl.dnnl_memory_desc_permute_axes(made, desc(memoryDesc), permutation);
        return created("dnnl_memory_desc_permute_axes", status, made);
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
        check("dnnl_memory_desc_query", dnnl.dnnl_memory_desc_query(desc(memoryDesc), what, address(result)));
    }

    @Override
    public void memoryDescDestroy(long memoryDesc) {
        check("dnnl_memory_desc_destroy", dnnl.dnnl_memory_desc_destroy(desc(memoryDesc)));
    }

    @Override
    public long memoryCreate(long memoryDesc, long engine, long address) {
        var made = new dnnl_memory();
        int status = dnnl.dnnl_memory_create(made, desc(memoryDesc), engine(engine), address(address));
        return created("dnnl_memory_create", status, made);
    }

    @Override
    public void memoryDestroy(long memory) {
        check("dnnl_memory_destroy", dnnl.dnnl_memory_destroy(memory(memory)));
    }

    @Override
    public long primitiveAttrCreate(PostOp... postOps) {
        var attr = new dnnl_primitive_attr();
        check("dnnl_primitive_attr_create", dnnl.dnnl_primitive_attr_create(attr));
        check(
                "dnnl_primitive_attr_set_scratchpad_mode",
                dnnl.dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user));
        var chain = new dnnl_post_ops();
        check("dnnl_post_ops_create", dnnl.dnnl_post_ops_create(chain));
        for (PostOp postOp : postOps) {
            switch (postOp) {
                case SUM -> check("dnnl_post_ops_append_sum", dnnl.dnnl_post_ops_append_sum(chain, 1f, 0, dnnl_f32));
                case RELU ->
                    check(
                            "dnnl_post_ops_append_eltwise",
                            dnnl.dnnl_post_ops_append_eltwise(chain, dnnl_eltwise_relu, 0f, 0f));
            }
        }
        check("dnnl_primitive_attr_set_post_ops", dnnl.dnnl_primitive_attr_set_post_ops(attr, chain));
        check("dnnl_post_ops_destroy", dnnl.dnnl_post_ops_destroy(chain));
        return attr.address();
    }

    @Override
    public void primitiveAttrDestroy(long attr) {
        check("dnnl_primitive_attr_destroy", dnnl.dnnl_primitive_attr_destroy(attr(attr)));
    }

    @Override
    public long convolutionForwardPrimitiveDescCreate(
            long engine, int propKind, long src, long weights, long bias, long dst, Window window, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_convolution_forward_primitive_desc_create(
                made,
                engine(engine),
                propKind,
                dnnl_convolution_direct,
                desc(src),
                desc(weights),
                desc(bias),
                desc(dst),
                window.strides(),
                NO_DILATION,
                window.paddingBefore(),
                window.paddingAfter(),
                attr(attr));
        return created("dnnl_convolution_forward_primitive_desc_create", status, made);
    }

    @Override
    public long convolutionBackwardDataPrimitiveDescCreate(
            long engine, long diffSrc, long weights, long diffDst, Window window, long hint, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_convolution_backward_data_primitive_desc_create(
                made,
                engine(engine),
                dnnl_convolution_direct,
                desc(diffSrc),
                desc(weights),
                desc(diffDst),
                window.strides(),
                NO_DILATION,
                window.paddingBefore(),
                window.paddingAfter(),
                primitiveDesc(hint),
                attr(attr));
        return created("dnnl_convolution_backward_data_primitive_desc_create", status, made);
    }

    @Override
    public long convolutionBackwardWeightsPrimitiveDescCreate(
            long engine, long src, long diffWeights, long diffBias, long diffDst, Window window, long hint, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_convolution_backward_weights_primitive_desc_create(
                made,
                engine(engine),
                dnnl_convolution_direct,
                desc(src),
                desc(diffWeights),
                desc(diffBias),
                desc(diffDst),
                window.strides(),
                NO_DILATION,
                window.paddingBefore(),
                window.paddingAfter(),
                primitiveDesc(hint),
                attr(attr));
        return created("dnnl_convolution_backward_weights_primitive_desc_create", status, made);
    }

    @Override
    public long batchNormalizationForwardPrimitiveDescCreate(
            long engine, int propKind, long src, long dst, float epsilon, int flags, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                made, engine(engine), propKind, desc(src), desc(dst), epsilon, flags, attr(attr));
        return created("dnnl_batch_normalization_forward_primitive_desc_create", status, made);
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
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_batch_normalization_backward_primitive_desc_create(
                made,
                engine(engine),
                propKind,
                desc(diffSrc),
                desc(diffDst),
                desc(src),
                epsilon,
                flags,
                primitiveDesc(hint),
                attr(attr));
        return created("dnnl_batch_normalization_backward_primitive_desc_create", status, made);
    }

    @Override
    public long eltwiseForwardPrimitiveDescCreate(
            long engine, int propKind, int algorithm, long src, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_eltwise_forward_primitive_desc_create(
                made, engine(engine), propKind, algorithm, desc(src), desc(dst), 0f, 0f, attr(attr));
        return created("dnnl_eltwise_forward_primitive_desc_create", status, made);
    }

    @Override
    public long eltwiseBackwardPrimitiveDescCreate(
            long engine, int algorithm, long diffSrc, long diffDst, long data, long hint, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_eltwise_backward_primitive_desc_create(
                made,
                engine(engine),
                algorithm,
                desc(diffSrc),
                desc(diffDst),
                desc(data),
                0f,
                0f,
                primitiveDesc(hint),
                attr(attr));
        return created("dnnl_eltwise_backward_primitive_desc_create", status, made);
    }

    @Override
    public long binaryPrimitiveDescCreate(long engine, int algorithm, long src0, long src1, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_binary_primitive_desc_create(
                made, engine(engine), algorithm, desc(src0), desc(src1), desc(dst), attr(attr));
        return created("dnnl_binary_primitive_desc_create", status, made);
    }

    @Override
    public long reorderPrimitiveDescCreate(long engine, long src, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_reorder_primitive_desc_create(
                made, desc(src), engine(engine), desc(dst), engine(engine), attr(attr));
        return created("dnnl_reorder_primitive_desc_create", status, made);
    }

    @Override
    public long poolingForwardPrimitiveDescCreate(
            long engine, int propKind, int algorithm, long src, long dst, Window window, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_pooling_forward_primitive_desc_create(
                made,
                engine(engine),
                propKind,
                algorithm,
                desc(src),
                desc(dst),
                window.strides(),
                window.kernel(),
                NO_DILATION,
                window.paddingBefore(),
                window.paddingAfter(),
                attr(attr));
        return created("dnnl_pooling_forward_primitive_desc_create", status, made);
    }

    @Override
    public long poolingBackwardPrimitiveDescCreate(
            long engine, int algorithm, long diffSrc, long diffDst, Window window, long hint, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_pooling_backward_primitive_desc_create(
                made,
                engine(engine),
                algorithm,
                desc(diffSrc),
                desc(diffDst),
                window.strides(),
                window.kernel(),
                NO_DILATION,
                window.paddingBefore(),
                window.paddingAfter(),
                primitiveDesc(hint),
                attr(attr));
        return created("dnnl_pooling_backward_primitive_desc_create", status, made);
    }

    @Override
    public long innerProductForwardPrimitiveDescCreate(
            long engine, int propKind, long src, long weights, long bias, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_inner_product_forward_primitive_desc_create(
                made, engine(engine), propKind, desc(src), desc(weights), desc(bias), desc(dst), attr(attr));
        return created("dnnl_inner_product_forward_primitive_desc_create", status, made);
    }

    @Override
    public long innerProductBackwardDataPrimitiveDescCreate(
            long engine, long diffSrc, long weights, long diffDst, long hint, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_inner_product_backward_data_primitive_desc_create(
                made, engine(engine), desc(diffSrc), desc(weights), desc(diffDst), primitiveDesc(hint), attr(attr));
        return created("dnnl_inner_product_backward_data_primitive_desc_create", status, made);
    }

    @Override
    public long innerProductBackwardWeightsPrimitiveDescCreate(
            long engine, long src, long diffWeights, long diffBias, long diffDst, long hint, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_inner_product_backward_weights_primitive_desc_create(
                made,
                engine(engine),
                desc(src),
                desc(diffWeights),
                desc(diffBias),
                desc(diffDst),
                primitiveDesc(hint),
                attr(attr));
        return created("dnnl_inner_product_backward_weights_primitive_desc_create", status, made);
    }

    @Override
    public void primitiveDescQuery(long primitiveDesc, int what, long result) {
        check(
                "dnnl_primitive_desc_query",
                dnnl.dnnl_primitive_desc_query(primitiveDesc(primitiveDesc), what, 0, address(result)));
    }

    @Override
    public long primitiveDescQueryMd(long primitiveDesc, int what) {
        dnnl_memory_desc found = dnnl.dnnl_primitive_desc_query_md(primitiveDesc(primitiveDesc), what, 0);
        return found == null ? 0 : found.address();
    }

    @Override
    public void primitiveDescDestroy(long primitiveDesc) {
        check("dnnl_primitive_desc_destroy", dnnl.dnnl_primitive_desc_destroy(primitiveDesc(primitiveDesc)));
    }

    @Override
    public long primitiveCreate(long primitiveDesc) {
        var made = new dnnl_primitive();
        return created("dnnl_primitive_create", dnnl.dnnl_primitive_create(made, primitiveDesc(primitiveDesc)), made);
    }

    @Override
    public Execution execution(long primitive, long stream, int count, long arguments) {
        return new Executing(primitive(primitive), stream(stream), count, new dnnl_exec_arg_t(address(arguments)));
    }

    private record Executing(dnnl_primitive primitive, dnnl_stream stream, int count, dnnl_exec_arg_t arguments)
            implements Execution {
        @Override
        public void run() {
            check("dnnl_primitive_execute", dnnl.dnnl_primitive_execute(primitive, stream, count, arguments));
        }
    }

    @Override
    public void primitiveDestroy(long primitive) {
        check("dnnl_primitive_destroy", dnnl.dnnl_primitive_destroy(primitive(primitive)));
    }
}
