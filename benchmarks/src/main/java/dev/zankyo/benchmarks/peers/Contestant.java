package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import java.util.List;
import java.util.Map;

/**
 * Something that can train and run the network. The peers are found by {@link java.util.ServiceLoader}: a public constructor
 * without arguments that does nothing. {@link #name}, {@link #supports}, {@link #environment} and {@link #jvmOptions} are
 * asked in the process that conducts the run and must load nothing; the rest is asked in a process of the contestant's own.
 *
 * <p>A contestant builds its network by walking the {@link Graph}, so that it cannot be another one. Inputs are N x H x W x
 * C, targets N x K, parameters as {@link Weights} has them. It is given and returns Java arrays: what it costs to carry them
 * into its tensors is part of what is timed, for all alike.
 */
public interface Contestant {

    /** As it stands in the table. */
    String name();

    /** What it is made of, with versions: {@code libtorch 2.10.0 through JavaCPP 1.5.13}. */
    String version();

    /** Whether it has a way to do this. */
    boolean supports(Case what);

    /** Environment variables its process is started with. */
    default Map<String, String> environment(Case what) {
        return Map.of();
    }

    /** Options of its virtual machine, beside those all have. */
    default List<String> jvmOptions() {
        return List.of();
    }

    /** The network, ready to be trained from the weights. */
    Training training(Graph graph, Weights weights, Case what);

    /** The network with its weights, ready to run. */
    Inference inference(Graph graph, Weights weights, Case what);

    /** A network being trained with softmax cross-entropy and Keras' Adam. */
    interface Training extends AutoCloseable {
        /** One step; returns the loss before it. */
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
