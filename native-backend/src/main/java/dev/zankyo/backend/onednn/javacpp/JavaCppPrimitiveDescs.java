package dev.zankyo.backend.onednn.javacpp;

import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_convolution_direct;
import static dev.zankyo.backend.onednn.javacpp.Pointers.attr;
import static dev.zankyo.backend.onednn.javacpp.Pointers.created;
import static dev.zankyo.backend.onednn.javacpp.Pointers.desc;
import static dev.zankyo.backend.onednn.javacpp.Pointers.engine;
import static dev.zankyo.backend.onednn.javacpp.Pointers.primitiveDesc;

import dev.zankyo.backend.onednn.PrimitiveDescs;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

/** Primitive descriptors through the presets' JNI functions. */
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
        return created("dnnl_convolution_forward_primitive_desc_create", status, made);
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
        return created("dnnl_convolution_backward_data_primitive_desc_create", status, made);
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
        return created("dnnl_convolution_backward_weights_primitive_desc_create", status, made);
    }

    @Override
    public long batchNormalizationForward(
            long engine, int propKind, long src, long dst, float epsilon, int flags, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                made, engine(engine), propKind, desc(src), desc(dst), epsilon, flags, attr(attr));
        return created("dnnl_batch_normalization_forward_primitive_desc_create", status, made);
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
        return created("dnnl_batch_normalization_backward_primitive_desc_create", status, made);
    }

    @Override
    public long eltwiseForward(long engine, int propKind, int algorithm, long src, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_eltwise_forward_primitive_desc_create(
                made, engine(engine), propKind, algorithm, desc(src), desc(dst), 0f, 0f, attr(attr));
        return created("dnnl_eltwise_forward_primitive_desc_create", status, made);
    }

    @Override
    public long eltwiseBackward(
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
    public long binary(long engine, int algorithm, long src0, long src1, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_binary_primitive_desc_create(
                made, engine(engine), algorithm, desc(src0), desc(src1), desc(dst), attr(attr));
        return created("dnnl_binary_primitive_desc_create", status, made);
    }

    @Override
    public long reorder(long engine, long src, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_reorder_primitive_desc_create(
                made, desc(src), engine(engine), desc(dst), engine(engine), attr(attr));
        return created("dnnl_reorder_primitive_desc_create", status, made);
    }

    @Override
    public long poolingForward(long engine, int propKind, int algorithm, long src, long dst, Window window, long attr) {
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
    public long poolingBackward(
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
    public long innerProductForward(long engine, int propKind, long src, long weights, long bias, long dst, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_inner_product_forward_primitive_desc_create(
                made, engine(engine), propKind, desc(src), desc(weights), desc(bias), desc(dst), attr(attr));
        return created("dnnl_inner_product_forward_primitive_desc_create", status, made);
    }

    @Override
    public long innerProductBackwardData(long engine, long diffSrc, long weights, long diffDst, long hint, long attr) {
        var made = new dnnl_primitive_desc();
        int status = dnnl.dnnl_inner_product_backward_data_primitive_desc_create(
                made, engine(engine), desc(diffSrc), desc(weights), desc(diffDst), primitiveDesc(hint), attr(attr));
        return created("dnnl_inner_product_backward_data_primitive_desc_create", status, made);
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
        return created("dnnl_inner_product_backward_weights_primitive_desc_create", status, made);
    }
}
