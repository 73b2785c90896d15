package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.onednn.PrimitiveDescs.Window;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles convolutions. oneDNN chooses the layout of weights; the gradient's choice is that of the master copy. */
final class Convolutions {
    private final Compilation compilation;
    private final Parameters parameters;
    private final PrimitiveDescs primitiveDescs;
    private final long engine;
    private final Map<Node, Layer> layers = new HashMap<>();

    Convolutions(Compilation compilation, Parameters parameters) {
        this.compilation = compilation;
        this.parameters = parameters;
        this.primitiveDescs = compilation.primitiveDescs;
        this.engine = compilation.engine;
    }

    private record Geometry(long x, long y, long anyWeights, long bias, Window window) {}

    /**
     * A convolution's primitive descriptors.
     *
     * @param forward without post-ops, and so the hint that the ways back ask for
     * @param backwardWeights 0 in inference
     */
    private record Layer(Geometry geometry, long forward, long backwardWeights) {}

    List<Draft> forward(Instruction.Conv2dForward step) {
        Node node = step.node();
        Layer layer = layer(node);
        Parameter weight = node.parameter(Role.WEIGHT);
        long pd = step.accumulate() ? forwardDesc(layer.geometry, compilation.sum) : layer.forward;
        long wanted = compilation.query(pd, dnnl_query_weights_md);
        parameters.place(
                weight,
                compilation.training ? compilation.query(layer.backwardWeights, dnnl_query_diff_weights_md) : wanted);
        parameters.placeVector(node.parameter(Role.BIAS));
        return List.of(compilation.draft(
                node,
                step.accumulate() ? "convolution forward, added" : "convolution forward",
                pd,
                compilation.activation(step.x()).as(DNNL_ARG_SRC),
                parameters.value(node, weight, wanted).as(DNNL_ARG_WEIGHTS),
                parameters.value(node.parameter(Role.BIAS)).as(DNNL_ARG_BIAS),
                compilation.activation(step.y()).as(DNNL_ARG_DST)));
    }

    List<Draft> backwardWeights(Instruction.Conv2dBackwardWeights step) {
        Node node = step.node();
        return List.of(compilation.draft(
                node,
                "convolution backward weights",
                layer(node).backwardWeights,
                compilation.activation(step.x()).as(DNNL_ARG_SRC),
                compilation.activation(step.dy()).as(DNNL_ARG_DIFF_DST),
                parameters.gradient(node.parameter(Role.WEIGHT)).as(DNNL_ARG_DIFF_WEIGHTS),
                parameters.gradient(node.parameter(Role.BIAS)).as(DNNL_ARG_DIFF_BIAS)));
    }

    List<Draft> backwardData(Instruction.Conv2dBackwardData step) {
        Layer layer = layer(step.node());
        Binding dx = compilation.activation(step.dx());
        if (!step.accumulate()) {
            return List.of(backwardData(step, layer, dx));
        }
        if (isPointwise((Op.Conv2d) step.node().op())) {
            return List.of(backwardDataByForward(step, layer.geometry));
        }
        Binding aside = compilation.aside(layer.geometry.x);
        return List.of(backwardData(step, layer, aside), compilation.add(step.node(), dx, aside, dx));
    }

    private Draft backwardData(Instruction.Conv2dBackwardData step, Layer layer, Binding dx) {
        Node node = step.node();
        Geometry g = layer.geometry;
        long pd = compilation.own(primitiveDescs.convolutionBackwardData(
                engine, g.x, g.anyWeights, g.y, g.window, layer.forward, compilation.plain));
        long wanted = compilation.query(pd, dnnl_query_weights_md);
        return compilation.draft(
                node,
                "convolution backward data",
                pd,
                compilation.activation(step.dy()).as(DNNL_ARG_DIFF_DST),
                parameters.value(node, node.parameter(Role.WEIGHT), wanted).as(DNNL_ARG_WEIGHTS),
                dx.as(DNNL_ARG_DIFF_SRC));
    }

    /**
     * The data gradient of a 1x1 convolution of stride 1 is a 1x1 convolution with the weights transposed; unlike the
     * backward primitive, the forward one can add to its destination.
     */
    private Draft backwardDataByForward(Instruction.Conv2dBackwardData step, Geometry g) {
        Node node = step.node();
        long weights = compilation.desc(
                dnnl_format_tag_any,
                node.input().shape().channels(),
                node.shape().channels(),
                1,
                1);
        long pd = compilation.own(primitiveDescs.convolutionForward(
                engine, dnnl_forward_inference, g.y, weights, 0, g.x, g.window, compilation.sum));
        long wanted = compilation.query(pd, dnnl_query_weights_md);
        return compilation.draft(
                node,
                "convolution backward data by forward, added",
                pd,
                compilation.activation(step.dy()).as(DNNL_ARG_SRC),
                parameters
                        .transposedValue(node, node.parameter(Role.WEIGHT), wanted)
                        .as(DNNL_ARG_WEIGHTS),
                compilation.activation(step.dx()).as(DNNL_ARG_DST));
    }

    private static boolean isPointwise(Op.Conv2d op) {
        return op.kernelHeight() == 1 && op.kernelWidth() == 1 && op.stride() == 1;
    }

    private Layer layer(Node node) {
        return layers.computeIfAbsent(node, this::newLayer);
    }

    private Layer newLayer(Node node) {
        Op.Conv2d op = (Op.Conv2d) node.op();
        Shape in = node.input().shape();
        var window = new Window(
                new long[] {op.kernelHeight(), op.kernelWidth()},
                new long[] {op.stride(), op.stride()},
                new long[] {
                    op.paddingBefore(in.height(), op.kernelHeight()), op.paddingBefore(in.width(), op.kernelWidth())
                },
                new long[] {
                    op.paddingAfter(in.height(), op.kernelHeight()), op.paddingAfter(in.width(), op.kernelWidth())
                });
        long weights =
                compilation.desc(dnnl_format_tag_any, op.filters(), in.channels(), op.kernelHeight(), op.kernelWidth());
        long bias = compilation.desc(dnnl_a, op.filters());
        var geometry = new Geometry(
                compilation.activationDesc(in), compilation.activationDesc(node.shape()), weights, bias, window);
        long forward = forwardDesc(geometry, compilation.plain);
        return new Layer(geometry, forward, compilation.training ? backwardWeightsDesc(geometry, forward) : 0);
    }

    private long forwardDesc(Geometry g, long attr) {
        int propagation = compilation.training ? dnnl_forward_training : dnnl_forward_inference;
        return compilation.own(
                primitiveDescs.convolutionForward(engine, propagation, g.x, g.anyWeights, g.bias, g.y, g.window, attr));
    }

    private long backwardWeightsDesc(Geometry g, long forward) {
        return compilation.own(primitiveDescs.convolutionBackwardWeights(
                engine, g.x, g.anyWeights, g.bias, g.y, g.window, forward, compilation.plain));
    }
}
