package dev.zankyo.cli.bench;

import dev.zankyo.backend.Precision;
import dev.zankyo.graph.Flops;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;

/**
 * A case to measure, always with the original Keras script's network for eight classes.
 *
 * @param backend the name of the backend
 * @param mode training or inference
 * @param batchSize samples per step
 * @param threads the maximum number of threads
 * @param precision the number format of activations
 */
record BenchCase(String backend, Mode mode, int batchSize, int threads, Precision precision) {
    private static final int CLASSES = 8;

    /** Returns the graph of the network. */
    static Graph graph() {
        return ResNet.graph(ResNetConfig.original(CLASSES));
    }

    /** Returns the number of floating-point operations per sample. */
    long flops() {
        return mode == Mode.TRAINING ? Flops.training(graph()) : Flops.forward(graph());
    }

    /** Returns the case in words, such as {@code onednn training, batch 16, float32}. */
    @Override
    public String toString() {
        return backend + " " + mode + ", batch " + batchSize + ", " + precision;
    }
}
