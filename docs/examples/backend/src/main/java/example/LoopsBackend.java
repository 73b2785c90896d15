package example;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Availability;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.graph.Graph;

/**
 * A complete backend in plain loops on one thread: float32 values, float64 sums. It is made to be read and replaced, one
 * operation at a time.
 */
public final class LoopsBackend implements ComputeBackend {
    @Override
    public String name() {
        return "loops";
    }

    /** Returns less than the backend {@code java}, which runs anywhere, so {@code auto} chooses that one first. */
    @Override
    public int priority() {
        return -1;
    }

    @Override
    public Availability availability() {
        return new Availability.Available("plain loops, one thread");
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        requireFloat32(spec.precision());
        return new LoopsTrainingPlan(graph, spec);
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        requireFloat32(spec.precision());
        return new LoopsInferencePlan(graph, spec);
    }

    private void requireFloat32(Precision precision) {
        if (precision != Precision.FLOAT32) {
            throw InputException.of(Subject.setting("precision"), name() + " computes in float32 only")
                    .got(precision)
                    .remedy("choose float32");
        }
    }
}
