package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import java.util.List;
import java.util.Map;

/**
 * A library or backend that can train and run the network. {@link java.util.ServiceLoader} finds the peers, so each has
 * a public constructor without arguments, which does nothing. {@link #name}, {@link #supports}, {@link #environment}
 * and {@link #jvmOptions} are called in the process that conducts the run and must load nothing. The other methods are
 * called in a process of the contestant's own.
 *
 * <p>A contestant builds its network from the nodes of the {@link Graph}, so all compute the same network. Inputs are
 * (N, H, W, C), targets (N, K). Parameters have the order and layouts of {@link Weights}. Data go in and out as Java
 * arrays, so the time to copy them into tensors is measured for every contestant.
 */
public interface Contestant {

    /** Returns the name in the table. */
    String name();

    /** Returns the libraries with their versions, such as {@code libtorch 2.10.0 through JavaCPP 1.5.13}. */
    String version();

    /** Returns whether the contestant can compute a case. */
    boolean supports(Case what);

    /** Returns the environment variables to set for its process. */
    default Map<String, String> environment(Case what) {
        return Map.of();
    }

    /** Returns options for its virtual machine, in addition to those that all contestants get. */
    default List<String> jvmOptions() {
        return List.of();
    }

    /** Creates the network with the given initial weights, ready to train. */
    Training training(Graph graph, Weights weights, Case what);

    /** Creates the network with the given weights, ready to predict. */
    Inference inference(Graph graph, Weights weights, Case what);

    /** A network in training, with softmax cross-entropy and Adam as in Keras. */
    interface Training extends AutoCloseable {
        /** Performs one step. Returns the loss before the update. */
        float step(float[] inputs, float[] targets, float learningRate);

        @Override
        void close();
    }

    /** A network for inference. */
    interface Inference extends AutoCloseable {
        /** Computes the logits, (N, K), of a batch of inputs, (N, H, W, C). */
        void run(float[] inputs, float[] logits);

        @Override
        void close();
    }
}
