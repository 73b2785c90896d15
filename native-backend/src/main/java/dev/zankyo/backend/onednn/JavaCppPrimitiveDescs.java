package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlFunction.*;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_convolution_direct;
import static dev.zankyo.backend.onednn.JavaCppPointers.attr;
import static dev.zankyo.backend.onednn.JavaCppPointers.created;
import static dev.zankyo.backend.onednn.JavaCppPointers.desc;
import static dev.zankyo.backend.onednn.JavaCppPointers.engine;
import static dev.zankyo.backend.onednn.JavaCppPointers.primitiveDesc;

import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

/** Primitive descriptors through the JNI functions of the JavaCPP presets. */
final class JavaCppPrimitiveDescs implements PrimitiveDescs {
    private static final long[] NO_DILATION = {0, 0};

    @Override
    public long convolutionForward(
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
        return created(CONVOLUTION_FORWARD_PRIMITIVE_DESC_CREATE, status, made);
    }

    @Override
    public long convolutionBackwardData(
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
        return created(CONVOLUTION_BACKWARD_DATA_PRIMITIVE_DESC_CREATE, status, made);
    }

    @Override
    public long convolutionBackwardWeights(
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
        return created(CONVOLUTION_BACKWARD_WEIGHTS_PRIMITIVE_DESC_CREATE, status, made);
    }

    @Override
    public long batchNormalizationForward(
            long engine, int propKind, long src, long dst, float epsilon, int flags, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                made, engine(engine), propKind, desc(src), desc(dst), epsilon, flags, attr(attr));
        return created(BATCH_NORMALIZATION_FORWARD_PRIMITIVE_DESC_CREATE, status, made);
    }

    @Override
    public long batchNormalizationBackward(
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
        return created(BATCH_NORMALIZATION_BACKWARD_PRIMITIVE_DESC_CREATE, status, made);
    }

    @Override
    public long reorder(long engine, long src, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_reorder_primitive_desc_create(
                made, desc(src), engine(engine), desc(dst), engine(engine), attr(attr));
        return created(REORDER_PRIMITIVE_DESC_CREATE, status, made);
    }

    @Override
    public long innerProductForward(long engine, int propKind, long src, long weights, long bias, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_inner_product_forward_primitive_desc_create(
                made, engine(engine), propKind, desc(src), desc(weights), desc(bias), desc(dst), attr(attr));
        return created(INNER_PRODUCT_FORWARD_PRIMITIVE_DESC_CREATE, status, made);
    }

    @Override
    public long innerProductBackwardData(long engine, long diffSrc, long weights, long diffDst, long hint, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_inner_product_backward_data_primitive_desc_create(
                made, engine(engine), desc(diffSrc), desc(weights), desc(diffDst), primitiveDesc(hint), attr(attr));
        return created(INNER_PRODUCT_BACKWARD_DATA_PRIMITIVE_DESC_CREATE, status, made);
    }

    @Override
    public long innerProductBackwardWeights(
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
        return created(INNER_PRODUCT_BACKWARD_WEIGHTS_PRIMITIVE_DESC_CREATE, status, made);
    }
}
