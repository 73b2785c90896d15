package dev.zankyo.backend;

import dev.zankyo.graph.Graph;

/** A backend that computes in one precision, whichever the spec names. */
public record InPrecision(ComputeBackend backend, Precision precision) implements ComputeBackend {

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public int priority() {
        return backend.priority();
    }

    @Override
    public Availability availability() {
        return backend.availability();
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        return backend.compileTraining(
                graph, new TrainingSpec(spec.batchSize(), spec.threads(), precision, spec.loss(), spec.adam()));
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        return backend.compileInference(graph, new InferenceSpec(spec.batchSize(), spec.threads(), precision));
    }
}
