package dev.zankyo.backend;

import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Op;
import java.util.Optional;

/**
 * The reference backend without max pooling.
 *
 * @param honest whether it refuses to compile the operations that it declares unsupported
 */
record PartialBackend(boolean honest) implements ComputeBackend {
    private static final ReferenceBackend WHOLE = new ReferenceBackend();

    @Override
    public String name() {
        return "partial";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability availability() {
        return WHOLE.availability();
    }

    @Override
    public Optional<Unsupported> unsupported(Graph graph, Precision precision) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.MaxPool)
                .map(node -> new Unsupported(node, "it has no max pooling"))
                .findFirst();
    }

    private void requireSupported(Graph graph, Precision precision) {
        unsupported(graph, precision).filter(found -> honest).ifPresent(found -> {
            throw found.refusal(name());
        });
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        requireSupported(graph, spec.precision());
        return WHOLE.compileTraining(graph, spec);
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        requireSupported(graph, spec.precision());
        return WHOLE.compileInference(graph, spec);
    }
}
