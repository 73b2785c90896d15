package dev.zankyo.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network: nodes in topological order, one input, one output. Immutable; {@link GraphBuilder} has checked the shapes.
 *
 * <p>The canonical state of a network is two flat float32 vectors: the trainable parameters and the moving statistics.
 * Each concatenates its row-major tensors in node order; {@link Parameter#offset} says where each tensor begins.
 */
public final class Graph {
    private final List<Node> nodes;
    private final Node output;
    private final List<Parameter> trainable = new ArrayList<>();
    private final List<Parameter> movingStatistics = new ArrayList<>();

    Graph(List<Node> nodes, Node output) {
        this.nodes = List.copyOf(nodes);
        this.output = output;
        for (Node node : nodes) {
            for (Parameter parameter : node.parameters()) {
                (parameter.role().trainable() ? trainable : movingStatistics).add(parameter);
            }
        }
    }

    /** Returns all nodes. Each node comes after the nodes it reads. */
    public List<Node> nodes() {
        return nodes;
    }

    /** Returns the node that stands for the input batch. */
    public Node input() {
        return nodes.get(0);
    }

    /** Returns the node that produces the logits, from which the loss is computed. */
    public Node output() {
        return output;
    }

    /** Returns the trainable tensors in canonical order. */
    public List<Parameter> trainable() {
        return List.copyOf(trainable);
    }

    /** Returns the moving statistics in canonical order. */
    public List<Parameter> movingStatistics() {
        return List.copyOf(movingStatistics);
    }

    /** Returns the length of the flat vector of trainable parameters. */
    public int trainableSize() {
        return trainable.isEmpty() ? 0 : trainable.get(trainable.size() - 1).end();
    }

    /** Returns the length of the flat vector of moving statistics. */
    public int movingStatisticsSize() {
        return movingStatistics.isEmpty()
                ? 0
                : movingStatistics.get(movingStatistics.size() - 1).end();
    }

    /** Returns this network with another momentum in every batch normalization. */
    public Graph withMomentum(float momentum) {
        Map<Node, Node> copies = new HashMap<>();
        List<Node> changed = new ArrayList<>();
        for (Node node : nodes) {
            Op op = node.op() instanceof Op.BatchNorm bn ? new Op.BatchNorm(momentum, bn.epsilon()) : node.op();
            Node copy = new Node(
                    node.index(),
                    node.name(),
                    op,
                    node.inputs().stream().map(copies::get).toList(),
                    node.shape(),
                    node.parameters());
            copies.put(node, copy);
            changed.add(copy);
        }
        return new Graph(changed, copies.get(output));
    }
}
