package dev.zankyo.export;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as nodes of an ONNX graph, for inference. ONNX stores images as (N, C, H, W), this project as (N, H, W, C).
 */
final class OnnxNetwork {
    private final OnnxGraph onnx;
    private final Weights weights;
    private final Map<Node, String> values = new HashMap<>();

    private OnnxNetwork(OnnxGraph onnx, Weights weights) {
        this.onnx = onnx;
        this.weights = weights;
    }

    /**
     * Adds a network.
     *
     * @param images the name of the input: (N, H, W, C)
     * @return the name of the output: (N, size of the output node), such as the logits
     */
    static String add(OnnxGraph onnx, Graph graph, Weights weights, String images) {
        var network = new OnnxNetwork(onnx, weights);
        network.values.put(graph.input(), onnx.transpose(images, 0, 3, 1, 2));
        for (Node node : graph.nodes()) {
            if (node != graph.input()) {
                network.values.put(node, network.add(node));
            }
        }
        return onnx.reshape(
                network.values.get(graph.output()), -1, graph.output().shape().size());
    }

    private String add(Node node) {
        return switch (node.op()) {
            case Op.Input ignored -> throw new IllegalStateException(node.name() + ": a graph has one input");
            case Op.Conv2d convolution ->
                onnx.add(
                        "Conv",
                        List.of(operand(node, 0), weight(node, Role.WEIGHT), weight(node, Role.BIAS)),
                        window(convolution, node));
            case Op.DepthwiseConv2d convolution -> depthwise(convolution, node);
            case Op.MaxPool pool -> onnx.add("MaxPool", List.of(operand(node, 0)), window(pool, node));
            case Op.BatchNorm normalization ->
                onnx.add(
                        "BatchNormalization",
                        List.of(
                                operand(node, 0),
                                weight(node, Role.GAMMA),
                                weight(node, Role.BETA),
                                weight(node, Role.MOVING_MEAN),
                                weight(node, Role.MOVING_VARIANCE)),
                        Map.of("epsilon", normalization.epsilon()));
            case Op.Relu ignored -> onnx.add("Relu", operand(node, 0));
            case Op.Add ignored -> onnx.add("Add", operand(node, 0), operand(node, 1));
            case Op.GlobalAveragePool ignored -> onnx.add("GlobalAveragePool", operand(node, 0));
            case Op.Dense dense -> dense(dense, node);
        };
    }

    /** Adds a depthwise convolution. ONNX wants its weights as (C, 1, KH, KW). */
    private String depthwise(Op.DepthwiseConv2d convolution, Node node) {
        int channels = node.shape().channels();
        String weight = onnx.reshape(
                onnx.transpose(weight(node, Role.WEIGHT), 2, 0, 1),
                channels,
                1,
                convolution.kernelHeight(),
                convolution.kernelWidth());
        Map<String, Object> attributes = new LinkedHashMap<>(window(convolution, node));
        attributes.put("group", channels);
        return onnx.add("Conv", List.of(operand(node, 0), weight, weight(node, Role.BIAS)), attributes);
    }

    /** Adds a fully connected layer, whose weights expect the elements of a sample in the order H, W, C. */
    private String dense(Op.Dense dense, Node node) {
        Shape from = node.input().shape();
        String rows = onnx.reshape(onnx.transpose(operand(node, 0), 0, 2, 3, 1), -1, from.size());
        String product = onnx.add(
                "Gemm", List.of(rows, weight(node, Role.WEIGHT), weight(node, Role.BIAS)), Map.of("transB", 1));
        return onnx.reshape(product, -1, dense.units(), 1, 1);
    }

    private Map<String, Object> window(Op.Windowed window, Node node) {
        Shape in = node.input().shape();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("kernel_shape", List.of(window.kernelHeight(), window.kernelWidth()));
        attributes.put("strides", List.of(window.stride(), window.stride()));
        attributes.put(
                "pads",
                List.of(
                        window.paddingBefore(in.height(), window.kernelHeight()),
                        window.paddingBefore(in.width(), window.kernelWidth()),
                        window.paddingAfter(in.height(), window.kernelHeight()),
                        window.paddingAfter(in.width(), window.kernelWidth())));
        return attributes;
    }

    private String operand(Node node, int index) {
        return values.get(node.inputs().get(index));
    }

    private String weight(Node node, Role role) {
        Parameter parameter = node.parameter(role);
        float[] vector = role.trainable() ? weights.parameters() : weights.movingStatistics();
        int[] shape = parameter.shape().stream().mapToInt(Integer::intValue).toArray();
        return onnx.weights(parameter.name(), vector, parameter.offset(), shape);
    }
}
