package dev.zankyo.benchmarks;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.graph.Graph;

/** A user's backend named {@code mine}, which delegates to {@code java}. */
public final class MineBackend implements ComputeBackend {
    private static ComputeBackend java() {
        return Backends.select("java").backend();
    }

    @Override
    public String name() {
        return "mine";
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
        return java().compileTraining(graph, spec);
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        return java().compileInference(graph, spec);
    }
}
