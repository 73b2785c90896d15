package dev.zankyo.backend.engine;

import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.lowering.Lowering;
import dev.zankyo.backend.lowering.Schedule;
import dev.zankyo.graph.Graph;

/**
 * The compiler of plans from a backend's {@link LinearLayers} and its kernels. A plan is executed by a team of threads.
 * Each thread takes a part of the batch through a phase, a few images at a time. Between phases the threads wait at a
 * barrier, because a batch normalization needs sums over the whole batch.
 *
 * <p>An engine belongs to the plan that it made, and is closed with it.
 */
public final class Engine {
    private final Graph graph;
    private final Schedule schedule;
    private final Kernels.Family kernels;
    private final LinearLayers layers;
    private final LinearLayers.Bound bound;
    private final Storage storage;
    private final Team team;

    /** A backend's factory of layers, for a schedule and a division of the batch. */
    @FunctionalInterface
    public interface LayerFactory {
        LinearLayers create(Schedule schedule, Partition partition);
    }

    private Engine(
            Graph graph,
            Schedule schedule,
            Partition partition,
            Kernels.Family kernels,
            LayerFactory factory,
            boolean onHeap,
            boolean training,
            long memoryLimit) {
        this.graph = graph;
        this.schedule = schedule;
        this.kernels = kernels;
        layers = factory.create(schedule, partition);
        Storage claimed = null;
        try {
            Memory.Kind kind = onHeap ? Memory.Kind.HEAP : Memory.Kind.NATIVE;
            claimed = new Storage(schedule, partition, layers, kind, training, memoryLimit);
            bound = layers.bind(claimed);
            team = new Team(partition.workers(), bound::enter);
        } catch (Throwable e) {
            layers.close();
            if (claimed != null) {
                claimed.close();
            }
            throw e;
        }
        storage = claimed;
    }

    /**
     * Compiles a training step. Fails with an {@code InputException} if the plan needs more memory than
     * {@code spec.memoryLimit()}.
     *
     * @param shares the number of shares of the batch, each with gradients of its own; see {@link Partition}
     * @param onHeap whether the memory of the plan is one float array on the heap
     */
    public static TrainingPlan training(
            Graph graph, TrainingSpec spec, int shares, Kernels.Family kernels, LayerFactory factory, boolean onHeap) {
        Schedule schedule = Schedule.of(Lowering.training(graph, spec.precision()));
        var partition = new Partition(spec.batchSize(), shares, Math.min(spec.threads(), shares));
        var engine = new Engine(graph, schedule, partition, kernels, factory, onHeap, true, spec.memoryLimit());
        return engine.orClose(() -> new EngineTrainingPlan(engine, spec));
    }

    /** Compiles inference. Parameters and failures are those of {@link #training}. */
    public static InferencePlan inference(
            Graph graph, InferenceSpec spec, int shares, Kernels.Family kernels, LayerFactory factory, boolean onHeap) {
        Schedule schedule = Schedule.of(Lowering.inference(graph, spec.precision()));
        var partition = new Partition(spec.batchSize(), shares, Math.min(spec.threads(), shares));
        var engine = new Engine(graph, schedule, partition, kernels, factory, onHeap, false, spec.memoryLimit());
        return engine.orClose(() -> new EngineInferencePlan(engine, spec));
    }

    private <T> T orClose(java.util.function.Supplier<T> plan) {
        try {
            return plan.get();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    Graph graph() {
        return graph;
    }

    Schedule schedule() {
        return schedule;
    }

    Kernels.Family kernels() {
        return kernels;
    }

    LinearLayers.Bound layers() {
        return bound;
    }

    ParameterOrder order() {
        return layers.order();
    }

    Storage storage() {
        return storage;
    }

    Team team() {
        return team;
    }

    /** Returns the phase that must run after the parameters have changed. */
    WorkPhase refresh() {
        return StepCompiler.divided(
                team.size(), Activity.forAll("*", "WeightLayouts", "copies of weights"), bound.refreshes());
    }

    /** Ends the threads and frees the memory. */
    void close() {
        team.close();
        try {
            layers.close();
        } finally {
            storage.close();
        }
    }

    static void requireLength(String what, int expected, float[] array) {
        if (array.length != expected) {
            throw new IllegalArgumentException(
                    what + ": length must fit; expected " + expected + " floats, got " + array.length);
        }
    }
}
