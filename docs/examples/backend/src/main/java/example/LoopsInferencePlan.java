package example;

import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;

/** Inference: one forward pass with the moving statistics. */
final class LoopsInferencePlan implements InferencePlan {
    private final Graph graph;
    private final Network network;
    private boolean closed;

    LoopsInferencePlan(Graph graph, InferenceSpec spec) {
        this.graph = graph;
        network = new Network(graph, spec.batchSize(), spec.memoryLimit());
    }

    @Override
    public void load(Weights weights) {
        requireOpen();
        weights.requireFits(graph);
        network.weights.load(weights);
    }

    @Override
    public void run(float[] inputs, float[] outputs) {
        requireOpen();
        Network.requireLength("outputs", network.outputs().length, outputs);
        network.forward(inputs, false);
        System.arraycopy(network.outputs(), 0, outputs, 0, outputs.length);
    }

    @Override
    public String describe() {
        requireOpen();
        return network.describe();
    }

    @Override
    public long memoryBytes() {
        requireOpen();
        return network.memoryBytes();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("loops: the plan is closed");
        }
    }
}
