package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.onednn.Session.Argument;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dense layer as an inner product of matrices: x: (N, H * W * C), weight: (units, H * W * C). The weights keep their
 * canonical layout; the layer is too small for another layout to pay.
 */
final class DenseForward implements DescribedLayer {
    final Layer layer;
    final Parameter weight;
    final Parameter bias;
    final long masterDesc;
    final long weightsDesc;
    final long biasDesc;
    final Weights.Address value;
    private final Instruction.DenseForward instruction;
    private final Map<Integer, Geometry> geometries = new HashMap<>();
    private final Map<Integer, Primitive> primitives = new HashMap<>();

    /** Descriptors for a number of images; {@code forward} describes the primitive. */
    record Geometry(long x, long y, long forward) {}

    DenseForward(Layer layer, Instruction.DenseForward instruction, List<Integer> counts) {
        this.layer = layer;
        this.instruction = instruction;
        weight = layer.node().parameter(Role.WEIGHT);
        bias = layer.node().parameter(Role.BIAS);
        long units = layer.node().shape().size();
        long inputs = layer.node().input().shape().size();
        Session session = layer.session();
        masterDesc = session.desc(Precision.FLOAT32, dnnl_ab, units, inputs);
        weightsDesc = session.desc(layer.precision(), dnnl_ab, units, inputs);
        biasDesc = session.desc(Precision.FLOAT32, dnnl_a, units);
        layer.weights().place(weight, masterDesc);
        layer.weights().place(bias, biasDesc);
        value = layer.weights().in(weight, masterDesc, weightsDesc, false);
        for (int images : counts) {
            primitives.put(images, layer.primitive(geometry(images).forward));
        }
    }

    Geometry geometry(int images) {
        return geometries.computeIfAbsent(images, n -> {
            Session session = layer.session();
            long x = session.desc(
                    layer.precision(), dnnl_ab, n, layer.node().input().shape().size());
            long y = session.desc(
                    layer.precision(), dnnl_ab, n, layer.node().shape().size());
            int propagation = layer.training() ? dnnl_forward_training : dnnl_forward_inference;
            long forward = session.own(session.primitiveDescs.innerProductForward(
                    session.engine, propagation, x, weightsDesc, biasDesc, y, session.attributes(false, false)));
            return new Geometry(x, y, forward);
        });
    }

    @Override
    public Runnable task(Slice slice, Workspace.Bound memory) {
        Storage storage = memory.storage();
        Geometry g = geometry(slice.count());
        return layer.run(
                primitives.get(slice.count()),
                slice,
                memory,
                new Argument(DNNL_ARG_SRC, g.x, memory.address(storage.offset(instruction.x(), slice))),
                new Argument(DNNL_ARG_WEIGHTS, weightsDesc, value.in(memory)),
                new Argument(
                        DNNL_ARG_BIAS, biasDesc, memory.address(layer.weights().value(bias, memory))),
                new Argument(DNNL_ARG_DST, g.y, memory.address(storage.offset(instruction.y(), slice))));
    }

    @Override
    public String describe() {
        return layer.precision() + ", "
                + layer.implementation(primitives.values().iterator().next());
    }
}
