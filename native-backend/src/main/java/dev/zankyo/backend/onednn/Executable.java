package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.onednn.Binding.Argument;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a plan owns outside the heap: an engine with a stream, one piece of memory, and the primitives made on both.
 * Closing frees all of it; a second time does nothing.
 */
final class Executable implements AutoCloseable {
    /** {@code dnnl_exec_arg_t}: int arg, 4 bytes of padding, dnnl_memory_t memory. */
    private static final long ARGUMENT_BYTES = 16;

    private static final long MEMORY_OFFSET = 8;

    /** The arguments whose layouts are worth showing, by name. */
    private static final Map<Integer, String> SHOWN = Map.of(
            DNNL_ARG_SRC, "src",
            DNNL_ARG_WEIGHTS, "weights",
            DNNL_ARG_DST, "dst",
            DNNL_ARG_DIFF_SRC, "diff_src",
            DNNL_ARG_DIFF_WEIGHTS, "diff_weights",
            DNNL_ARG_DIFF_DST, "diff_dst");

    private final OneDnn dnnl;
    private final Handles handles = new Handles();
    private final Arena arena = Arena.ofShared();
    private final Region arguments = new Region();
    private final long stream;
    private final OneDnn.Execution wait;
    private MemorySegment memory;
    private long nextArguments;
    private boolean closed;

    final long engine;

    Executable(OneDnn dnnl) {
        this.dnnl = dnnl;
        try {
            engine = handles.own(dnnl.engineCreate(dnnl_cpu, 0), dnnl::engineDestroy);
            stream = handles.own(dnnl.streamCreate(engine, dnnl_stream_in_order), dnnl::streamDestroy);
            wait = dnnl.streamWait(stream);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** Claims zeroed memory for the regions and for the arguments of the steps to come. */
    void claim(List<Region> regions, List<Draft> drafts) {
        for (Draft draft : drafts) {
            arguments.reserve(draft.arguments().size() * ARGUMENT_BYTES);
        }
        List<Region> all = new ArrayList<>(regions);
        all.add(arguments);
        long size = all.stream().mapToLong(Region::size).sum();
        memory = arena.allocate(size, Region.ALIGNMENT);
        long address = memory.address();
        for (Region region : all) {
            region.place(address);
            address += region.size();
        }
    }

    /** Makes primitives and binds their arguments. */
    List<Step> link(List<Draft> drafts) {
        return drafts.stream().map(this::link).toList();
    }

    private Step link(Draft draft) {
        try {
            long primitive = handles.own(dnnl.primitiveCreate(draft.desc()), dnnl::primitiveDestroy);
            int count = draft.arguments().size();
            MemorySegment structures = segment(arguments, nextArguments, count * ARGUMENT_BYTES);
            nextArguments += Region.aligned(count * ARGUMENT_BYTES);
            for (int i = 0; i < count; i++) {
                Argument argument = draft.arguments().get(i);
                structures.set(ValueLayout.JAVA_INT, i * ARGUMENT_BYTES, argument.index());
                structures.set(ValueLayout.JAVA_LONG, i * ARGUMENT_BYTES + MEMORY_OFFSET, memory(argument.binding()));
            }
            var layouts = new Layouts(dnnl);
            return new Step(
                    draft.node(),
                    draft.primitive(),
                    draft.arguments().stream()
                            .filter(argument -> SHOWN.containsKey(argument.index()))
                            .map(argument -> SHOWN.get(argument.index()) + " "
                                    + layouts.tag(argument.binding().desc()))
                            .collect(Collectors.joining(", ")),
                    layouts.implementation(draft.desc()),
                    dnnl.execution(primitive, stream, count, structures.address()));
        } catch (OneDnnException e) {
            throw e.at(draft.node());
        }
    }

    private long memory(Binding binding) {
        long address = binding.region().address(binding.offset());
        return handles.own(dnnl.memoryCreate(binding.desc(), engine, address), dnnl::memoryDestroy);
    }

    /** Runs steps in order and waits for the last. */
    void run(Step[] steps) {
        for (Step step : steps) {
            step.run();
        }
        wait.run();
    }

    /** The bytes of a place. */
    MemorySegment segment(Region region, long offset, long bytes) {
        return memory.asSlice(region.address(offset) - memory.address(), bytes);
    }

    /** The bytes of a binding. */
    MemorySegment segment(Binding binding) {
        return segment(binding.region(), binding.offset(), dnnl.memoryDescGetSize(binding.desc()));
    }

    /** All bytes of a region. */
    MemorySegment segment(Region region) {
        return segment(region, 0, region.size());
    }

    long memoryBytes() {
        return memory.byteSize();
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("plan: must be open; it has been closed (compile another)");
        }
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
