package dev.zankyo.graph;

import java.util.List;

/** One operation at its place in a {@link Graph}. Immutable; equality is identity. */
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

    /** The place in the graph's topological order, from 0. */
    public int index() {
        return index;
    }

    /** Unique in the graph, dotted from the outside in: {@code stage1.block0.conv1}. */
    public String name() {
        return name;
    }

    public Op op() {
        return op;
    }

    /** The nodes it reads, in the order of its operands. */
    public List<Node> inputs() {
        return inputs;
    }

    /** The only node it reads. */
    public Node input() {
        if (inputs.size() != 1) {
            throw new IllegalStateException(name + ": has " + inputs.size() + " inputs, not one");
        }
        return inputs.get(0);
    }

    /** The shape of its output for one sample. */
    public Shape shape() {
        return shape;
    }

    /** Its tensors in canonical order: trainable ones, then moving statistics. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Its tensor of a role. */
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
