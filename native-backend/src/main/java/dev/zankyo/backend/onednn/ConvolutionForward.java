package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.Instruction.Conv2dForward;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.onednn.PrimitiveDescs.Window;
import dev.zankyo.backend.onednn.Session.Argument;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A forward convolution. It determines the layout of the weights: oneDNN chooses it for the largest slice. In training,
 * the primitive of the weights' gradient chooses the layout of the master copy. The backward layers are made from this
 * object.
 */
final class ConvolutionForward implements DescribedLayer {
    final Layer layer;
    final Op.Conv2d op;
    final Parameter weight;
    final Parameter bias;
    final Window window;
    final long biasDesc;
    final long masterDesc;
    private final Conv2dForward instruction;
    private final long weightsDesc;
    private final Weights.Address value;
    private final Map<Integer, Geometry> geometries = new HashMap<>();
    private final Map<Integer, Primitive> primitives = new HashMap<>();

    /** Descriptors for a number of images; {@code hint} describes the forward primitive without post-ops. */
    record Geometry(long x, long y, long hint) {}

    /**
     * Creates the primitives.
     *
     * @param counts the numbers of images of slices, the largest first
     */
    ConvolutionForward(Layer layer, Conv2dForward instruction, List<Integer> counts) {
        this.layer = layer;
        this.instruction = instruction;
        op = (Op.Conv2d) layer.node().op();
        weight = layer.node().parameter(Role.WEIGHT);
        bias = layer.node().parameter(Role.BIAS);
        Session session = layer.session();
        biasDesc = session.desc(Precision.FLOAT32, dnnl_a, op.filters());
        Shape in = layer.node().input().shape();
        window = new Window(
                new long[] {op.stride(), op.stride()},
                new long[] {
                    op.paddingBefore(in.height(), op.kernelHeight()), op.paddingBefore(in.width(), op.kernelWidth())
                },
                new long[] {
                    op.paddingAfter(in.height(), op.kernelHeight()), op.paddingAfter(in.width(), op.kernelWidth())
                });
        int largest = counts.get(0);
        weightsDesc = session.query(primitiveDesc(largest, anyWeights(layer.precision())), dnnl_query_weights_md);
        masterDesc = chooseMaster(largest);
        layer.weights().place(weight, masterDesc);
        layer.weights().place(bias, biasDesc);
        value = layer.weights().in(weight, masterDesc, weightsDesc, false);
        for (int images : counts) {
            primitives.put(images, layer.primitive(primitiveDesc(images, weightsDesc)));
        }
    }

    /** Returns a descriptor of weights whose layout oneDNN chooses. */
    long anyWeights(Precision format) {
        return layer.session()
                .desc(
                        format,
                        dnnl_format_tag_any,
                        op.filters(),
                        layer.node().input().shape().channels(),
                        op.kernelHeight(),
                        op.kernelWidth());
    }

    Geometry geometry(int images) {
        return geometries.computeIfAbsent(images, n -> {
            Session session = layer.session();
            long x = session.imagesDesc(
                    layer.precision(), n, layer.node().input().shape());
            long y = session.imagesDesc(layer.precision(), n, layer.node().shape());
            long any = anyWeights(layer.precision());
            return new Geometry(x, y, primitiveDesc(x, y, any, session.attributes(false, false)));
        });
    }

    private long primitiveDesc(int images, long weights) {
        Geometry g = geometry(images);
        long attributes = layer.session().attributes(instruction.accumulate(), instruction.relu());
        return primitiveDesc(g.x, g.y, weights, attributes);
    }

    private long primitiveDesc(long x, long y, long w, long attributes) {
        Session session = layer.session();
        int propagation = layer.training() ? dnnl_forward_training : dnnl_forward_inference;
        return session.own(session.primitiveDescs.convolutionForward(
                session.engine, propagation, x, w, biasDesc, y, window, attributes));
    }

    private long chooseMaster(int largest) {
        Session session = layer.session();
        if (layer.training()) {
            long desc = backwardWeightsDesc(largest, anyWeights(Precision.FLOAT32));
            return session.query(desc, dnnl_query_diff_weights_md);
        }
        if (layer.precision() == Precision.FLOAT32) {
            return weightsDesc;
        }
        long[] shape = weight.shape().stream().mapToLong(Integer::longValue).toArray();
        return session.desc(Precision.FLOAT32, dnnl_abcd, shape);
    }

    /**
     * Returns the descriptor of the primitive for the weights' gradient.
     *
     * @param w the descriptor of the gradient
     */
    long backwardWeightsDesc(int images, long w) {
        Session session = layer.session();
        Geometry g = geometry(images);
        return session.own(session.primitiveDescs.convolutionBackwardWeights(
                session.engine, g.x, w, biasDesc, g.y, window, g.hint, session.attributes(false, false)));
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
        return layer.describe(
                "weights", weightsDesc, primitives.values().iterator().next());
    }
}
