package dev.zankyo.backend.onednn;

/**
 * The part of oneDNN's C API that is used, each method named after its function: {@code dnnl_memory_desc_create_with_tag}
 * is {@link #memoryDescCreateWithTag}. Values are those of {@link DnnlTypes}.
 *
 * <p>Objects are the library's own pointers as {@code long}; 0 is NULL. Whoever creates one destroys it; what a query
 * returns belongs to the object asked. A status other than success becomes a {@link OneDnnException}.
 *
 * <p>Implementations hold no state and are safe for several threads; the library's own rules hold for its objects.
 */
public interface OneDnn {

    /** What a primitive does after its own work: add what the destination held, or {@code max(., 0)}. */
    enum PostOp {
        SUM,
        RELU
    }

    /**
     * Where a window moves over height and width.
     *
     * @param kernel height and width; only pooling reads it, convolutions take it from the weights
     * @param strides rows and columns a move
     * @param paddingBefore zeros before the first row and column
     * @param paddingAfter zeros after the last row and column
     */
    record Window(long[] kernel, long[] strides, long[] paddingBefore, long[] paddingAfter) {}

    /** A call with its arguments, ready to run again and again; running allocates nothing. */
    interface Execution {
        void run();
    }

    /** The version of the library: {@code 3.11.0}. */
    String version();

    /** What runs its threads: {@link DnnlTypes#DNNL_RUNTIME_OMP} in the build that is shipped. */
    int cpuRuntime();

    /** A bit mask of instruction sets; see {@link CpuIsa}. */
    int getEffectiveCpuIsa();

    long engineCreate(int kind, long index);

    void engineDestroy(long engine);

    long streamCreate(long engine, int flags);

    /** Prepares {@code dnnl_stream_wait}. */
    Execution streamWait(long stream);

    void streamDestroy(long stream);

    long memoryDescCreateWithTag(long[] dims, int dataType, int tag);

    /** The same memory with its axes renamed: axis i of the old is axis permutation[i] of the new. */
    long memoryDescPermuteAxes(long memoryDesc, int[] permutation);

    long memoryDescGetSize(long memoryDesc);

    boolean memoryDescEqual(long one, long other);

    /** Writes the answer to the address {@code result}. */
    void memoryDescQuery(long memoryDesc, int what, long result);

    void memoryDescDestroy(long memoryDesc);

    long memoryCreate(long memoryDesc, long engine, long address);

    void memoryDestroy(long memory);

    /** Attributes with a scratchpad handed in by the caller ({@code dnnl_scratchpad_mode_user}) and the post-ops given. */
    long primitiveAttrCreate(PostOp... postOps);

    void primitiveAttrDestroy(long attr);

    long convolutionForwardPrimitiveDescCreate(
            long engine, int propKind, long src, long weights, long bias, long dst, Window window, long attr);

    long convolutionBackwardDataPrimitiveDescCreate(
            long engine, long diffSrc, long weights, long diffDst, Window window, long hint, long attr);

    long convolutionBackwardWeightsPrimitiveDescCreate(
            long engine, long src, long diffWeights, long diffBias, long diffDst, Window window, long hint, long attr);

    long batchNormalizationForwardPrimitiveDescCreate(
            long engine, int propKind, long src, long dst, float epsilon, int flags, long attr);

    long batchNormalizationBackwardPrimitiveDescCreate(
            long engine,
            int propKind,
            long diffSrc,
            long diffDst,
            long src,
            float epsilon,
            int flags,
            long hint,
            long attr);

    long eltwiseForwardPrimitiveDescCreate(long engine, int propKind, int algorithm, long src, long dst, long attr);

    long eltwiseBackwardPrimitiveDescCreate(
            long engine, int algorithm, long diffSrc, long diffDst, long data, long hint, long attr);

    long binaryPrimitiveDescCreate(long engine, int algorithm, long src0, long src1, long dst, long attr);

    long reorderPrimitiveDescCreate(long engine, long src, long dst, long attr);

    long poolingForwardPrimitiveDescCreate(
            long engine, int propKind, int algorithm, long src, long dst, Window window, long attr);

    long poolingBackwardPrimitiveDescCreate(
            long engine, int algorithm, long diffSrc, long diffDst, Window window, long hint, long attr);

    long innerProductForwardPrimitiveDescCreate(
            long engine, int propKind, long src, long weights, long bias, long dst, long attr);

    long innerProductBackwardDataPrimitiveDescCreate(
            long engine, long diffSrc, long weights, long diffDst, long hint, long attr);

    long innerProductBackwardWeightsPrimitiveDescCreate(
            long engine, long src, long diffWeights, long diffBias, long diffDst, long hint, long attr);

    /** Writes the answer to the address {@code result}. */
    void primitiveDescQuery(long primitiveDesc, int what, long result);

    /** A memory descriptor that belongs to the primitive descriptor. */
    long primitiveDescQueryMd(long primitiveDesc, int what);

    void primitiveDescDestroy(long primitiveDesc);

    long primitiveCreate(long primitiveDesc);

    /**
     * Prepares {@code dnnl_primitive_execute}.
     *
     * @param arguments address of {@code count} structures {@code dnnl_exec_arg_t}, which must outlive the result
     */
    Execution execution(long primitive, long stream, int count, long arguments);

    void primitiveDestroy(long primitive);
}
