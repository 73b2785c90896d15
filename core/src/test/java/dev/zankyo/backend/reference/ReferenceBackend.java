package dev.zankyo.backend.reference;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.graph.Graph;

/**
 * A backend that computes every formula as written, in float64 and on one thread. Its plans keep their state in float64
 * and give access to it; the contract's methods round it to float32.
 */
public final class ReferenceBackend implements ComputeBackend {
    private final String name;
    private final Formulas formulas;

    public ReferenceBackend() {
        this("reference", new Formulas());
    }

    ReferenceBackend(String name, Formulas formulas) {
        this.name = name;
        this.formulas = formulas;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int priority() {
        return Integer.MIN_VALUE;
    }

    @Override
    public Availability availability() {
        return new Availability.Available("float64 formulas, for tests");
    }

    @Override
    public ReferenceTrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        return new ReferenceTrainingPlan(graph, spec, formulas);
    }

    @Override
    public ReferenceInferencePlan compileInference(Graph graph, InferenceSpec spec) {
        return new ReferenceInferencePlan(graph, spec, formulas);
    }
}
