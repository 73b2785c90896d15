package dev.zankyo.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The layers of the graph as DJL operations. The caller supplies what differs between training and inference. */
final class Layers {
    private final Graph graph;
    private final Function<Node, NDArray> weight;
    private final Function<Node, NDArray> bias;
    private final BatchNorm batchNorm;

    interface BatchNorm {
        NDArray apply(Node node, Op.BatchNorm bn, NDArray x);
    }

    /**
     * Creates the layers.
     *
     * @param weight a function that returns the weight of a convolution, (O, KH, KW, I), or dense layer
     * @param bias a function that returns the bias of a convolution or dense layer
     */
    Layers(Graph graph, Function<Node, NDArray> weight, Function<Node, NDArray> bias, BatchNorm batchNorm) {
        this.graph = graph;
        this.weight = weight;
        this.bias = bias;
        this.batchNorm = batchNorm;
    }

    /** Returns a batch of images in DJL's layout (N, C, H, W). With one channel the floats are in the same order. */
    NDArray images(NDManager manager, float[] inputs, int batchSize) {
        var shape = graph.input().shape();
        return manager.create(inputs, new Shape(batchSize, shape.channels(), shape.height(), shape.width()));
    }

    /**
     * Returns a canonical weight (O, I, KH, KW) as (O, KH, KW, I). {@link #forward} passes it to libtorch as a view of
     * shape (O, I, KH, KW).
     */
    static NDArray channelsLast(NDManager manager, float[] oihw, Node node, Op.Conv2d conv) {
        Shape shape = new Shape(
                conv.filters(), node.input().shape().channels(), conv.kernelHeight(), conv.kernelWidth());
        try (NDArray view = manager.create(oihw, shape).transpose(0, 2, 3, 1)) {
            return manager.create(view.toFloatArray(), view.getShape());
        }
    }

    NDArray forward(NDArray images) {
        List<NDArray> outputs = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<NDArray> inputs =
                    node.inputs().stream().map(n -> outputs.get(n.index())).toList();
            outputs.add(node.op() instanceof Op.Input ? images : apply(node, inputs));
        }
        return outputs.get(graph.output().index());
    }

    private NDArray apply(Node node, List<NDArray> inputs) {
        NDArray x = inputs.isEmpty() ? null : inputs.get(0);
        return switch (node.op()) {
            case Op.Input input -> throw new IllegalStateException(node + ": is not computed");
            case Op.Conv2d conv ->
                Conv2d.conv2d(
                                x,
                                weight.apply(node).transpose(0, 3, 1, 2),
                                bias.apply(node),
                                new Shape(conv.stride(), conv.stride()),
                                new Shape(conv.kernelHeight() / 2, conv.kernelWidth() / 2))
                        .singletonOrThrow();
            case Op.BatchNorm bn -> batchNorm.apply(node, bn, x);
            case Op.Relu relu -> Activation.relu(x);
            case Op.Add add -> x.addi(inputs.get(1));
            case Op.GlobalAveragePool pool -> Pool.globalAvgPool2d(x);
            case Op.Dense dense ->
                Linear.linear(x, weight.apply(node), bias.apply(node)).singletonOrThrow();
            default ->
                throw new IllegalArgumentException(node + ": the peers know the residual network's operations only");
        };
    }
}
