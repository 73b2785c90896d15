package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.graph.Graph;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * A backend that computes in one precision, whatever the spec says. If a case needs an operation that the backend does
 * not support, the refusal must name the node, and the rest of the case is skipped.
 */
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
        return compiled(
                graph,
                () -> backend.compileTraining(
                        graph,
                        new TrainingSpec(spec.batchSize(), spec.threads(), precision, spec.loss(), spec.optimizer())));
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        return compiled(
                graph,
                () -> backend.compileInference(graph, new InferenceSpec(spec.batchSize(), spec.threads(), precision)));
    }

    private <T> T compiled(Graph graph, Supplier<T> compilation) {
        Optional<Unsupported> unsupported = backend.unsupported(graph, precision);
        unsupported.ifPresent(found -> {
            String node = found.node().name();
            InputException refusal = assertThrows(
                    InputException.class, compilation::get, "compiled a graph with " + node + ", which is unsupported");
            assertTrue(refusal.getMessage().contains(node), refusal.getMessage());
            Assumptions.abort(refusal.getMessage());
        });
        return compilation.get();
    }
}
