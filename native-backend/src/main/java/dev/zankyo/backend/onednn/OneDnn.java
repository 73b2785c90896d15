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
interface OneDnn {

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

    /**
     * Attributes with a scratchpad handed in by the caller ({@code dnnl_scratchpad_mode_user}).
     *
     * @param sum whether the primitive adds to what its destination holds ({@code dnnl_post_ops_append_sum})
     * @param relu whether it takes max(., 0) at last ({@code dnnl_post_ops_append_eltwise})
     */
    long primitiveAttrCreate(boolean sum, boolean relu);

    void primitiveAttrDestroy(long attr);

    /** The functions that create primitive descriptors. */
    PrimitiveDescs primitiveDescs();

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
