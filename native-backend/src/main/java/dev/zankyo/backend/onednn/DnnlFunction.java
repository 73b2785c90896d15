package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlFunction.Type.F;
import static dev.zankyo.backend.onednn.DnnlFunction.Type.I;
import static dev.zankyo.backend.onednn.DnnlFunction.Type.L;

import java.util.List;
import java.util.Locale;

/**
 * The functions of oneDNN's C API that are called: result type, then argument types, as in {@code dnnl.h}. For example,
 * {@code ENGINE_CREATE} is {@code dnnl_engine_create}. The FFM binding makes its downcall handles from this list.
 * JavaCPP's generated methods have their own types; that binding only uses the names, for messages.
 */
enum DnnlFunction {
    VERSION(L),
    GET_EFFECTIVE_CPU_ISA(I),
    ENGINE_CREATE(I, L, I, L),
    ENGINE_DESTROY(I, L),
    STREAM_CREATE(I, L, L, I),
    STREAM_DESTROY(I, L),
    MEMORY_DESC_CREATE_WITH_TAG(I, L, I, L, I, I),
    MEMORY_DESC_PERMUTE_AXES(I, L, L, L),
    MEMORY_DESC_GET_SIZE(L, L),
    MEMORY_DESC_EQUAL(I, L, L),
    MEMORY_DESC_QUERY(I, L, I, L),
    MEMORY_DESC_DESTROY(I, L),
    MEMORY_CREATE(I, L, L, L, L),
    MEMORY_DESTROY(I, L),
    PRIMITIVE_ATTR_CREATE(I, L),
    PRIMITIVE_ATTR_SET_SCRATCHPAD_MODE(I, L, I),
    PRIMITIVE_ATTR_SET_POST_OPS(I, L, L),
    PRIMITIVE_ATTR_DESTROY(I, L),
    POST_OPS_CREATE(I, L),
    POST_OPS_APPEND_ELTWISE(I, L, I, F, F),
    POST_OPS_APPEND_SUM(I, L, F, I, I),
    POST_OPS_DESTROY(I, L),
    CONVOLUTION_FORWARD_PRIMITIVE_DESC_CREATE(I, L, L, I, I, L, L, L, L, L, L, L, L, L),
    CONVOLUTION_BACKWARD_DATA_PRIMITIVE_DESC_CREATE(I, L, L, I, L, L, L, L, L, L, L, L, L),
    CONVOLUTION_BACKWARD_WEIGHTS_PRIMITIVE_DESC_CREATE(I, L, L, I, L, L, L, L, L, L, L, L, L, L),
    BATCH_NORMALIZATION_FORWARD_PRIMITIVE_DESC_CREATE(I, L, L, I, L, L, F, I, L),
    BATCH_NORMALIZATION_BACKWARD_PRIMITIVE_DESC_CREATE(I, L, L, I, L, L, L, F, I, L, L),
    REORDER_PRIMITIVE_DESC_CREATE(I, L, L, L, L, L, L),
    INNER_PRODUCT_FORWARD_PRIMITIVE_DESC_CREATE(I, L, L, I, L, L, L, L, L),
    INNER_PRODUCT_BACKWARD_DATA_PRIMITIVE_DESC_CREATE(I, L, L, L, L, L, L, L),
    INNER_PRODUCT_BACKWARD_WEIGHTS_PRIMITIVE_DESC_CREATE(I, L, L, L, L, L, L, L, L),
    PRIMITIVE_DESC_QUERY(I, L, I, I, L),
    PRIMITIVE_DESC_QUERY_MD(L, L, I, I),
    PRIMITIVE_DESC_DESTROY(I, L),
    PRIMITIVE_CREATE(I, L, L),
    PRIMITIVE_EXECUTE(I, L, L, I, L),
    PRIMITIVE_DESTROY(I, L);

    /** A C type: int, 64-bit integer or pointer, float. */
    enum Type {
        I,
        L,
        F
    }

    private final String symbol;
    private final Type result;
    private final List<Type> arguments;

    DnnlFunction(Type result, Type... arguments) {
        symbol = "dnnl_" + name().toLowerCase(Locale.ROOT);
        this.result = result;
        this.arguments = List.of(arguments);
    }

    /** Returns the name that the library exports. */
    String symbol() {
        return symbol;
    }

    Type result() {
        return result;
    }

    List<Type> arguments() {
        return arguments;
    }

    /** Throws {@link OneDnnException} unless the status that this function returned is success. */
    void check(int status) {
        OneDnnException.check(symbol, status);
    }
}
