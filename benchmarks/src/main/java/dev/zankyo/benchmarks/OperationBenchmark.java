package dev.zankyo.benchmarks;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.Loss;
import dev.zankyo.backend.OpCase;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.Problem;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.reference.ReferenceBackend;
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
 * One operation, forward and with its gradients, at sizes of the residual network. A case is written as in the
 * conformance kit. Any other case of the kit can be given with {@code -p opCase="..."}.
 *
 * <p>The gradient benchmark puts the kit's probe, a 1x1 convolution from four channels, before the operation, so that
 * there is a data gradient to compute. The probe costs little beside the operation. Heap and forks are those of {@link
 * TrainingStepBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms1g", "-Xmx1g", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OperationBenchmark {
    @Param({"onednn", "onednn-ffm", "onednn-bn", "java"})
    public String backend;

    @Param({
        "conv2d ic16 oc16 h20w50 k3x3s1 n16",
        "conv2d ic64 oc16 h20w50 k1x1s1 n16",
        "conv2d ic16 oc64 h20w50 k1x1s1 n16",
        "conv2d ic32 oc32 h10w25 k3x3s1 n16",
        "conv2d ic64 oc128 h20w50 k1x1s2 n16",
        "conv2d ic64 oc64 h5w13 k3x3s1 n16",
        "conv2d ic64 oc256 h5w13 k1x1s1 n16",
        "batchnorm ic64 h20w50 n16",
        "dense ic256 oc8 h1w1 n16"
    })
    public String opCase;

    @Param("2")
    public int threads;

    @Param({"FLOAT32", "BFLOAT16"})
    public Precision precision;

    private Problem problem;
    private TrainingPlan plan;
    private float loss;

    @Setup(Level.Trial)
    public void compile() {
        problem = OpCase.parse(opCase).problemBehindProbe();
        plan = compile(Backends.select(backend).backend(), threads, precision);
    }

    private TrainingPlan compile(ComputeBackend from, int most, Precision format) {
        var spec = new TrainingSpec(problem.batch(), most, format, Loss.INNER_PRODUCT, Adam.KERAS);
        TrainingPlan compiled = from.compileTraining(problem.graph(), spec);
        compiled.load(problem.state());
        return compiled;
    }

    @Benchmark
    public float forward() {
        loss = plan.forward(problem.inputs(), problem.targets());
        return loss;
    }

    @Benchmark
    public float gradients() {
        loss = plan.computeGradients(problem.inputs(), problem.targets());
        return loss;
    }

    /** Checks the loss, an inner product over the whole output, against the float64 reference. */
    @TearDown(Level.Trial)
    public void check() {
        plan.close();
        try (TrainingPlan reference = compile(new ReferenceBackend(), 1, Precision.FLOAT32)) {
            float expected = reference.forward(problem.inputs(), problem.targets());
            float[] outputs = new float[problem.outputSize()];
            reference.readOutputs(outputs);
            double terms = 0;
            for (int i = 0; i < outputs.length; i++) {
                terms += Math.abs((double) outputs[i] * problem.targets()[i]);
            }
            double bound = precision == Precision.FLOAT32 ? 1e-5 : 1e-2; // bfloat16 rounds by up to 1/256
            if (!(Math.abs(loss - expected) <= bound * terms)) {
                throw new IllegalStateException(opCase + ": loss; expected " + expected + ", got " + loss);
            }
        }
    }
}
