package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import java.util.List;
import java.util.Map;

/**
 * A backend or library that can train and run the network. The peers are found by {@link java.util.ServiceLoader}, so
 * they have a public constructor without arguments that does nothing. The conducting process calls {@link #name},
 * {@link #supports}, {@link #environment} and {@link #jvmOptions}, which must load nothing. Everything else runs in the
 * contestant's own process.
 *
 * <p>A contestant builds its network by walking the {@link Graph}, so every contestant computes the same network.
 * Inputs: (N, H, W, C). Targets: (N, K). Parameters: as in {@link Weights}. It takes and returns Java arrays, so the
 * cost of copying them is part of its time.
 */
public interface Contestant {

    /** Returns the name in the table. */
    String name();

    /** Returns its parts with versions, such as {@code libtorch 2.10.0 through JavaCPP 1.5.13}. */
    String version();

    /** Returns whether it can run the case. */
    boolean supports(Case what);

    /** Returns the environment variables for its process. */
    default Map<String, String> environment(Case what) {
        return Map.of();
    }

    /** Returns options for its virtual machine, in addition to those that all contestants get. */
    default List<String> jvmOptions() {
        return List.of();
    }

    /** Returns the network, ready to be trained from the weights. */
    Training training(Graph graph, Weights weights, Case what);

    /** Returns the network with its weights, ready to run. */
    Inference inference(Graph graph, Weights weights, Case what);

    /** A network being trained with softmax cross-entropy and Keras' Adam. */
    interface Training extends AutoCloseable {
        /** Takes one step and returns the loss before it. */
        float step(float[] inputs, float[] targets, float learningRate);

        @Override
        void close();
    }

    /** A trained network. */
    interface Inference extends AutoCloseable {
        /** Computes the logits of a batch. */
        void run(float[] inputs, float[] logits);

        @Override
        void close();
    }
}
