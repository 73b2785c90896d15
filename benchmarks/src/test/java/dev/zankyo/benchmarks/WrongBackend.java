package dev.zankyo.benchmarks;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import java.util.Arrays;

/** A user's backend named {@code wrong}, and its only plan: all logits are zero. */
public final class WrongBackend implements ComputeBackend, InferencePlan {
    @Override
    public String name() {
        return "wrong";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability availability() {
        return new Availability.Available("a user's own");
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        return this;
    }

    @Override
    public void load(Weights weights) {}

    @Override
    public void run(float[] inputs, float[] outputs) {
        Arrays.fill(outputs, 0);
    }

    @Override
    public String describe() {
        return "zeros";
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
