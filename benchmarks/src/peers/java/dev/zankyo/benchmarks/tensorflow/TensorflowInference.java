package dev.zankyo.benchmarks.tensorflow;

import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.benchmarks.peers.FoldedWeights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** The network with constant, folded weights. */
final class TensorflowInference implements Contestant.Inference {
    private final Graph graph;
    private final FoldedWeights weights;
    private final Shape inputShape;
    private final org.tensorflow.Graph flow = new org.tensorflow.Graph();
    private final Ops tf = Ops.create(flow);
    private final Placeholder<TFloat32> images = tf.placeholder(TFloat32.class);
    private final Operand<TFloat32> logits;
    private final Session session;

    TensorflowInference(Graph graph, Weights weights, Case what) {
        this.graph = graph;
        this.weights = new FoldedWeights(graph, weights);
        dev.zankyo.graph.Shape shape = graph.input().shape();
        inputShape = Shape.of(what.batchSize(), shape.height(), shape.width(), shape.channels());
        logits = forward();
        session = Tensors.session(flow, what);
    }

    private Operand<TFloat32> forward() {
        List<Operand<TFloat32>> outputs = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<Operand<TFloat32>> inputs =
                    node.inputs().stream().map(n -> outputs.get(n.index())).toList();
            outputs.add(apply(node, inputs));
        }
        return outputs.get(graph.output().index());
    }

    private Operand<TFloat32> apply(Node node, List<Operand<TFloat32>> inputs) {
        return switch (node.op()) {
            case Op.Input input -> images;
            case Op.Conv2d conv -> {
                int channels = node.input().shape().channels();
                Operand<TFloat32> filter = tf.constantOf(Tensors.filter(
                        weights.get(node).weight(),
                        conv.filters(),
                        channels,
                        conv.kernelHeight(),
                        conv.kernelWidth()));
                List<Long> strides = List.of(1L, (long) conv.stride(), (long) conv.stride(), 1L);
                yield tf.nn.biasAdd(tf.nn.conv2d(inputs.get(0), filter, strides, "SAME"), bias(node));
            }
            case Op.BatchNorm bn ->
                weights.vanishes(node)
                        ? inputs.get(0)
                        : tf.math.add(
                                tf.math.mul(inputs.get(0), vector(weights.get(node).weight())), bias(node));
            case Op.Relu relu -> tf.nn.relu(inputs.get(0));
            case Op.Add add -> tf.math.add(inputs.get(0), inputs.get(1));
            case Op.GlobalAveragePool pool -> tf.math.mean(inputs.get(0), tf.constant(new int[] {1, 2}));
            case Op.Dense dense -> {
                Shape shape = Shape.of(dense.units(), node.input().shape().size());
                Operand<TFloat32> weight = tf.constantOf(Tensors.of(weights.get(node).weight(), shape));
                yield tf.nn.biasAdd(tf.linalg.matMul(inputs.get(0), weight, MatMul.transposeB(true)), bias(node));
            }
            default ->
                throw new IllegalArgumentException(node + ": the peers know the residual network's operations only");
        };
    }

    private Operand<TFloat32> bias(Node node) {
        return vector(weights.get(node).bias());
    }

    private Operand<TFloat32> vector(float[] values) {
        return tf.constantOf(Tensors.of(values, Shape.of(values.length)));
    }

    @Override
    public void run(float[] inputs, float[] outputs) {
        try (TFloat32 x = Tensors.of(inputs, inputShape);
                var result = session.runner().feed(images, x).fetch(logits).run()) {
            ((TFloat32) result.get(0)).copyTo(DataBuffers.of(outputs, false, false));
        }
    }

    @Override
    public void close() {
        session.close();
        flow.close();
    }
}
