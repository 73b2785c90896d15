package dev.zankyo.benchmarks;

import dev.zankyo.graph.Graph;
import dev.zankyo.random.CounterRandom;

/** A batch of normal noise with one-hot targets, the same in every run. */
record Batch(float[] inputs, float[] targets) {

    static Batch of(Graph graph, int size) {
        CounterRandom random = CounterRandom.of(1);
        float[] inputs = new float[size * graph.input().shape().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.gaussian(i);
        }
        int classes = graph.output().shape().size();
        float[] targets = new float[size * classes];
        for (int row = 0; row < size; row++) {
            targets[row * classes + row % classes] = 1;
        }
        return new Batch(inputs, targets);
    }
}
