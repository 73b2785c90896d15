package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The weights for inference, with batch normalizations folded. If a batch normalization is the only reader of a
 * convolution, it is merged into the convolution's weight and bias, and its own output equals its input. Any other
 * batch normalization becomes a scale and an offset for each channel.
 */
public final class FoldedWeights {
    private final Map<Node, Affine> layers = new HashMap<>();

    /**
     * The weights of a layer.
     *
     * @param weight (O, I, KH, KW) for a convolution, (outputs, inputs) for a dense layer, one scale per channel for a
     *     batch normalization
     * @param bias one value per output
     */
    public record Affine(float[] weight, float[] bias) {}

    /**
     * Folds the weights of a graph.
     *
     * @throws IllegalArgumentException if the graph has an operation that the residual network does not have
     */
    public FoldedWeights(Graph graph, Weights weights) {
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Op.Conv2d c -> layers.put(node, layer(node, weights));
                case Op.Dense d -> layers.put(node, layer(node, weights));
                case Op.BatchNorm bn -> fold(graph, node, scaleAndOffset(node, bn, weights));
                case Op.Input i -> {}
                case Op.Relu r -> {}
                case Op.Add a -> {}
                case Op.GlobalAveragePool p -> {}
                default ->
                    throw new IllegalArgumentException(
                            node + ": the peers know the residual network's operations only");
            }
        }
    }

    /** Returns the weights of a convolution, a dense layer, or a batch normalization that was not merged. */
    public Affine get(Node node) {
        Affine affine = layers.get(node);
        if (affine == null) {
            throw new IllegalArgumentException(node + ": has no weights of its own");
        }
        return affine;
    }

    /** Returns whether a node is a batch normalization that was merged, so that its output is its input. */
    public boolean vanishes(Node node) {
        return node.op() instanceof Op.BatchNorm && !layers.containsKey(node);
    }

    private static Affine layer(Node node, Weights weights) {
        return new Affine(values(node, Role.WEIGHT, weights), values(node, Role.BIAS, weights));
    }

    private static float[] values(Node node, Role role, Weights weights) {
        Parameter parameter = node.parameter(role);
        float[] vector = role.trainable() ? weights.parameters() : weights.movingStatistics();
        return Arrays.copyOfRange(vector, parameter.offset(), parameter.end());
    }

    /** Returns the scale {@code gamma / sqrt(variance + epsilon)} and the offset {@code beta - mean * scale}. */
    private static Affine scaleAndOffset(Node node, Op.BatchNorm bn, Weights weights) {
        float[] scale = values(node, Role.GAMMA, weights);
        float[] offset = values(node, Role.BETA, weights);
        float[] mean = values(node, Role.MOVING_MEAN, weights);
        float[] variance = values(node, Role.MOVING_VARIANCE, weights);
        for (int c = 0; c < scale.length; c++) {
            scale[c] /= (float) Math.sqrt(variance[c] + bn.epsilon());
            offset[c] -= mean[c] * scale[c];
        }
        return new Affine(scale, offset);
    }

    private void fold(Graph graph, Node node, Affine norm) {
        boolean alone = graph.nodes().stream()
                        .filter(reader -> reader.inputs().contains(node.input()))
                        .count()
                == 1;
        if (!(node.input().op() instanceof Op.Conv2d) || !alone) {
            layers.put(node, norm);
            return;
        }
        Affine conv = layers.get(node.input());
        int inputs = conv.weight().length / conv.bias().length;
        for (int o = 0; o < conv.bias().length; o++) {
            for (int i = o * inputs; i < (o + 1) * inputs; i++) {
                conv.weight()[i] *= norm.weight()[o];
            }
            conv.bias()[o] = conv.bias()[o] * norm.weight()[o] + norm.bias()[o];
        }
    }
}
