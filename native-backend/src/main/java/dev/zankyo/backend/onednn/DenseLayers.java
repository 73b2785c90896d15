package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Parameter.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles fully connected layers as inner products of matrices: N x (H * W * C) by units x (H * W * C). The weights stay
 * as they are at rest; the layer is too small for another layout to pay.
 */
final class DenseLayers {
    private record Layer(long x, long weights, long bias, long y, long forward) {}

    private final Compilation compilation;
    private final Parameters parameters;
    private final PrimitiveDescs primitiveDescs;
    private final long engine;
    private final Map<Node, Layer> layers = new HashMap<>();

    DenseLayers(Compilation compilation, Parameters parameters) {
        this.compilation = compilation;
        this.parameters = parameters;
        this.primitiveDescs = compilation.primitiveDescs;
        this.engine = compilation.engine;
    }

    List<Draft> forward(Instruction.DenseForward step) {
        Node node = step.node();
        int units = node.shape().size();
        long x = compilation.matrixDesc(node.input().shape());
        long y = compilation.matrixDesc(node.shape());
        long weights = compilation.desc(dnnl_ab, units, node.input().shape().size());
        long bias = compilation.desc(dnnl_a, units);
        long pd = compilation.own(primitiveDescs.innerProductForward(
                engine,
                compilation.training ? dnnl_forward_training : dnnl_forward_inference,
                x,
                weights,
                bias,
                y,
                compilation.plain));
        layers.put(node, new Layer(x, weights, bias, y, pd));
        parameters.place(node.parameter(Role.WEIGHT), weights);
        parameters.placeVector(node.parameter(Role.BIAS));
        return List.of(compilation.draft(
                node,
                "inner product forward",
                pd,
                compilation.matrix(step.x()).as(DNNL_ARG_SRC),
                parameters.value(node.parameter(Role.WEIGHT)).as(DNNL_ARG_WEIGHTS),
                parameters.value(node.parameter(Role.BIAS)).as(DNNL_ARG_BIAS),
                compilation.matrix(step.y()).as(DNNL_ARG_DST)));
    }

    List<Draft> backward(Instruction.DenseBackward step) {
        Node node = step.node();
        Layer layer = layers.get(node);
        Binding dy = compilation.matrix(step.dy());
        long weightsPd = compilation.own(primitiveDescs.innerProductBackwardWeights(
                engine, layer.x, layer.weights, layer.bias, layer.y, layer.forward, compilation.plain));
        long dataPd = compilation.own(primitiveDescs.innerProductBackwardData(
                engine, layer.x, layer.weights, layer.y, layer.forward, compilation.plain));
        return List.of(
                compilation.draft(
                        node,
                        "inner product backward weights",
                        weightsPd,
                        compilation.matrix(step.x()).as(DNNL_ARG_SRC),
                        dy.as(DNNL_ARG_DIFF_DST),
                        parameters.gradient(node.parameter(Role.WEIGHT)).as(DNNL_ARG_DIFF_WEIGHTS),
                        parameters.gradient(node.parameter(Role.BIAS)).as(DNNL_ARG_DIFF_BIAS)),
                compilation.draft(
                        node,
                        "inner product backward data",
                        dataPd,
                        dy.as(DNNL_ARG_DIFF_DST),
                        parameters.value(node.parameter(Role.WEIGHT)).as(DNNL_ARG_WEIGHTS),
                        compilation.matrix(step.dx()).as(DNNL_ARG_DIFF_SRC)));
    }
}
