package dev.zankyo.benchmarks.tensorflow;

import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.benchmarks.peers.PeerEnvironment;
import dev.zankyo.graph.Graph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.tensorflow.TensorFlow;

/** TensorFlow Java, float32. */
public final class TensorflowContestant implements Contestant {
    private static final String POM = "/META-INF/maven/org.tensorflow/tensorflow-core-api/pom.properties";

    @Override
    public String name() {
        return "tensorflow";
    }

    @Override
    public String version() {
        return "TensorFlow " + TensorFlow.version() + " through TensorFlow Java " + artifactVersion();
    }

    private static String artifactVersion() {
        try (InputStream file = TensorFlow.class.getResourceAsStream(POM)) {
            Properties pom = new Properties();
            pom.load(file);
            return pom.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(POM + ": could not be read", e);
        }
    }

    @Override
    public boolean supports(Case what) {
        return what.precision().equals(Case.FLOAT32);
    }

    @Override
    public Map<String, String> environment(Case what) {
        return PeerEnvironment.of(what, "TF_ENABLE_ONEDNN_OPTS", "1",
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
