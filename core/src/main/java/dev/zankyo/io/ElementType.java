package dev.zankyo.io;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;

/** A type that the elements of a {@link Safetensors.Tensor} can have. */
public enum ElementType {
    /** Floats of 32 bits, in a {@link FloatBuffer}. */
    F32("F32", Float.BYTES),
    /** Signed integers of 32 bits, in an {@link IntBuffer}. */
    I32("I32", Integer.BYTES),
    /** Signed integers of 64 bits, in a {@link LongBuffer}. */
    I64("I64", Long.BYTES);

    private static final List<ElementType> ALL = List.of(values());

    private final String dtype;
    private final int bytes;

    ElementType(String dtype, int bytes) {
        this.dtype = dtype;
        this.bytes = bytes;
    }

    /** Returns the type that the format calls {@code dtype}, if it is one of these. */
    static Optional<ElementType> named(String dtype) {
        for (ElementType type : ALL) {
            if (type.dtype.equals(dtype)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the type of a buffer's elements.
     *
     * @throws IllegalArgumentException if the buffer is of another type
     */
    static ElementType of(Buffer elements) {
        return switch (elements) {
            case FloatBuffer floats -> F32;
            case IntBuffer ints -> I32;
            case LongBuffer longs -> I64;
            default ->
                throw new IllegalArgumentException("tensor: elements must be floats, ints or longs; got a "
                        + elements.getClass().getSimpleName());
        };
    }

    /** Returns the bytes of an element. */
    int bytes() {
        return bytes;
    }

    /** Returns a view of bytes as elements, in the byte order of {@code bytes}. */
    Buffer view(ByteBuffer bytes) {
        return switch (this) {
            case F32 -> bytes.asFloatBuffer();
            case I32 -> bytes.asIntBuffer();
            case I64 -> bytes.asLongBuffer();
        };
    }

    /**
     * Copies the elements between position and limit to the beginning of {@code bytes}, in the byte order of {@code
     * bytes}.
     */
    static void copy(Buffer elements, ByteBuffer bytes) {
        switch (elements.duplicate()) {
            case FloatBuffer floats -> bytes.asFloatBuffer().put(floats);
            case IntBuffer ints -> bytes.asIntBuffer().put(ints);
            case LongBuffer longs -> bytes.asLongBuffer().put(longs);
            default -> throw new IllegalStateException("no tensor has elements of another type");
        }
    }

    /** Returns the name of the type in the safetensors format, such as {@code F32}. */
    @Override
    public String toString() {
        return dtype;
    }
}
