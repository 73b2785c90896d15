package dev.zankyo.benchmarks;

import dev.zankyo.backend.Backends;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
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
 * One training step of the residual network: forward, backward, Adam. Steps a second times the batch size is samples a
 * second.
 *
 * <p>A fixed heap keeps the collector out of it; the warm-up is long enough for the second compiler to take over the Java
 * kernels; two forks show what differs from one JVM to the next.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"
        })
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
public class TrainingStepBenchmark {
    @Param({"onednn", "onednn-ffm", "java"})
    public String backend;

    @Param("16")
    public int batchSize;

    @Param("2")
    public int threads;

    private TrainingPlan plan;
    private Batch batch;
    private float loss = Float.NaN;

    @Setup(Level.Trial)
    public void compile() {
        Graph graph = ResNet.graph(ResNetConfig.original(8));
        batch = Batch.of(graph, batchSize);
        plan = Backends.select(backend).backend().compileTraining(graph, TrainingSpec.of(batchSize, threads));
        plan.load(TrainingState.initial(WeightInitializer.initialize(graph, 1)));
    }

    @Benchmark
    public float step() {
        loss = plan.computeGradients(batch.inputs(), batch.targets());
        plan.update(1e-3f);
        return loss;
    }

    /** One batch learnt by heart: a loss that has not fallen far below ln 8 means that something else was timed. */
    @TearDown(Level.Trial)
    public void check() {
        plan.close();
        if (!(loss < 0.1)) {
            throw new IllegalStateException("training: the loss of one batch must fall below 0.1; got " + loss);
        }
    }
}
