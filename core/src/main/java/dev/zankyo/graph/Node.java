package dev.zankyo.graph;

import java.util.List;

/** An operation at its position in a {@link Graph}. Immutable; equality is identity. */
public final class Node {
    private final int index;
    private final String name;
    private final Op op;
    private final List<Node> inputs;
    private final Shape shape;
    private final List<Parameter> parameters;

    Node(int index, String name, Op op, List<Node> inputs, Shape shape, List<Parameter> parameters) {
        this.index = index;
        this.name = name;
        this.op = op;
        this.inputs = List.copyOf(inputs);
        this.shape = shape;
        this.parameters = List.copyOf(parameters);
    }

    /** Returns the position in the graph's topological order, from 0. */
    public int index() {
        return index;
    }

    /** Returns the name, unique in the graph and dotted from the outside in: {@code stage1.block0.conv1}. */
    public String name() {
        return name;
    }

    /** Returns the operation. */
    public Op op() {
        return op;
    }

    /** Returns the nodes that this node reads, in the order of its operands. */
    public List<Node> inputs() {
        return inputs;
    }

    /**
     * Returns the only node that this node reads.
     *
     * @throws IllegalStateException if it does not read exactly one node
     */
    public Node input() {
        if (inputs.size() != 1) {
            throw new IllegalStateException(name + ": has " + inputs.size() + " inputs, not one");
        }
        return inputs.get(0);
    }

    /** Returns the shape of the output for one sample. */
    public Shape shape() {
        return shape;
    }

    /** Returns the node's tensors in canonical order: trainable ones, then moving statistics. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * Returns the node's tensor with the given role.
     *
     * @throws IllegalArgumentException if the node has no such tensor
     */
    public Parameter parameter(Parameter.Role role) {
        return parameters.stream()
                .filter(p -> p.role() == role)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": has no " + role));
    }

    @Override
    public String toString() {
        return name + " " + op + " -> " + shape;
    }
}
