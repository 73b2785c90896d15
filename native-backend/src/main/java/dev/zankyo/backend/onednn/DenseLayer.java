package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.Instruction.DenseBackward;
import dev.zankyo.backend.lowering.Instruction.DenseForward;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.onednn.Session.Argument;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fully connected layer as inner products of matrices: N x (H * W * C) by units x (H * W * C). The weights stay as they are
 * at rest; the layer is too small for another layout to pay.
 */
final class DenseLayer {
    private final Session session;
    private final Workspace workspace;
    private final Weights weights;
    private final Kernels float32;
    private final boolean training;
    private final Node node;
    private final Precision precision;
    private final Parameter weight;
    private final Parameter bias;
    private final long masterDesc;
    private final long weightsDesc;
    private final long biasDesc;
    private final Weights.Address value;
    private final Map<Integer, Layer> layers = new HashMap<>();

    /** Descriptors and primitives for a number of images; those of the way back are null in inference. */
    private record Layer(long x, long y, Primitive forward, Primitive backwardWeights, Primitive backwardData) {}

    DenseLayer(
            Node node,
            Precision precision,
            boolean training,
            Session session,
            Workspace workspace,
            Weights weights,
            Kernels float32) {
        this.node = node;
        this.precision = precision;
        this.training = training;
        this.session = session;
        this.workspace = workspace;
        this.weights = weights;
        this.float32 = float32;
        weight = node.parameter(Role.WEIGHT);
        bias = node.parameter(Role.BIAS);
        long units = node.shape().size();
        long inputs = node.input().shape().size();
        masterDesc = session.desc(Precision.FLOAT32, dnnl_ab, units, inputs);
        weightsDesc = session.desc(precision, dnnl_ab, units, inputs);
        biasDesc = session.desc(Precision.FLOAT32, dnnl_a, units);
        weights.place(weight, masterDesc);
        weights.place(bias, biasDesc);
        value = weights.in(weight, masterDesc, weightsDesc, false);
    }

    /** Makes the primitives of a slice size. */
    void prepare(int images) {
        layers.computeIfAbsent(images, this::newLayer);
    }

    private Layer newLayer(int images) {
        PrimitiveDescs descs = session.primitiveDescs;
        long engine = session.engine;
        long plain = session.attributes(false, false);
        long x = session.desc(precision, dnnl_ab, images, node.input().shape().size());
        long y = session.desc(precision, dnnl_ab, images, node.shape().size());
        int propagation = training ? dnnl_forward_training : dnnl_forward_inference;
        long forward = session.own(descs.innerProductForward(engine, propagation, x, weightsDesc, biasDesc, y, plain));
        if (!training) {
            return new Layer(x, y, primitive(forward), null, null);
        }
        workspace.requireAside(session.bytes(masterDesc));
        workspace.requireBiasAside(session.bytes(biasDesc));
        return new Layer(
                x,
                y,
                primitive(forward),
                primitive(session.own(
                        descs.innerProductBackwardWeights(engine, x, masterDesc, biasDesc, y, forward, plain))),
                primitive(session.own(descs.innerProductBackwardData(engine, x, weightsDesc, y, forward, plain))));
    }

    private Primitive primitive(long desc) {
        Primitive primitive = session.primitive(desc);
        workspace.requireScratchpad(session.bytes(primitive.scratchpadDesc()));
        return primitive;
    }

    Runnable task(DenseForward i, Slice slice) {
        Storage storage = workspace.storage();
        Layer layer = layers.get(slice.count());
        return run(
                layer.forward,
                slice,
                new Argument(DNNL_ARG_SRC, layer.x, workspace.address(storage.offset(i.x(), slice))),
                new Argument(DNNL_ARG_WEIGHTS, weightsDesc, value.get()),
                new Argument(DNNL_ARG_BIAS, biasDesc, workspace.address(weights.value(bias))),
                new Argument(DNNL_ARG_DST, layer.y, workspace.address(storage.offset(i.y(), slice))));
    }

    Runnable task(DenseBackward i, Slice slice) {
        Storage storage = workspace.storage();
        Layer layer = layers.get(slice.count());
        long dw = weights.gradient(weight, slice.share());
        long db = weights.gradient(bias, slice.share());
        long dwAside = slice.opens() ? dw : workspace.aside(slice.worker());
        long dbAside = slice.opens() ? db : workspace.biasAside(slice.worker());
        var dy = new Argument(DNNL_ARG_DIFF_DST, layer.y, workspace.address(storage.offset(i.dy(), slice)));
        Runnable gradient = run(
                layer.backwardWeights,
                slice,
                new Argument(DNNL_ARG_SRC, layer.x, workspace.address(storage.offset(i.x(), slice))),
                dy,
                new Argument(DNNL_ARG_DIFF_WEIGHTS, masterDesc, workspace.address(dwAside)),
                new Argument(DNNL_ARG_DIFF_BIAS, biasDesc, workspace.address(dbAside)));
        Runnable data = run(
                layer.backwardData,
                slice,
                dy,
                new Argument(DNNL_ARG_WEIGHTS, weightsDesc, value.get()),
                new Argument(DNNL_ARG_DIFF_SRC, layer.x, workspace.address(storage.offset(i.dx(), slice))));
        int dwCount = weight.size();
        int dbCount = bias.size();
        return () -> {
            gradient.run();
            if (!slice.opens()) {
                float32.accumulate(storage.memory(), dwAside, dw, dwCount);
                float32.accumulate(storage.memory(), dbAside, db, dbCount);
            }
            data.run();
        };
    }

    private Runnable run(Primitive primitive, Slice slice, Argument... arguments) {
        OneDnn.Execution execution =
                session.execution(primitive, slice.worker(), workspace.scratchpad(slice.worker()), List.of(arguments));
        return () -> {
            try {
                execution.run();
            } catch (OneDnnException e) {
                throw e.at(node.name());
            }
        };
    }

    String describe() {
        Layer any = layers.values().iterator().next();
        return precision + ", " + new Layouts(session.dnnl).implementation(any.forward.desc());
    }
}
