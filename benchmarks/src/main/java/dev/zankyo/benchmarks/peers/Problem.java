package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The input of all contestants: the network, its initial weights, and rows of normal noise with random labels. They are
 * the same in every process. There are as many rows as the original training set has. A single batch would soon be
 * memorized; its gradients are then denormal numbers, with which some processors compute slowly.
 */
final class Problem {
    static final float LEARNING_RATE = 1e-3f;

    private static final long SEED = 1;
    private static final int ROWS = 720;
    private static final int CLASSES = 8;

    private final Graph graph = ResNet.graph(ResNetConfig.original(CLASSES));

    record Batch(float[] inputs, float[] targets) {}

    Graph graph() {
        return graph;
    }

    Weights initialWeights() {
        return WeightInitializer.initialize(graph, SEED);
    }

    /** Returns the rows in full batches, at least one. Rows that do not fill a batch are dropped. */
    List<Batch> batches(int batchSize) {
        CounterRandom random = CounterRandom.of(SEED).fork("rows");
        List<Batch> batches = new ArrayList<>();
        for (int first = 0; first == 0 || first + batchSize <= ROWS; first += batchSize) {
            batches.add(batch(random, first, batchSize));
        }
        return batches;
    }

    private Batch batch(CounterRandom random, int first, int rows) {
        int size = graph.input().shape().size();
        float[] inputs = new float[rows * size];
        float[] targets = new float[rows * CLASSES];
        for (int row = 0; row < rows; row++) {
            CounterRandom ofRow = random.fork(first + row);
            for (int i = 0; i < size; i++) {
                inputs[row * size + i] = (float) ofRow.gaussian(i);
            }
            targets[row * CLASSES + ofRow.fork("label").below(0, CLASSES)] = 1;
        }
        return new Batch(inputs, targets);
    }
}
