package dev.zankyo.backend.jvm;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.graph.Graph;
import java.util.function.Supplier;

/**
 * The backend {@code java}: no native code, on every platform. With the module {@code jdk.incubator.vector} it computes with
 * the Vector API, otherwise in plain loops. Plans hold their memory on the Java heap and own threads besides the caller's;
 * results are the same bits for every number of threads, though not the same with and without the Vector API.
 */
public final class JavaBackend implements ComputeBackend {
    private final Supplier<KernelChoice> choice;

    /** With the best kernels this JVM can run, which are looked for when first needed. */
    public JavaBackend() {
        choice = KernelChoice::best;
    }

    JavaBackend(KernelChoice choice) {
        this.choice = () -> choice;
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
        return new Available(choice.get().detail());
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        requireFloat32(spec.precision());
        return new JavaTrainingPlan(graph, spec, choice.get().kernels());
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        requireFloat32(spec.precision());
        return new JavaInferencePlan(graph, spec, choice.get().kernels());
    }

    private static void requireFloat32(Precision precision) {
        if (precision != Precision.FLOAT32) {
            throw new IllegalArgumentException(
                    "precision: the java backend computes in float32 only; got " + precision);
        }
    }
}
