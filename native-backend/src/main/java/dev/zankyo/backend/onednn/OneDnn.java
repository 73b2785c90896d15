package dev.zankyo.backend.onednn;

/**
 * The part of oneDNN's C API that is used. Each method is named after its function:
 * {@code dnnl_memory_desc_create_with_tag} is {@link #memoryDescCreateWithTag}. Values are those of {@link DnnlTypes}.
 *
 * <p>Objects are the library's own pointers as {@code long}; 0 is NULL. The caller that creates an object destroys it.
 * The result of a query belongs to the object that was queried. A status other than success becomes a
 * {@link OneDnnException}.
 *
 * <p>Implementations hold no state and are thread-safe; the library's own rules hold for its objects.
 */
interface OneDnn {

    /** A call with its arguments, ready to run repeatedly. Running allocates nothing. */
    interface Execution {
        void run();
    }

    /** Returns the version of the library, such as {@code 3.11.0}. */
    String version();

    /** Returns the runtime of the library's threads: {@link DnnlTypes#DNNL_RUNTIME_OMP} in the shipped build. */
    int cpuRuntime();

    /** Returns a bit mask of instruction sets; see {@link CpuIsa}. */
    int getEffectiveCpuIsa();

    long engineCreate(int kind, long index);

    void engineDestroy(long engine);

    long streamCreate(long engine, int flags);

    void streamDestroy(long stream);

    long memoryDescCreateWithTag(long[] dims, int dataType, int tag);

    /**
     * Returns a descriptor of the same memory with its axes renamed: axis i of the old is axis permutation[i] of the
     * new.
     */
    long memoryDescPermuteAxes(long memoryDesc, int[] permutation);

    long memoryDescGetSize(long memoryDesc);

    boolean memoryDescEqual(long one, long other);

    /** Writes the result of the query to the address {@code result}. */
    void memoryDescQuery(long memoryDesc, int what, long result);

    void memoryDescDestroy(long memoryDesc);

    long memoryCreate(long memoryDesc, long engine, long address);

    void memoryDestroy(long memory);

    /**
     * Creates attributes for a scratchpad that the caller provides ({@code dnnl_scratchpad_mode_user}).
     *
     * @param sum whether the primitive adds to the contents of its destination ({@code dnnl_post_ops_append_sum})
     * @param relu whether it computes max(y, 0) at the end ({@code dnnl_post_ops_append_eltwise})
     */
    long primitiveAttrCreate(boolean sum, boolean relu);

    void primitiveAttrDestroy(long attr);

    /** Returns the functions that create primitive descriptors. */
    PrimitiveDescs primitiveDescs();

    /** Writes the result of the query to the address {@code result}. */
    void primitiveDescQuery(long primitiveDesc, int what, long result);

    /** Returns a memory descriptor that belongs to the primitive descriptor. */
    long primitiveDescQueryMd(long primitiveDesc, int what);

    void primitiveDescDestroy(long primitiveDesc);

    long primitiveCreate(long primitiveDesc);

    /**
     * Prepares {@code dnnl_primitive_execute}.
     *
     * @param arguments the address of {@code count} structures {@code dnnl_exec_arg_t}, which must outlive the result
     */
    Execution execution(long primitive, long stream, int count, long arguments);

    void primitiveDestroy(long primitive);
}
