package dev.zankyo.backend;

import dev.zankyo.graph.Graph;
import java.util.List;
import java.util.Optional;

/**
 * A backend that limits the memory of each plan compiled by another backend. A plan that would need more throws {@link
 * dev.zankyo.InputException} with both numbers, before any memory is allocated.
 */
public final class LimitedBackend implements ComputeBackend {
    private final ComputeBackend backend;
    private final long memoryLimit;

    /** Creates a backend whose plans take at most {@code memoryLimit} bytes each. */
    public LimitedBackend(ComputeBackend backend, long memoryLimit) {
        this.backend = backend;
        this.memoryLimit = memoryLimit;
    }

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
    public Availability verifiedAvailability() {
        return backend.verifiedAvailability();
    }

    @Override
    public String arithmetic() {
        return backend.arithmetic();
    }

    @Override
    public List<String> verify() {
        return backend.verify();
    }

    @Override
    public Optional<Unsupported> unsupported(Graph graph, Precision precision) {
        return backend.unsupported(graph, precision);
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        return backend.compileTraining(graph, spec.within(Math.min(memoryLimit, spec.memoryLimit())));
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        return backend.compileInference(graph, spec.within(Math.min(memoryLimit, spec.memoryLimit())));
    }
}
