package dev.zankyo.graph;

import dev.zankyo.graph.Parameter.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A builder that makes a {@link Graph} node by node. Every shape is checked here and nowhere else. Methods that add a
 * node return it. They throw {@link IllegalArgumentException} if its name is taken, an input belongs to another graph,
 * or a shape does not fit. Not safe for several threads.
 *
 * <pre>{@code
 * var builder = new GraphBuilder(new Shape(20, 50, 1));
 * Node x = builder.conv2d("stem", builder.input(), 16, 3, 1);
 * Graph graph = builder.build(builder.dense("head", builder.globalAveragePool("pool", x), 8));
 * }</pre>
 */
public final class GraphBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int trainableSize;
    private int movingSize;

    /** Begins a graph for samples of shape {@code input}. */
    public GraphBuilder(Shape input) {
        add("input", new Op.Input(), List.of(), input, List.of());
    }

    /** Returns the node that stands for the input batch. */
    public Node input() {
        return nodes.get(0);
    }

    /** Adds a convolution with a square kernel: (H, W, C) to (ceil(H / stride), ceil(W / stride), filters). */
    public Node conv2d(String name, Node x, int filters, int kernel, int stride) {
        return conv2d(name, x, new Op.Conv2d(filters, kernel, kernel, stride));
    }

    /** Adds a convolution: (H, W, C) to (ceil(H / stride), ceil(W / stride), filters). */
    public Node conv2d(String name, Node x, Op.Conv2d op) {
        Shape in = x.shape();
        int window = Math.multiplyExact(op.kernelHeight(), op.kernelWidth());
        int fanIn = Math.multiplyExact(window, in.channels());
        int fanOut = Math.multiplyExact(window, op.filters());
        var weight = trainable(
                name,
                Role.WEIGHT,
                List.of(op.filters(), in.channels(), op.kernelHeight(), op.kernelWidth()),
                fanIn,
                fanOut);
        var bias = trainable(name, Role.BIAS, List.of(op.filters()), 0, 0);
        return add(name, op, List.of(x), windows(op, in, op.filters()), List.of(weight, bias));
    }

    /** Returns the output shape of a windowed operation: one element per window and channel. */
    private static Shape windows(Op.Windowed op, Shape in, int channels) {
        return new Shape(op.outputLength(in.height()), op.outputLength(in.width()), channels);
    }

    /** Adds a depthwise convolution: (H, W, C) to (ceil(H / stride), ceil(W / stride), C). */
    public Node depthwiseConv2d(String name, Node x, Op.DepthwiseConv2d op) {
        Shape in = x.shape();
        int window = Math.multiplyExact(op.kernelHeight(), op.kernelWidth());
        List<Integer> shape = List.of(op.kernelHeight(), op.kernelWidth(), in.channels());
        var weight = trainable(name, Role.WEIGHT, shape, window, window);
        var bias = trainable(name, Role.BIAS, List.of(in.channels()), 0, 0);
        return add(name, op, List.of(x), windows(op, in, in.channels()), List.of(weight, bias));
    }

    /** Adds a batch normalization of every channel: (H, W, C) to the same shape. */
    public Node batchNorm(String name, Node x, float momentum, float epsilon) {
        List<Integer> channels = List.of(x.shape().channels());
        var tensors = List.of(
                trainable(name, Role.GAMMA, channels, 0, 0),
                trainable(name, Role.BETA, channels, 0, 0),
                moving(name, Role.MOVING_MEAN, channels),
                moving(name, Role.MOVING_VARIANCE, channels));
        return add(name, new Op.BatchNorm(momentum, epsilon), List.of(x), x.shape(), tensors);
    }

    /** Adds a rectifier: (H, W, C) to the same shape. */
    public Node relu(String name, Node x) {
        return add(name, new Op.Relu(), List.of(x), x.shape(), List.of());
    }

    /** Adds the sum of two activations of the same shape. */
    public Node add(String name, Node x, Node y) {
        if (!x.shape().equals(y.shape())) {
            throw new IllegalArgumentException(
                    name + ": both summands must have one shape; expected " + x.shape() + ", got " + y.shape());
        }
        return add(name, new Op.Add(), List.of(x, y), x.shape(), List.of());
    }

    /** Adds a max pooling: (H, W, C) to (ceil(H / stride), ceil(W / stride), C). */
    public Node maxPool(String name, Node x, Op.MaxPool op) {
        Shape in = x.shape();
        return add(name, op, List.of(x), windows(op, in, in.channels()), List.of());
    }

    /** Adds the mean over height and width: (H, W, C) to (1, 1, C). */
    public Node globalAveragePool(String name, Node x) {
        return add(
                name,
                new Op.GlobalAveragePool(),
                List.of(x),
                new Shape(1, 1, x.shape().channels()),
                List.of());
    }

    /** Adds a fully connected layer: (H, W, C) to (1, 1, units). */
    public Node dense(String name, Node x, int units) {
        int inputs = x.shape().size();
        var weight = trainable(name, Role.WEIGHT, List.of(units, inputs), inputs, units);
        var bias = trainable(name, Role.BIAS, List.of(units), 0, 0);
        return add(name, new Op.Dense(units), List.of(x), new Shape(1, 1, units), List.of(weight, bias));
    }

    /**
     * Finishes the graph. {@code output} becomes the node from which the loss is computed; it must depend on every
     * other node.
     */
    public Graph build(Node output) {
        requireOwn(output.name(), output);
        Set<Node> used = new HashSet<>(List.of(output));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (!used.contains(node)) {
                throw new IllegalArgumentException(node.name() + ": the output must depend on every node; "
                        + output.name() + " does not depend on it");
            }
            used.addAll(node.inputs());
        }
        return new Graph(nodes, output);
    }

    private Node add(String name, Op op, List<Node> inputs, Shape shape, List<Parameter> parameters) {
        if (!names.add(name)) {
            throw new IllegalArgumentException(name + ": a node's name must be unique in its graph");
        }
        for (Node input : inputs) {
            requireOwn(name, input);
        }
        Node node = new Node(nodes.size(), name, op, inputs, shape, parameters);
        nodes.add(node);
        return node;
    }

    private void requireOwn(String name, Node input) {
        if (input.index() >= nodes.size() || nodes.get(input.index()) != input) {
            throw new IllegalArgumentException(name + ": its input " + input.name() + " belongs to another graph");
        }
    }

    private Parameter trainable(String node, Role role, List<Integer> shape, int fanIn, int fanOut) {
        var parameter = new Parameter(node + "." + role, role, shape, trainableSize, fanIn, fanOut);
        trainableSize = Math.addExact(trainableSize, parameter.size());
        return parameter;
    }

    private Parameter moving(String node, Role role, List<Integer> shape) {
        var parameter = new Parameter(node + "." + role, role, shape, movingSize, 0, 0);
        movingSize = Math.addExact(movingSize, parameter.size());
        return parameter;
    }
}
