package dev.zankyo.benchmarks;

import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.WeightInitializer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One forward pass: a batch of inputs in, its logits out, both in Java arrays. Heap, forks and warm-up are those of
 * {@link TrainingStepBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms1g", "-Xmx1g", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class InferenceBenchmark {
    @Param({"onednn", "onednn-ffm", "java"})
    public String backend;

    @Param({"1", "64"})
    public int batchSize;

    @Param("2")
    public int threads;

    @Param({"FLOAT32", "BFLOAT16"})
    public Precision precision;

    private Graph graph;
    private Weights weights;
    private InferencePlan plan;
    private Batch batch;
    private float[] logits;

    @Setup(Level.Trial)
    public void compile() {
        graph = ResNet.graph(ResNetConfig.original(8));
        weights = WeightInitializer.initialize(graph, 1);
        batch = Batch.of(graph, batchSize);
        plan = compile(Backends.select(backend).backend(), precision);
        logits = new float[batch.targets().length];
    }

    private InferencePlan compile(ComputeBackend from, Precision format) {
        InferencePlan compiled = from.compileInference(graph, new InferenceSpec(batchSize, threads, format));
        compiled.load(weights);
        return compiled;
    }

    @Benchmark
    public float[] run() {
        plan.run(batch.inputs(), logits);
        return logits;
    }

    /** Checks the logits against the float64 reference. */
    @TearDown(Level.Trial)
    public void check() {
        plan.close();
        float[] expected = new float[logits.length];
        try (InferencePlan reference = compile(new ReferenceBackend(), Precision.FLOAT32)) {
            reference.run(batch.inputs(), expected);
        }
        double error = 0;
        double energy = 0;
        for (int i = 0; i < logits.length; i++) {
            error += Math.pow(logits[i] - expected[i], 2);
            energy += Math.pow(expected[i], 2);
        }
        double bound = precision == Precision.FLOAT32 ? 1e-7 : 1e-2; // bfloat16 rounds by up to 1/256 in every layer
        if (!(error <= bound * energy)) {
            throw new IllegalStateException(
                    "logits: normalised error must be at most " + bound + "; got " + error / energy);
        }
    }
}
