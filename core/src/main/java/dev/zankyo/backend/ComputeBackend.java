package dev.zankyo.backend;

import dev.zankyo.graph.Graph;
import java.util.List;
import java.util.Optional;

/**
 * A way to compute training and inference, such as plain Java or oneDNN. Implementations are safe for several threads.
 *
 * <p>{@link java.util.ServiceLoader} finds implementations, so each has a public constructor without arguments. That
 * constructor does nothing: the first call that may load native code is {@link #availability}.
 *
 * <p>Compiling throws {@link dev.zankyo.InputException} if the backend or this machine does not support the requested
 * precision. The message says what was found and what to choose instead.
 *
 * <p>Gradients, layouts and fusion are internal to the backend. The conformance kit in core's test-jar checks
 * everything that a backend must guarantee.
 */
public interface ComputeBackend {

    /** Returns the name to select this backend by: lower case, the same in every version. */
    String name();

    /** Returns the priority: {@code auto} selects the available backend with the highest one. */
    int priority();

    /**
     * Returns whether this backend can compute here. Never throws; the answer does not change while the process lives.
     */
    Availability availability();

    /**
     * Returns the availability that {@code auto} relies on. A backend of native code must also have passed a check that
     * it computes the same as the Java backend. The check is made once on this machine, in a separate process. Never
     * throws.
     */
    default Availability verifiedAvailability() {
        return availability();
    }

    /**
     * Returns a description of what determines the bits of results besides graph, spec and data: library, version,
     * instruction set, vector width, and anything else that orders sums. Two processes with equal descriptions compute
     * equal bits.
     */
    default String arithmetic() {
        return availability() instanceof Availability.Available available ? available.detail() : name();
    }

    /**
     * Repeats the check behind {@link #verifiedAvailability}. Returns one line for each result that was compared, with
     * its error; empty if this backend needs no check. A line ends with {@code " ok"} if the error is within its bound.
     */
    default List<String> verify() {
        return List.of();
    }

    /**
     * Returns the first node of a graph that this backend cannot compute in this precision; empty if it can compute all
     * of them. Compiling such a graph throws {@link Unsupported#refusal}. A backend that computes every {@link
     * dev.zankyo.graph.Op} at every size need not override this method.
     */
    default Optional<Unsupported> unsupported(Graph graph, Precision precision) {
        return Optional.empty();
    }

    /**
     * Compiles a graph for training and allocates all of the plan's memory. The state is zero until {@link
     * TrainingPlan#load}.
     */
    TrainingPlan compileTraining(Graph graph, TrainingSpec spec);

    /** Compiles a graph for inference and allocates all of the plan's memory. */
    InferencePlan compileInference(Graph graph, InferenceSpec spec);
}
