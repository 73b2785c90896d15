package dev.zankyo.backend.onednn;

/**
 * The functions of oneDNN's C API that create primitive descriptors. {@code convolutionForward} is
 * {@code dnnl_convolution_forward_primitive_desc_create}, and so on. Arguments are those of the C functions. Memory
 * descriptors have the names of the tensors that they describe; {@code hint} is the descriptor of the forward
 * primitive. Convolutions are direct and not dilated.
 */
interface PrimitiveDescs {

    /**
     * The movement of a window over height and width.
     *
     * @param strides rows and columns per step
     * @param paddingBefore zeros before the first row and column
     * @param paddingAfter zeros after the last row and column
     */
    record Window(long[] strides, long[] paddingBefore, long[] paddingAfter) {}

    long convolutionForward(
            long engine, int propKind, long src, long weights, long bias, long dst, Window window, long attr);

    long convolutionBackwardData(
            long engine, long diffSrc, long weights, long diffDst, Window window, long hint, long attr);

    long convolutionBackwardWeights(
            long engine, long src, long diffWeights, long diffBias, long diffDst, Window window, long hint, long attr);

    long batchNormalizationForward(long engine, int propKind, long src, long dst, float epsilon, int flags, long attr);

    long batchNormalizationBackward(
            long engine,
            int propKind,
            long diffSrc,
            long diffDst,
            long src,
            float epsilon,
            int flags,
            long hint,
            long attr);

    long reorder(long engine, long src, long dst, long attr);

    long innerProductForward(long engine, int propKind, long src, long weights, long bias, long dst, long attr);

    long innerProductBackwardData(long engine, long diffSrc, long weights, long diffDst, long hint, long attr);

    long innerProductBackwardWeights(
            long engine, long src, long diffWeights, long diffBias, long diffDst, long hint, long attr);
}
