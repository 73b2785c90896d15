package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.lowering.MemoryPlan;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.backend.onednn.Binding.Argument;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is shared while one program is compiled: descriptors, which are destroyed when it is done, and the regions of
 * memory, which grow meanwhile. Activations are N x H x W x C in memory and, as everywhere in oneDNN, (N, C, H, W) in
 * their descriptors' order of axes.
 */
final class Compilation implements AutoCloseable {
    final OneDnn dnnl;
    final PrimitiveDescs primitiveDescs;
    final long engine;
    final int batchSize;
    final boolean training;

    /** Attributes of most primitives, and of those that add to their destination. */
    final long plain;

    final long sum;

    final Region activations = new Region();
    final Region statistics = new Region();
    final Region workspaces = new Region();
    final Region scratchpad = new Region();
    final Region aside = new Region();

    private final Handles handles = new Handles();
    private final MemoryPlan memoryPlan;
    private final Map<Shape, Long> activationDescs = new HashMap<>();

    Compilation(OneDnn dnnl, long engine, Program program, int batchSize, boolean training) {
        this.dnnl = dnnl;
        this.primitiveDescs = dnnl.primitiveDescs();
        this.engine = engine;
        this.batchSize = batchSize;
        this.training = training;
        plain = handles.own(dnnl.primitiveAttrCreate(false), dnnl::primitiveAttrDestroy);
        sum = handles.own(dnnl.primitiveAttrCreate(true), dnnl::primitiveAttrDestroy);
        memoryPlan = MemoryPlan.of(program, batchSize);
        activations.reserve(memoryPlan.size() * Float.BYTES);
    }

    List<Region> regions() {
        return List.of(activations, statistics, workspaces, scratchpad, aside);
    }

    /** A descriptor of float32 with a layout of {@code dnnl_format_tag_t}. */
    long desc(int tag, long... dims) {
        return handles.own(dnnl.memoryDescCreateWithTag(dims, dnnl_f32, tag), dnnl::memoryDescDestroy);
    }

    /** The same memory with its first two axes exchanged. */
    long transposed(long memoryDesc) {
        return handles.own(dnnl.memoryDescPermuteAxes(memoryDesc, new int[] {1, 0, 2, 3}), dnnl::memoryDescDestroy);
    }

    /** Takes over a primitive descriptor. */
    long own(long primitiveDesc) {
        return handles.own(primitiveDesc, dnnl::primitiveDescDestroy);
    }

    /** N x H x W x C. */
    long activationDesc(Shape shape) {
        return activationDescs.computeIfAbsent(
                shape, s -> desc(dnnl_acdb, batchSize, s.channels(), s.height(), s.width()));
    }

    /** N x (H * W * C): the same memory, as a matrix. */
    long matrixDesc(Shape shape) {
        return desc(dnnl_ab, batchSize, shape.size());
    }

    Binding activation(Tensor tensor) {
        return new Binding(activationDesc(tensor.shape()), activations, activationOffset(tensor));
    }

    Binding matrix(Tensor tensor) {
        return new Binding(matrixDesc(tensor.shape()), activations, activationOffset(tensor));
    }

    long activationOffset(Tensor tensor) {
        return memoryPlan.offset(tensor) * Float.BYTES;
    }

    /** A place for what a primitive computes before it is added to where it belongs; used at once, then free again. */
    Binding aside(long memoryDesc) {
        aside.reserveShared(dnnl.memoryDescGetSize(memoryDesc));
        return new Binding(memoryDesc, aside, 0);
    }

    /** A new place in a region for a descriptor. */
    Binding reserve(Region region, long memoryDesc) {
        return new Binding(memoryDesc, region, region.reserve(dnnl.memoryDescGetSize(memoryDesc)));
    }

    long query(long primitiveDesc, int what) {
        return dnnl.primitiveDescQueryMd(primitiveDesc, what);
    }

    /** A step that executes one primitive; the scratchpad it wants is added to its arguments. */
    Draft draft(Node node, String primitive, long primitiveDesc, List<Argument> arguments) {
        List<Argument> all = new ArrayList<>(arguments);
        long scratchpadDesc = query(primitiveDesc, dnnl_query_scratchpad_md);
        long bytes = scratchpadDesc == 0 ? 0 : dnnl.memoryDescGetSize(scratchpadDesc);
        if (bytes > 0) {
            scratchpad.reserveShared(bytes);
            all.add(new Binding(scratchpadDesc, scratchpad, 0).as(DNNL_ARG_SCRATCHPAD));
        }
        return new Draft(node.name(), primitive, primitiveDesc, List.copyOf(all));
    }

    Draft draft(Node node, String primitive, long primitiveDesc, Argument... arguments) {
        return draft(node, primitive, primitiveDesc, List.of(arguments));
    }

    /** {@code to = from}, in another layout if their descriptors differ. */
    Draft reorder(Node node, String what, Binding from, Binding to) {
        long pd = own(primitiveDescs.reorder(engine, from.desc(), to.desc(), plain));
        return draft(node, what, pd, from.as(DNNL_ARG_SRC), to.as(DNNL_ARG_DST));
    }

    /** {@code y = a + b}. */
    Draft add(Node node, Binding a, Binding b, Binding y) {
        long pd = own(primitiveDescs.binary(engine, dnnl_binary_add, a.desc(), b.desc(), y.desc(), plain));
        return draft(node, "add", pd, a.as(DNNL_ARG_SRC), b.as(DNNL_ARG_SRC_1), y.as(DNNL_ARG_DST));
    }

    @Override
    public void close() {
        handles.close();
    }
}
