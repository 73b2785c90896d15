package dev.zankyo.backend.engine;

import dev.zankyo.backend.Loss;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Phase;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The compiler of a schedule's phases into tasks, one for every instruction and slice. */
final class StepCompiler {
    private final Storage storage;
    private final Kernels.Family kernels;
    private final LinearLayers.Bound layers;
    private final ParameterOrder order;
    private final float[] movingStatistics;
    private final Loss loss;
    private final ElementwiseTasks elementwise;
    private final Map<Node, BatchNormLayer> norms = new HashMap<>();
    private final Map<Node, DepthwiseLayer> depthwise = new HashMap<>();
    private final Map<Node, MaxPoolLayer> pools = new HashMap<>();
    private final List<Instruction> reductions = new ArrayList<>();
    private LossLayer lossLayer;

    /**
     * Creates a compiler.
     *
     * @param loss the loss that training minimizes; null in inference
     */
    StepCompiler(Engine engine, float[] movingStatistics, Loss loss) {
        storage = engine.storage();
        kernels = engine.kernels();
        layers = engine.layers();
        order = engine.order();
        this.movingStatistics = movingStatistics;
        this.loss = loss;
        elementwise = new ElementwiseTasks(storage, kernels);
    }

    /** Returns the loss layer; null in inference, and before the forward pass is compiled. */
    LossLayer lossLayer() {
        return lossLayer;
    }

    /** Returns all batch normalizations. */
    Iterable<BatchNormLayer> norms() {
        return norms.values();
    }

    WorkPhase[] compile(List<Phase> phases) {
        return phases.stream().map(this::compile).toArray(WorkPhase[]::new);
    }

    private WorkPhase compile(Phase phase) {
        Partition partition = storage.partition();
        var builder = new WorkPhase.Builder(partition.workers());
        Map<Instruction, Activity> activities = new HashMap<>();
        for (Instruction instruction : phase.instructions()) {
            activities.put(instruction, activity(instruction));
        }
        for (int worker = 0; worker < partition.workers(); worker++) {
            for (Instruction instruction : reductions) {
                var activity = Activity.forAll(instruction.node().name(), "BatchNormCoefficients", "float64");
                builder.add(worker, activity, reduction(instruction, worker), 0);
            }
            for (Slice slice : partition.slices(phase, worker)) {
                for (Instruction instruction : phase.instructions()) {
                    builder.add(worker, activities.get(instruction), task(instruction, slice), slice.count());
                }
            }
        }
        reductions.clear();
        phase.instructions().stream().filter(Instruction::needsBarrier).forEach(reductions::add);
        return builder.build();
    }

    private Activity activity(Instruction instruction) {
        String shapes = instruction.tensors().stream()
                .map(tensor -> tensor + " " + tensor.shape())
                .collect(Collectors.joining(", "));
        if (instruction instanceof Instruction.Conv2dForward i && i.folded() != null) {
            shapes += " with " + i.folded().name() + (i.relu() ? " and relu" : "");
        }
        String how = isLinear(instruction)
                ? layers.describe(instruction)
                : isNorm(instruction)
                        ? norm(instruction).description()
                        : kernels.of(Precision.FLOAT32).description();
        return Activity.of(instruction, "nhwc " + shapes + ": " + how);
    }

    private static boolean isLinear(Instruction instruction) {
        return instruction instanceof Instruction.Conv2dForward
                || instruction instanceof Instruction.Conv2dBackwardWeights
                || instruction instanceof Instruction.Conv2dBackwardData
                || instruction instanceof Instruction.DenseForward
                || instruction instanceof Instruction.DenseBackward;
    }

    /** Returns whether a backend's own primitives may compute the instruction. */
    private static boolean isNorm(Instruction instruction) {
        return instruction instanceof Instruction.BatchNormStatistics
                || instruction instanceof Instruction.BatchNormForward
                || instruction instanceof Instruction.BatchNormGradientSums;
    }

    private Runnable reduction(Instruction instruction, int worker) {
        BatchNormLayer norm = norm(instruction);
        return instruction instanceof Instruction.BatchNormStatistics
                ? norm.reduceStatistics(worker)
                : norm.reduceGradientSums(worker);
    }

    private Runnable task(Instruction instruction, Slice slice) {
        return switch (instruction) {
            case Instruction.Conv2dForward i -> layers.task(i, slice);
            case Instruction.Conv2dBackwardWeights i -> layers.task(i, slice);
            case Instruction.Conv2dBackwardData i -> layers.task(i, slice);
            case Instruction.DenseForward i -> layers.task(i, slice);
            case Instruction.DenseBackward i -> layers.task(i, slice);
            case Instruction.BatchNormStatistics i -> norm(i).statistics(i, slice);
            case Instruction.BatchNormForward i -> norm(i).forward(i, slice);
            case Instruction.BatchNormGradientSums i -> norm(i).gradientSums(i, slice);
            case Instruction.BatchNormBackward i -> norm(i).backward(i, slice);
            case Instruction.ReluForward i -> elementwise.relu(i, slice);
            case Instruction.ReluBackward i -> elementwise.reluBackward(i, slice);
            case Instruction.Add i -> elementwise.add(i, slice);
            case Instruction.Copy i -> elementwise.copy(i, slice);
            case Instruction.DepthwiseForward i -> depthwise(i).forward(i, slice);
            case Instruction.DepthwiseBackwardWeights i -> depthwise(i).backwardWeights(i, slice);
            case Instruction.DepthwiseBackwardData i -> depthwise(i).backwardData(i, slice);
            case Instruction.MaxPoolForward i -> pool(i).forward(i, slice);
            case Instruction.MaxPoolBackward i -> pool(i).backward(i, slice);
            case Instruction.GlobalAveragePoolForward i -> elementwise.averagePool(i, slice);
            case Instruction.GlobalAveragePoolBackward i -> elementwise.averagePoolBackward(i, slice);
            case Instruction.LossGradient i -> {
                if (lossLayer == null) {
                    lossLayer = new LossLayer(i, storage, kernels, loss);
                }
                yield lossLayer.task(i, slice);
            }
        };
    }

    private DepthwiseLayer depthwise(Instruction instruction) {
        return depthwise.computeIfAbsent(instruction.node(), node -> new DepthwiseLayer(node, storage, order, kernels));
    }

    private MaxPoolLayer pool(Instruction instruction) {
        return pools.computeIfAbsent(instruction.node(), node -> new MaxPoolLayer(node, storage, kernels));
    }

    private BatchNormLayer norm(Instruction instruction) {
        Node node = instruction.node();
        Precision precision = instruction.tensors().get(0).precision();
        return norms.computeIfAbsent(node, n -> layers.normPrimitives(n)
                .<BatchNormLayer>map(primitives ->
                        new PrimitiveNormLayer(n, precision, storage, order, kernels, movingStatistics, primitives))
                .orElseGet(() -> new BatchNormLayer(n, precision, storage, order, kernels, movingStatistics)));
    }

    /** Returns a phase of independent tasks, divided among the workers. */
    static WorkPhase divided(int workers, Activity activity, List<Runnable> tasks) {
        var builder = new WorkPhase.Builder(workers);
        for (int i = 0; i < tasks.size(); i++) {
            builder.add(i % workers, activity, tasks.get(i), 0);
        }
        return builder.build();
    }

    /** Returns a phase of work on each element of a parameter vector, divided among the workers at cache lines. */
    static WorkPhase elements(int workers, int size, Activity activity, Elements work) {
        var builder = new WorkPhase.Builder(workers);
        int lines = (size + 15) / 16;
        for (int worker = 0; worker < workers; worker++) {
            int from = (int) ((long) lines * worker / workers) * 16;
            int to = Math.min(size, (int) ((long) lines * (worker + 1) / workers) * 16);
            if (from < to) {
                builder.add(worker, activity, () -> work.run(from * (long) Float.BYTES, to - from), 0);
            }
        }
        return builder.build();
    }

    /** Work on {@code count} floats from an offset in bytes. */
    @FunctionalInterface
    interface Elements {
        void run(long offset, int count);
    }
}
