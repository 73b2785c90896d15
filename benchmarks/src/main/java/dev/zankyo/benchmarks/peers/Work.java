package dev.zankyo.benchmarks.peers;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;

/**
 * The floating-point operations of one sample: two for each multiply-add of convolutions and dense layers, including
 * those on padding. The work of all other operations grows only with the number of activations and is not counted. In
 * the backward pass, a layer needs its forward work once for the gradients of its weights and once for those of its
 * input. The first layer needs no gradient of its input.
 */
final class Work {
    private Work() {}

    static double flops(Graph graph, Case.Mode mode) {
        return switch (mode) {
            case INFERENCE -> inferenceFlops(graph);
            case TRAINING -> trainingFlops(graph);
        };
    }

    private static double inferenceFlops(Graph graph) {
        return graph.nodes().stream()
                .mapToDouble(node -> 2.0 * multiplyAdds(node))
                .sum();
    }

    private static double trainingFlops(Graph graph) {
        return graph.nodes().stream()
                .mapToDouble(node -> 2.0 * multiplyAdds(node) * (readsInput(node) ? 2 : 3))
                .sum();
    }

    private static boolean readsInput(Node node) {
        return node.inputs().stream().anyMatch(input -> input.op() instanceof Op.Input);
    }

    static long multiplyAdds(Node node) {
        return switch (node.op()) {
            case Op.Conv2d conv ->
                (long) node.shape().size()
                        * conv.kernelHeight()
                        * conv.kernelWidth()
                        * node.input().shape().channels();
            case Op.Dense dense -> (long) dense.units() * node.input().shape().size();
            case Op.Input i -> 0;
            case Op.BatchNorm b -> 0;
            case Op.Relu r -> 0;
            case Op.Add a -> 0;
            case Op.GlobalAveragePool p -> 0;
            default ->
                throw new IllegalArgumentException(node + ": the peers know the residual network's operations only");
        };
    }
}
