package dev.zankyo.backend.onednn.ffm;

import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_convolution_direct;
import static dev.zankyo.backend.onednn.ffm.Calls.create;
import static dev.zankyo.backend.onednn.ffm.Calls.longs;

import dev.zankyo.backend.onednn.PrimitiveDescs;

/** Primitive descriptors through downcall handles. */
final class FfmPrimitiveDescs implements PrimitiveDescs {
    private static final long[] NO_DILATION = {0, 0};

    private final Symbols dnnl;

    FfmPrimitiveDescs(Symbols dnnl) {
        this.dnnl = dnnl;
    }

    @Override
    public long convolutionForward(
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
    public long convolutionBackwardData(
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
    public long convolutionBackwardWeights(
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
    public long batchNormalizationForward(
            long engine, int propKind, long src, long dst, float epsilon, int flags, long attr) {
        return create("dnnl_batch_normalization_forward_primitive_desc_create", (arena, out) -> (int)
                dnnl.batchNormalizationForward.invokeExact(out, engine, propKind, src, dst, epsilon, flags, attr));
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
        return create(
                "dnnl_batch_normalization_backward_primitive_desc_create",
                (arena, out) -> (int) dnnl.batchNormalizationBackward.invokeExact(
                        out, engine, propKind, diffSrc, diffDst, src, epsilon, flags, hint, attr));
    }

    @Override
    public long eltwiseForward(long engine, int propKind, int algorithm, long src, long dst, long attr) {
        return create("dnnl_eltwise_forward_primitive_desc_create", (arena, out) ->
                (int) dnnl.eltwiseForward.invokeExact(out, engine, propKind, algorithm, src, dst, 0f, 0f, attr));
    }

    @Override
    public long eltwiseBackward(
            long engine, int algorithm, long diffSrc, long diffDst, long data, long hint, long attr) {
        return create("dnnl_eltwise_backward_primitive_desc_create", (arena, out) -> (int)
                dnnl.eltwiseBackward.invokeExact(out, engine, algorithm, diffSrc, diffDst, data, 0f, 0f, hint, attr));
    }

    @Override
    public long binary(long engine, int algorithm, long src0, long src1, long dst, long attr) {
        return create("dnnl_binary_primitive_desc_create", (arena, out) ->
                (int) dnnl.binary.invokeExact(out, engine, algorithm, src0, src1, dst, attr));
    }

    @Override
    public long reorder(long engine, long src, long dst, long attr) {
        return create("dnnl_reorder_primitive_desc_create", (arena, out) ->
                (int) dnnl.reorder.invokeExact(out, src, engine, dst, engine, attr));
    }

    @Override
    public long poolingForward(long engine, int propKind, int algorithm, long src, long dst, Window window, long attr) {
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
    public long poolingBackward(
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
    public long innerProductForward(long engine, int propKind, long src, long weights, long bias, long dst, long attr) {
        return create("dnnl_inner_product_forward_primitive_desc_create", (arena, out) ->
                (int) dnnl.innerProductForward.invokeExact(out, engine, propKind, src, weights, bias, dst, attr));
    }

    @Override
    public long innerProductBackwardData(long engine, long diffSrc, long weights, long diffDst, long hint, long attr) {
        return create("dnnl_inner_product_backward_data_primitive_desc_create", (arena, out) ->
                (int) dnnl.innerProductBackwardData.invokeExact(out, engine, diffSrc, weights, diffDst, hint, attr));
    }

    @Override
    public long innerProductBackwardWeights(
            long engine, long src, long diffWeights, long diffBias, long diffDst, long hint, long attr) {
        return create(
                "dnnl_inner_product_backward_weights_primitive_desc_create",
                (arena, out) -> (int) dnnl.innerProductBackwardWeights.invokeExact(
                        out, engine, src, diffWeights, diffBias, diffDst, hint, attr));
    }
}
