package dev.zankyo.benchmarks.tensorflow;

import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.graph.Graph;
import java.util.Map;
import org.tensorflow.TensorFlow;

/** TensorFlow Java, float32. */
public final class TensorflowContestant implements Contestant {
    @Override
    public String name() {
        return "tensorflow";
    }

    @Override
    public String version() {
        return "TensorFlow " + TensorFlow.version() + " through TensorFlow Java "
                + TensorFlow.class.getPackage().getImplementationVersion();
    }

    @Override
    public boolean supports(Case what) {
        return what.precision().equals(Case.FLOAT32);
    }

    @Override
    public Map<String, String> environment(Case what) {
        return Map.of(
                "OMP_NUM_THREADS", Integer.toString(what.threads()),
                "TF_ENABLE_ONEDNN_OPTS", "1",
                "TF_CPP_MIN_LOG_LEVEL", "2");
    }

    @Override
    public Training training(Graph graph, Weights weights, Case what) {
        return new TensorflowTraining(graph, weights, what);
    }

    @Override
    public Inference inference(Graph graph, Weights weights, Case what) {
        return new TensorflowInference(graph, weights, what);
    }
}
