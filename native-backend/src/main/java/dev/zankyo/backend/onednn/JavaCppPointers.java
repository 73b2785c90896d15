package dev.zankyo.backend.onednn;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.Pointer;

/**
 * Conversions between handles and JavaCPP's typed pointers. A pointer made from a handle owns nothing. A pointer that a
 * call has filled is converted to a handle.
 */
final class JavaCppPointers {
    private JavaCppPointers() {}

    /** A pointer to an address, owning nothing. */
    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }

    static Pointer address(long address) {
        return new Address(address);
    }

    static dnnl_engine engine(long handle) {
        return new dnnl_engine(address(handle));
    }

    static dnnl_stream stream(long handle) {
        return new dnnl_stream(address(handle));
    }

    static dnnl_memory memory(long handle) {
        return new dnnl_memory(address(handle));
    }

    static dnnl_memory_desc desc(long handle) {
        return new dnnl_memory_desc(address(handle));
    }

    static dnnl_primitive_attr attr(long handle) {
        return new dnnl_primitive_attr(address(handle));
    }

    static dnnl_primitive_desc primitiveDesc(long handle) {
        return new dnnl_primitive_desc(address(handle));
    }

    static dnnl_primitive primitive(long handle) {
        return new dnnl_primitive(address(handle));
    }

    static void check(DnnlFunction function, int status) {
        function.check(status);
    }

    static long created(DnnlFunction function, int status, Pointer made) {
        function.check(status);
        return made.address();
    }
}
