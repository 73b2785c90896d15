package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlFunction.*;
import static dev.zankyo.backend.onednn.DnnlTypes.dnnl_convolution_direct;
import static dev.zankyo.backend.onednn.FfmCalls.create;
import static dev.zankyo.backend.onednn.FfmCalls.longs;

/** Primitive descriptors through downcall handles. */
final class FfmPrimitiveDescs implements PrimitiveDescs {
    private static final long[] NO_DILATION = {0, 0};

    private final FfmFunctions dnnl;

    FfmPrimitiveDescs(FfmFunctions dnnl) {
        this.dnnl = dnnl;
    }

    @Override
    public long convolutionForward(
            long engine, int propKind, long src, long weights, long bias, long dst, Window window, long attr) {
        return create(
                CONVOLUTION_FORWARD_PRIMITIVE_DESC_CREATE,
                (arena, out) -> (int) dnnl.of(CONVOLUTION_FORWARD_PRIMITIVE_DESC_CREATE)
                        .invokeExact(
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
                CONVOLUTION_BACKWARD_DATA_PRIMITIVE_DESC_CREATE,
                (arena, out) -> (int) dnnl.of(CONVOLUTION_BACKWARD_DATA_PRIMITIVE_DESC_CREATE)
                        .invokeExact(
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
                CONVOLUTION_BACKWARD_WEIGHTS_PRIMITIVE_DESC_CREATE,
                (arena, out) -> (int) dnnl.of(CONVOLUTION_BACKWARD_WEIGHTS_PRIMITIVE_DESC_CREATE)
                        .invokeExact(
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
        return create(
                BATCH_NORMALIZATION_FORWARD_PRIMITIVE_DESC_CREATE,
                (arena, out) -> (int) dnnl.of(BATCH_NORMALIZATION_FORWARD_PRIMITIVE_DESC_CREATE)
                        .invokeExact(out, engine, propKind, src, dst, epsilon, flags, attr));
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
                BATCH_NORMALIZATION_BACKWARD_PRIMITIVE_DESC_CREATE,
                (arena, out) -> (int) dnnl.of(BATCH_NORMALIZATION_BACKWARD_PRIMITIVE_DESC_CREATE)
                        .invokeExact(out, engine, propKind, diffSrc, diffDst, src, epsilon, flags, hint, attr));
    }

    @Override
    public long reorder(long engine, long src, long dst, long attr) {
        return create(REORDER_PRIMITIVE_DESC_CREATE, (arena, out) ->
                (int) dnnl.of(REORDER_PRIMITIVE_DESC_CREATE).invokeExact(out, src, engine, dst, engine, attr));
    }

    @Override
    public long innerProductForward(long engine, int propKind, long src, long weights, long bias, long dst, long attr) {
        return create(
                INNER_PRODUCT_FORWARD_PRIMITIVE_DESC_CREATE,
                (arena, out) -> (int) dnnl.of(INNER_PRODUCT_FORWARD_PRIMITIVE_DESC_CREATE)
                        .invokeExact(out, engine, propKind, src, weights, bias, dst, attr));
    }

    @Override
    public long innerProductBackwardData(long engine, long diffSrc, long weights, long diffDst, long hint, long attr) {
        return create(
                INNER_PRODUCT_BACKWARD_DATA_PRIMITIVE_DESC_CREATE,
                (arena, out) -> (int) dnnl.of(INNER_PRODUCT_BACKWARD_DATA_PRIMITIVE_DESC_CREATE)
                        .invokeExact(out, engine, diffSrc, weights, diffDst, hint, attr));
    }

    @Override
    public long innerProductBackwardWeights(
            long engine, long src, long diffWeights, long diffBias, long diffDst, long hint, long attr) {
        return create(
                INNER_PRODUCT_BACKWARD_WEIGHTS_PRIMITIVE_DESC_CREATE,
                (arena, out) -> (int) dnnl.of(INNER_PRODUCT_BACKWARD_WEIGHTS_PRIMITIVE_DESC_CREATE)
                        .invokeExact(out, engine, src, diffWeights, diffBias, diffDst, hint, attr));
    }
}
