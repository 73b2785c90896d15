package dev.zankyo.graph;

import dev.zankyo.graph.Parameter.Role;

/**
 * The floating-point operations that a network needs for one sample. Only convolutions and dense layers are counted,
 * and a multiply-add counts as two operations. Zero padding counts like any other input. Normalizations, activations
 * and sums are not counted: they are hundreds of times fewer and limited by memory bandwidth.
 */
public final class Flops {
    private Flops() {}

    /**
     * Returns the operations of one node's forward pass. The gradient with respect to its weights costs the same again,
     * and so does the gradient with respect to its input.
     */
    public static long forward(Node node) {
        return switch (node.op()) {
            case Op.Conv2d conv -> products(node);
            case Op.DepthwiseConv2d conv -> products(node);
            case Op.Dense dense -> products(node);
            case Op.Input input -> 0;
            case Op.BatchNorm norm -> 0;
            case Op.Relu relu -> 0;
            case Op.Add add -> 0;
            case Op.MaxPool pool -> 0;
            case Op.GlobalAveragePool pool -> 0;
        };
    }

    /** Returns two operations for every weight at every output pixel. */
    private static long products(Node node) {
        long pixels = (long) node.shape().height() * node.shape().width();
        return 2 * pixels * node.parameter(Role.WEIGHT).size();
    }

    /** Returns the operations of inference. */
    public static long forward(Graph graph) {
        return graph.nodes().stream().mapToLong(Flops::forward).sum();
    }

    /**
     * Returns the operations of a training step: the forward pass, the gradients with respect to the weights, and the
     * gradients with respect to every input except the batch itself.
     */
    public static long training(Graph graph) {
        return graph.nodes().stream()
                .mapToLong(node -> forward(node) * (readsBatch(node) ? 2 : 3))
                .sum();
    }

    private static boolean readsBatch(Node node) {
        return node.inputs().stream().anyMatch(input -> input.op() instanceof Op.Input);
    }
}
