package dev.zankyo.benchmarks.djl;

import ai.djl.engine.Engine;
import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.benchmarks.peers.PeerEnvironment;
import dev.zankyo.graph.Graph;
import java.util.List;
import java.util.Map;

/** DJL in float32, because it has no autocast. */
public final class DjlContestant implements Contestant {
    @Override
    public String name() {
        return "djl";
    }

    @Override
    public String version() {
        return "DJL " + Engine.getDjlVersion() + ", " + Engine.getInstance().getEngineName() + " "
                + Engine.getInstance().getVersion();
    }

    @Override
    public boolean supports(Case what) {
        return what.precision().equals(Case.FLOAT32);
    }

    @Override
    public Map<String, String> environment(Case what) {
        return PeerEnvironment.of(what);
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Dai.djl.offline=true", "-Dai.djl.default_engine=PyTorch");
    }

    @Override
    public Training training(Graph graph, Weights weights, Case what) {
        return new DjlTraining(graph, weights, what);
    }

    @Override
    public Inference inference(Graph graph, Weights weights, Case what) {
        return new DjlInference(graph, weights, what);
    }
}
