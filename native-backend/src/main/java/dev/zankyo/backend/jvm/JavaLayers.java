package dev.zankyo.backend.jvm;

import dev.zankyo.backend.engine.LinearLayers;
import dev.zankyo.backend.engine.ParameterOrder;
import dev.zankyo.backend.engine.Partition;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.jvm.correlation.KernelsByFilters;
import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.MemoryPlan;
import dev.zankyo.backend.lowering.Phase;
import dev.zankyo.backend.lowering.Schedule;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The convolutions and dense layers of the backend {@code java}. Weights are stored as (H, W, I, O) instead of (O, I,
 * H, W), and those of dense layers as (inputs, units) instead of (units, inputs). So the output channels, along which
 * the vectors run, are consecutive.
 */
final class JavaLayers implements LinearLayers {
    private final ParameterOrder order;
    private final Map<Node, Convolution> convolutions = new LinkedHashMap<>();
    private final boolean training;
    private long sharedBytes;
    private long workerBytes;

    JavaLayers(Supplier<KernelsByFilters> kernels, Schedule schedule, Partition partition, boolean training) {
        this.training = training;
        List<KernelsByFilters> byWorker =
                Stream.generate(kernels).limit(partition.workers()).toList();
        order = new ParameterOrder(schedule.program().graph());
        sharedBytes = training ? zeroBytes(schedule.program().graph()) : 0;
        for (Node node : schedule.program().graph().nodes()) {
            if (node.op() instanceof Op.Conv2d || node.op() instanceof Op.Dense) {
                place(node, byWorker);
            }
        }
        order.placeRest();
        for (Phase phase : schedule.phases()) {
            for (Instruction instruction : phase.instructions()) {
                Convolution convolution = convolutions.get(instruction.node());
                if (convolution != null) {
                    workerBytes = Math.max(workerBytes, convolution.scratchBytes(partition.largestChunk(phase)));
                }
            }
        }
    }

    /** Returns the bytes of zeros at the start of the shared memory: the bias of the data-gradient convolutions. */
    private static long zeroBytes(Graph graph) {
        long channels = graph.nodes().stream()
                .mapToLong(node -> switch (node.op()) {
                    case Op.Conv2d op -> node.input().shape().channels();
                    case Op.Dense op -> node.input().shape().size();
                    default -> 0;
                })
                .max()
                .orElse(0);
        return MemoryPlan.aligned(channels * Float.BYTES);
    }

    private void place(Node node, List<KernelsByFilters> kernels) {
        var convolution = Convolution.of(node, kernels, sharedBytes);
        convolution.place(order);
        convolutions.put(node, convolution);
        sharedBytes += training ? MemoryPlan.aligned(convolution.transposedBytes()) : 0;
    }

    @Override
    public ParameterOrder order() {
        return order;
    }

    @Override
    public long sharedBytes() {
        return sharedBytes;
    }

    @Override
    public long workerBytes() {
        return workerBytes;
    }

    @Override
    public Bound bind(Storage storage) {
        var floats = new Floats(storage, order);
        Map<Node, Convolution.Bound> bound = new LinkedHashMap<>();
        convolutions.forEach((node, convolution) -> bound.put(node, convolution.bind(floats)));
        return new BoundLayers(bound);
    }

    @Override
    public void close() {}

    private final class BoundLayers implements Bound {
        private final Map<Node, Convolution.Bound> bound;

        BoundLayers(Map<Node, Convolution.Bound> bound) {
            this.bound = bound;
        }

        @Override
        public Runnable task(Instruction instruction, Slice slice) {
            Convolution.Bound convolution = bound.get(instruction.node());
            return switch (instruction) {
                case Instruction.Conv2dForward i -> convolution.forward(i.x(), i.y(), i.accumulate(), i.relu(), slice);
                case Instruction.Conv2dBackwardWeights i -> convolution.backwardWeights(i.x(), i.dy(), slice);
                case Instruction.Conv2dBackwardData i ->
                    convolution.backwardData(i.dy(), i.dx(), i.accumulate(), slice);
                case Instruction.DenseForward i -> convolution.forward(i.x(), i.y(), false, false, slice);
                case Instruction.DenseBackward i -> {
                    Runnable weights = convolution.backwardWeights(i.x(), i.dy(), slice);
                    Runnable data = convolution.backwardData(i.dy(), i.dx(), false, slice);
                    yield () -> {
                        weights.run();
                        data.run();
                    };
                }
                default -> throw new IllegalArgumentException(instruction + ": is not a linear layer's");
            };
        }

        @Override
        public List<Runnable> refreshes() {
            List<Runnable> refreshes = new ArrayList<>();
            if (training) {
                bound.values().forEach(convolution -> refreshes.add(convolution::transpose));
            }
            return refreshes;
        }

        @Override
        public String describe(Instruction instruction) {
            return convolutions.get(instruction.node()).description();
        }

        @Override
        public void enter() {}
    }
}
