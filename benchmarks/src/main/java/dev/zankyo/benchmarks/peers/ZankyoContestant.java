package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Loss;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One of Zankyo's own backends. */
final class ZankyoContestant implements Contestant {
    private static final String VECTOR_API = "jdk.incubator.vector";

    private final String name;
    private final String backend;
    private final boolean vectorApi;

    private ZankyoContestant(String name, String backend, boolean vectorApi) {
        this.name = name;
        this.backend = backend;
        this.vectorApi = vectorApi;
    }

    /** Creates a contestant that runs a backend as the command-line program does. */
    static Contestant of(String backend) {
        return new ZankyoContestant(backend, backend, true);
    }

    /** Creates a contestant that runs the {@code java} backend in a virtual machine without the Vector API. */
    static Contestant plainJava() {
        return new ZankyoContestant("java-plain", "java", false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return Backends.select(backend).reason();
    }

    @Override
    public boolean supports(Case what) {
        return precision(what).isPresent();
    }

    @Override
    public List<String> jvmOptions() {
        return vectorApi
                ? Stream.concat(Stream.of("--add-modules=" + VECTOR_API), ofBackends())
                        .toList()
                : List.of();
    }

    /** Returns the JVM options that the launcher passes for the backends. */
    private static Stream<String> ofBackends() {
        try (InputStream file = ZankyoContestant.class.getResourceAsStream("/META-INF/zankyo/jvm.options")) {
            String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().filter(line -> line.startsWith("-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Precision> precision(Case what) {
        return Arrays.stream(Precision.values())
                .filter(p -> p.toString().equals(what.precision()))
                .findFirst();
    }

    private ComputeBackend select() {
        return Backends.select(backend).backend();
    }

    @Override
    public Training training(Graph graph, Weights weights, Case what) {
        TrainingPlan plan = select().compileTraining(
                        graph,
                        new TrainingSpec(
                                what.batchSize(),
                                what.threads(),
                                precision(what).orElseThrow(),
                                Loss.SOFTMAX_CROSS_ENTROPY,
                                Adam.KERAS));
        plan.load(TrainingState.initial(weights));
        return new Training() {
            @Override
            public float step(float[] inputs, float[] targets, float learningRate) {
                float loss = plan.computeGradients(inputs, targets);
                plan.update(learningRate);
                return loss;
            }

            @Override
            public void close() {
                plan.close();
            }
        };
    }

    @Override
    public Inference inference(Graph graph, Weights weights, Case what) {
        InferencePlan plan = select().compileInference(
                        graph,
                        new InferenceSpec(
                                what.batchSize(),
                                what.threads(),
                                precision(what).orElseThrow()));
        plan.load(weights);
        return new Inference() {
            @Override
            public void run(float[] inputs, float[] logits) {
                plan.run(inputs, logits);
            }

            @Override
            public void close() {
                plan.close();
            }
        };
    }
}
