package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.Precision;
import dev.zankyo.graph.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The oneDNN objects of one plan: an engine, a stream for each worker, and all objects made on them. Closing destroys
 * them; closing again does nothing. One thread creates objects. Executions may run on any thread, with one thread at a
 * time for each stream.
 */
final class Session implements AutoCloseable {
    /** The size of {@code dnnl_exec_arg_t}: int arg, 4 bytes of padding, dnnl_memory_t memory. */
    private static final long ARGUMENT_BYTES = 16;

    private static final long MEMORY_OFFSET = 8;

    final OneDnn dnnl;
    final PrimitiveDescs primitiveDescs;
    final long engine;

    private final Handles handles = new Handles();
    private final Arena arena = Arena.ofShared();
    private final long[] streams;
    private final Map<Attributes, Long> attributes = new HashMap<>();
    private final Map<Place, Long> memories = new HashMap<>();
    private boolean closed;

    private record Attributes(boolean sum, boolean relu) {}

    private record Place(long memoryDesc, long address) {}

    /** An argument {@code DNNL_ARG_...} of a primitive: the memory of a descriptor at an address. */
    record Argument(int index, long memoryDesc, long address) {}

    Session(OneDnn dnnl, int workers) {
        this.dnnl = dnnl;
        primitiveDescs = dnnl.primitiveDescs();
        streams = new long[workers];
        try {
            engine = handles.own(dnnl.engineCreate(dnnl_cpu, 0), dnnl::engineDestroy);
            for (int worker = 0; worker < workers; worker++) {
                streams[worker] = handles.own(dnnl.streamCreate(engine, dnnl_stream_in_order), dnnl::streamDestroy);
            }
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /**
     * Returns attributes for a scratchpad that the caller provides.
     *
     * @param sum whether the result is added to the contents of the destination
     * @param relu whether max(y, 0) is computed at the end
     */
    long attributes(boolean sum, boolean relu) {
        return attributes.computeIfAbsent(
                new Attributes(sum, relu),
                a -> handles.own(dnnl.primitiveAttrCreate(sum, relu), dnnl::primitiveAttrDestroy));
    }

    /** Returns a descriptor with a layout of {@code dnnl_format_tag_t}. */
    long desc(Precision precision, int tag, long... dims) {
        int type =
                switch (precision) {
                    case FLOAT32 -> dnnl_f32;
                    case BFLOAT16 -> dnnl_bf16;
                };
        return handles.own(dnnl.memoryDescCreateWithTag(dims, type, tag), dnnl::memoryDescDestroy);
    }

    /** Returns a descriptor of images, (N, H, W, C) in memory; oneDNN's axes are (N, C, H, W). */
    long imagesDesc(Precision precision, int images, Shape shape) {
        return desc(precision, dnnl_acdb, images, shape.channels(), shape.height(), shape.width());
    }

    /** Returns a descriptor of the same memory with its first two axes exchanged. */
    long transposed(long memoryDesc) {
        return handles.own(dnnl.memoryDescPermuteAxes(memoryDesc, new int[] {1, 0, 2, 3}), dnnl::memoryDescDestroy);
    }

    long query(long primitiveDesc, int what) {
        return dnnl.primitiveDescQueryMd(primitiveDesc, what);
    }

    long bytes(long memoryDesc) {
        return memoryDesc == 0 ? 0 : dnnl.memoryDescGetSize(memoryDesc);
    }

    /** Takes ownership of a primitive descriptor and returns it. */
    long own(long primitiveDesc) {
        return handles.own(primitiveDesc, dnnl::primitiveDescDestroy);
    }

    /** Creates the primitive of a descriptor. */
    Primitive primitive(long primitiveDesc) {
        long primitive = handles.own(dnnl.primitiveCreate(primitiveDesc), dnnl::primitiveDestroy);
        return new Primitive(primitive, primitiveDesc, query(primitiveDesc, dnnl_query_scratchpad_md));
    }

    /** Returns the execution of a primitive on a worker's stream. */
    OneDnn.Execution execution(Primitive primitive, int worker, long scratchpad, List<Argument> arguments) {
        boolean scratch = bytes(primitive.scratchpadDesc()) > 0;
        int count = arguments.size() + (scratch ? 1 : 0);
        MemorySegment structures = arena.allocate(count * ARGUMENT_BYTES, Long.BYTES);
        for (int i = 0; i < arguments.size(); i++) {
            set(structures, i, arguments.get(i));
        }
        if (scratch) {
            set(structures, count - 1, new Argument(DNNL_ARG_SCRATCHPAD, primitive.scratchpadDesc(), scratchpad));
        }
        return dnnl.execution(primitive.handle(), streams[worker], count, structures.address());
    }

    private void set(MemorySegment structures, int i, Argument argument) {
        long memory = memories.computeIfAbsent(
                new Place(argument.memoryDesc(), argument.address()),
                place -> handles.own(
                        dnnl.memoryCreate(place.memoryDesc(), engine, place.address()), dnnl::memoryDestroy));
        structures.set(ValueLayout.JAVA_INT, i * ARGUMENT_BYTES, argument.index());
        structures.set(ValueLayout.JAVA_LONG, i * ARGUMENT_BYTES + MEMORY_OFFSET, memory);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                handles.close();
            } finally {
                arena.close();
            }
        }
    }
}
