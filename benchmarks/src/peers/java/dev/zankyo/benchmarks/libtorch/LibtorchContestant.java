package dev.zankyo.benchmarks.libtorch;

import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.benchmarks.peers.PeerEnvironment;
import dev.zankyo.graph.Graph;
import java.util.Map;

/** libtorch as it is commonly used: eager training, and frozen TorchScript for inference. */
public final class LibtorchContestant implements Contestant {
    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public String version() {
        return Libtorch.version();
    }

    @Override
    public boolean supports(Case what) {
        return true;
    }

    @Override
    public Map<String, String> environment(Case what) {
        return PeerEnvironment.of(what);
    }

    @Override
    public Training training(Graph graph, Weights weights, Case what) {
        return new LibtorchTraining(graph, weights, what);
    }

    @Override
    public Inference inference(Graph graph, Weights weights, Case what) {
        return new LibtorchInference(graph, weights, what, false);
    }
}
