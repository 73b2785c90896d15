package dev.zankyo.graph;

import dev.zankyo.graph.Parameter.Role;

/**
 * The floating-point operations a network cannot do without, for one sample: those of its convolutions and dense layers, a
 * multiplication and its addition being two. Zero padding is counted like any other input. Normalisations, activations and
 * sums are left out: they are hundreds of times fewer, and bound by memory.
 */
public final class Flops {
    private Flops() {}

    /** Of one operation, forwards; its gradient by the weights is as many again, and that by its input too. */
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

    /** Every weight once for every pixel of the output. */
    private static long products(Node node) {
        long pixels = (long) node.shape().height() * node.shape().width();
        return 2 * pixels * node.parameter(Role.WEIGHT).size();
    }

    /** Of inference. */
    public static long forward(Graph graph) {
        return graph.nodes().stream().mapToLong(Flops::forward).sum();
    }

    /** Of a training step: forwards, the gradients by the weights, and those by every input but the batch itself. */
    public static long training(Graph graph) {
        return graph.nodes().stream()
                .mapToLong(node -> forward(node) * (readsBatch(node) ? 2 : 3))
                .sum();
    }

    private static boolean readsBatch(Node node) {
        return node.inputs().stream().anyMatch(input -> input.op() instanceof Op.Input);
    }
}
