package example;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import java.util.Arrays;

/** A graph with the activations of one batch. A layer computes each node. Activations: (N, H, W, C). */
final class Network {
    final State weights;
    private final Graph graph;
    private final int batch;
    private final float[][] activations;
    private final float[][] gradients;
    private final Layer[] layers;

    Network(Graph graph, int batch, long memoryLimit) {
        this.graph = graph;
        this.batch = batch;
        long bytes = memoryBytes();
        if (bytes > memoryLimit) {
            throw InputException.of(Subject.named("memory"), "the network must fit")
                    .expected("at most " + memoryLimit + " bytes")
                    .got(bytes)
                    .remedy("use smaller batches");
        }
        weights = new State(graph);
        int nodes = graph.nodes().size();
        activations = new float[nodes][];
        gradients = new float[nodes][];
        layers = new Layer[nodes];
        for (Node node : graph.nodes()) {
            activations[node.index()] = new float[batch * node.shape().size()];
            gradients[node.index()] = new float[batch * node.shape().size()];
            layers[node.index()] = layer(node);
        }
    }

    /** Returns the layer of a node. The compiler reports an operation that is missing here. */
    private Layer layer(Node node) {
        return switch (node.op()) {
            case Op.Input op -> new Layer() {};
            case Op.Conv2d op -> new Convolution(node, op, batch, weights);
            case Op.DepthwiseConv2d op -> new DepthwiseConvolution(node, op, batch, weights);
            case Op.MaxPool op -> new MaxPooling(node, op, batch);
            case Op.BatchNorm op -> new Normalization(node, op, weights);
            case Op.Dense op -> new DenseLayer(node, batch, weights);
            case Op.GlobalAveragePool op -> Elementwise.averagePool(node, batch);
            case Op.Relu op -> Elementwise.RELU;
            case Op.Add op -> Elementwise.ADD;
        };
    }

    void forward(float[] inputs, boolean training) {
        float[] input = activations[graph.input().index()];
        requireLength("inputs", input.length, inputs);
        System.arraycopy(inputs, 0, input, 0, input.length);
        for (Node node : graph.nodes()) {
            layers[node.index()].forward(operands(node, activations), activations[node.index()], training);
        }
    }

    /** Computes all gradients, last node first. Layers add, because several layers may read one activation. */
    void backward(float[] outputGradient) {
        for (float[] gradient : gradients) {
            Arrays.fill(gradient, 0);
        }
        System.arraycopy(outputGradient, 0, gradients[graph.output().index()], 0, outputGradient.length);
        for (Node node : graph.nodes().reversed()) {
            layers[node.index()].backward(
                    operands(node, activations), gradients[node.index()], operands(node, gradients));
        }
    }

    private static float[][] operands(Node node, float[][] ofAll) {
        return node.inputs().stream().map(input -> ofAll[input.index()]).toArray(float[][]::new);
    }

    float[] outputs() {
        return activations[graph.output().index()];
    }

    String describe() {
        StringBuilder text = new StringBuilder();
        graph.nodes().forEach(node -> text.append(node).append(", plain loops\n"));
        return text.toString();
    }

    final long memoryBytes() {
        long floats = 2L * graph.trainableSize() + graph.movingStatisticsSize();
        for (Node node : graph.nodes()) {
            floats += 2L * batch * node.shape().size();
        }
        return Float.BYTES * floats;
    }

    static void requireLength(String what, int expected, float[] array) {
        if (array.length != expected) {
            throw new IllegalArgumentException(
                    what + ": length must fit; expected " + expected + " floats, got " + array.length);
        }
    }
}
