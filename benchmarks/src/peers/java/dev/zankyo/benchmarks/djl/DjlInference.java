package dev.zankyo.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.benchmarks.peers.FoldedWeights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import java.util.HashMap;
import java.util.Map;

/** The network with batch normalizations folded, computed operation by operation. */
final class DjlInference implements Contestant.Inference {
    private final NDManager manager = NDManager.newBaseManager();
    private final Map<Node, NDArray> weights = new HashMap<>();
    private final Map<Node, NDArray> biases = new HashMap<>();
    private final Case what;
    private final Layers layers;

    DjlInference(Graph graph, Weights trained, Case what) {
        FoldedWeights folded = new FoldedWeights(graph, trained);
        for (Node node : graph.nodes()) {
            if (!node.parameters().isEmpty() && !folded.vanishes(node)) {
                add(node, folded.get(node));
            }
        }
        this.what = what;
        this.layers = new Layers(graph, weights::get, biases::get, (node, bn, x) -> {
            NDArray scale = weights.get(node);
            return scale == null ? x : x.mul(scale).addi(biases.get(node));
        });
    }

    private void add(Node node, FoldedWeights.Affine layer) {
        int outputs = layer.bias().length;
        weights.put(node, switch (node.op()) {
            case Op.Conv2d conv -> Layers.channelsLast(manager, layer.weight(), node, conv);
            case Op.Dense dense -> manager.create(layer.weight(), new Shape(outputs, layer.weight().length / outputs));
            default -> manager.create(layer.weight(), new Shape(1, outputs, 1, 1));
        });
        biases.put(
                node,
                manager.create(
                        layer.bias(),
                        node.op() instanceof Op.BatchNorm ? new Shape(1, outputs, 1, 1) : new Shape(outputs)));
    }

    @Override
    @SuppressWarnings("try") // a scope frees what is made in it; nothing refers to it
    public void run(float[] inputs, float[] logits) {
        try (NDScope scope = new NDScope()) {
            float[] outputs = layers.forward(layers.images(manager, inputs, what.batchSize())).toFloatArray();
            System.arraycopy(outputs, 0, logits, 0, logits.length);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
