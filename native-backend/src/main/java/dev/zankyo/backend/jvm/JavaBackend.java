package dev.zankyo.backend.jvm;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Availability;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.engine.Engine;
import dev.zankyo.graph.Graph;
import java.util.function.Supplier;

/**
 * The backend {@code java}: no native code, on every platform. With the module {@code jdk.incubator.vector} it computes
 * with the Vector API, otherwise in plain loops. It computes in float32.
 *
 * <p>Plans hold their memory on the Java heap and own threads besides the caller's. Their results are bit-identical for
 * every number of threads, but differ in the last bits between the Vector API and plain loops.
 */
public final class JavaBackend implements ComputeBackend {
    /**
     * The largest number of shares. Each share costs a vector of gradients, and more shares would hardly keep more
     * cores busy.
     */
    private static final int MOST_SHARES = 16;

    private final Supplier<JavaKernels> kernels;

    /** Creates the backend with the fastest kernels that this JVM can run. They are chosen when first needed. */
    public JavaBackend() {
        kernels = JavaKernels::best;
    }

    JavaBackend(JavaKernels kernels) {
        this.kernels = () -> kernels;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Availability availability() {
        return new Available(kernels.get().detail());
    }

    @Override
    public String arithmetic() {
        return kernels.get().loops().of(Precision.FLOAT32).description();
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        requireFloat32(spec.precision());
        JavaKernels chosen = kernels.get();
        return Engine.training(
                graph,
                spec,
                trainingShares(spec.batchSize()),
                chosen.loops(),
                (schedule, partition) -> new JavaLayers(chosen.correlations(), schedule, partition, true),
                true);
    }

    /**
     * Returns the number of shares of a training batch. It depends on the batch size only: sums depend on the number of
     * shares, and results must not depend on the number of threads.
     */
    private static int trainingShares(int batchSize) {
        return Math.min(MOST_SHARES, (batchSize + 1) / 2);
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        requireFloat32(spec.precision());
        JavaKernels chosen = kernels.get();
        return Engine.inference(
                graph,
                spec,
                Math.min(spec.threads(), spec.batchSize()),
                chosen.loops(),
                (schedule, partition) -> new JavaLayers(chosen.correlations(), schedule, partition, false),
                true);
    }

    private static void requireFloat32(Precision precision) {
        if (precision != Precision.FLOAT32) {
            throw InputException.of(Subject.setting("precision"), "backend java computes in float32 only")
                    .got(precision)
                    .remedy("choose float32, or {backend} onednn");
        }
    }
}
