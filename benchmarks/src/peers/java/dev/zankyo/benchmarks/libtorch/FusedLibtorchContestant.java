package dev.zankyo.benchmarks.libtorch;

import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.benchmarks.peers.PeerEnvironment;
import dev.zankyo.graph.Graph;
import java.util.Map;

/** libtorch with its fastest inference: TorchScript with oneDNN's graph fusion. Training has no such mode. */
public final class FusedLibtorchContestant implements Contestant {
    @Override
    public String name() {
        return "libtorch-fused";
    }

    @Override
    public String version() {
        return Libtorch.version() + ", oneDNN graph fusion";
    }

    @Override
    public boolean supports(Case what) {
        return what.mode() == Case.Mode.INFERENCE;
    }

    @Override
    public Map<String, String> environment(Case what) {
        return PeerEnvironment.of(what);
    }

    @Override
    public Training training(Graph graph, Weights weights, Case what) {
        throw new UnsupportedOperationException(name() + ": " + what);
    }

    @Override
    public Inference inference(Graph graph, Weights weights, Case what) {
        return new LibtorchInference(graph, weights, what, true);
    }
}
