package dev.zankyo.benchmarks;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Loss;
import dev.zankyo.backend.Precision;
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
 * One training step of the residual network: forward, backward, Adam. Samples per second are steps per second times the
 * batch size.
 *
 * <p>The heap has a fixed size, so it does not grow or shrink during a measurement. A step allocates nothing, so the
 * garbage collector never runs. The warm-up of twenty seconds is at least a hundred steps; by then the JIT compiler has
 * compiled all Java kernels at its highest level. Two forks show what varies between JVMs: the placement of memory and
 * the compiler's choices.
 *
 * <p>A fork gets the JVM options that a program of your own should pass, and none of the launcher's. The backends
 * themselves make the JIT compiler treat their kernels alike.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms1g", "-Xmx1g", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
public class TrainingStepBenchmark {
    @Param({"onednn", "onednn-ffm", "java"})
    public String backend;

    @Param("16")
    public int batchSize;

    @Param("2")
    public int threads;

    @Param({"FLOAT32", "BFLOAT16"})
    public Precision precision;

    private TrainingPlan plan;
    private Batch batch;
    private float loss = Float.NaN;

    @Setup(Level.Trial)
    public void compile() {
        Graph graph = ResNet.graph(ResNetConfig.original(8));
        batch = Batch.of(graph, batchSize);
        plan = Backends.select(backend)
                .backend()
                .compileTraining(
                        graph, new TrainingSpec(batchSize, threads, precision, Loss.SOFTMAX_CROSS_ENTROPY, Adam.KERAS));
        plan.load(TrainingState.initial(WeightInitializer.initialize(graph, 1)));
    }

    @Benchmark
    public float step() {
        loss = plan.computeGradients(batch.inputs(), batch.targets());
        plan.update(1e-3f);
        return loss;
    }

    /**
     * Checks that the network has memorized its single batch. A loss that stays near ln 8 means that something else
     * was timed.
     */
    @TearDown(Level.Trial)
    public void check() {
        plan.close();
        if (!(loss < 0.1)) {
            throw new IllegalStateException("training: the loss of one batch must fall below 0.1; got " + loss);
        }
    }
}
