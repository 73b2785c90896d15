package dev.zankyo.backend;

import dev.zankyo.graph.Graph;
import java.util.List;
import java.util.Optional;

/**
 * One way to compute. Implementations are found by {@link java.util.ServiceLoader}, so they have a public constructor
 * without arguments, which does nothing; native code is first touched in {@link #availability}. Safe for several threads.
 *
 * <p>A precision that the backend cannot compute in, or not on this machine, is refused when compiling, by an {@link
 * dev.zankyo.InputException} that says what it found and what to take instead.
 *
 * <p>Gradients are the backend's private affair, as are layouts and fusion; what is promised is what the conformance kit
 * checks.
 */
public interface ComputeBackend {

    /** What {@code --backend} takes: lower case, stable. */
    String name();

    /** Among available backends the highest wins under {@code auto}. */
    int priority();

    /** Whether it can compute here. Never throws; the answer does not change during the life of the process. */
    Availability availability();

    /**
     * What {@code auto} asks: as {@link #availability}, but a backend of native code has also shown, once on this machine and
     * in a process of its own, that it computes what the Java backend does. Never throws.
     */
    default Availability proven() {
        return availability();
    }

    /**
     * What decides the bits of results besides graph, spec and data: library and version, instruction set, width of vectors,
     * and whatever else sums are ordered by. Where two processes say the same, they compute the same bits.
     */
    default String arithmetic() {
        return availability() instanceof Availability.Available available ? available.detail() : name();
    }

    /** Shows it anew: a line for each thing computed, with how far off it is; empty if there is nothing to show. */
    default List<String> verify() {
        return List.of();
    }

    /**
     * Returns the first node of a graph that this backend cannot compute in this precision; empty if it can compute all.
     * Compiling such a graph throws {@link Unsupported#refusal}. A backend that computes every {@link dev.zankyo.graph.Op} at
     * every size does not override this.
     */
    default Optional<Unsupported> unsupported(Graph graph, Precision precision) {
        return Optional.empty();
    }

    /** Compiles a graph for training; all memory is claimed now. The state is zero until {@link TrainingPlan#load}. */
    TrainingPlan compileTraining(Graph graph, TrainingSpec spec);

    /** Compiles a graph for inference; all memory is claimed now. */
    InferencePlan compileInference(Graph graph, InferenceSpec spec);
}
