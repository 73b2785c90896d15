package dev.zankyo.backend.onednn;

import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.LinearLayers;
import dev.zankyo.backend.engine.NormPrimitives;
import dev.zankyo.backend.engine.ParameterOrder;
import dev.zankyo.backend.engine.Partition;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Phase;
import dev.zankyo.backend.lowering.Schedule;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.graph.Node;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The convolutions, dense layers and some batch normalizations of a plan, computed by oneDNN. In inference, it computes
 * the batch normalizations that have few channels and are not folded into a convolution. On request it computes all of
 * them.
 *
 * <p>A primitive runs on the thread of the worker whose slice it computes. If primitives used several threads, these
 * would wait for each other at the end of each primitive. So primitives use several threads only if there are fewer
 * images than threads.
 */
final class OneDnnLayers implements LinearLayers {
    /**
     * The largest number of channels for which oneDNN's normalization is faster than the engine's in inference;
     * measured.
     */
    private static final int NORM_CHANNELS = 64;

    private final OpenMp openMp;
    private final Kernels.Family kernels;
    private final Partition partition;
    private final Settings settings;
    private final Session session;
    private final Workspace workspace = new Workspace();
    private final ParameterOrder order;
    private final Weights weights;
    private final Map<Instruction, DescribedLayer> layers = new HashMap<>();
    private final Map<Node, ConvolutionForward> convolutions = new HashMap<>();
    private final Map<Node, DenseForward> denseLayers = new HashMap<>();
    private final Map<Node, BatchNormalization> norms = new HashMap<>();

    /**
     * The choices that a plan is made by.
     *
     * @param threads the number of threads of each primitive
     * @param training whether the plan is for training
     * @param norms true if oneDNN computes every batch normalization; false if only those where it is at least as fast
     *     as the engine
     */
    record Settings(int threads, boolean training, boolean norms) {}

    OneDnnLayers(
            OneDnn dnnl,
            OpenMp openMp,
            Kernels.Family kernels,
            Schedule schedule,
            Partition partition,
            Settings settings) {
        this.openMp = openMp;
        this.kernels = kernels;
        this.partition = partition;
        this.settings = settings;
        openMp.setThreads(settings.threads); // a primitive divides its work when it is created
        order = new ParameterOrder(schedule.program().graph());
        session = new Session(dnnl, partition.workers());
        weights = new Weights(session, workspace, order);
        try {
            schedule.phases().forEach(this::describe);
            order.placeRest();
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /** Creates the layers of a phase, for the largest slices first: oneDNN chooses layouts for them. */
    private void describe(Phase phase) {
        var counts = new TreeSet<Integer>(Comparator.reverseOrder());
        for (int worker = 0; worker < partition.workers(); worker++) {
            partition.slices(phase, worker).forEach(slice -> counts.add(slice.count()));
        }
        for (Instruction instruction : phase.instructions()) {
            try {
                describe(instruction, List.copyOf(counts));
            } catch (OneDnnException e) {
                throw e.at(instruction.node().name());
            }
        }
    }

    private void describe(Instruction instruction, List<Integer> counts) {
        Node node = instruction.node();
        switch (instruction) {
            case Instruction.Conv2dForward i -> {
                var forward = new ConvolutionForward(layer(i), i, counts);
                convolutions.put(node, forward);
                layers.put(i, forward);
            }
            case Instruction.Conv2dBackwardWeights i ->
                layers.put(i, new ConvolutionBackwardWeights(convolutions.get(node), i, counts));
            case Instruction.Conv2dBackwardData i ->
                layers.put(i, new ConvolutionBackwardData(convolutions.get(node), i, counts));
            case Instruction.DenseForward i -> {
                var forward = new DenseForward(layer(i), i, counts);
                denseLayers.put(node, forward);
                layers.put(i, forward);
            }
            case Instruction.DenseBackward i -> layers.put(i, new DenseBackward(denseLayers.get(node), i, counts));
            case Instruction.BatchNormStatistics i -> norm(i).ifPresent(norm -> norm.describe(i, counts));
            case Instruction.BatchNormForward i -> norm(i).ifPresent(norm -> norm.describe(i, counts));
            case Instruction.BatchNormGradientSums i -> norm(i).ifPresent(norm -> norm.describe(i, counts));
            default -> {} // computed by the engine
        }
    }

    /** Returns the normalization of an instruction; empty if the engine computes it. */
    private Optional<BatchNormalization> norm(Instruction instruction) {
        return settings.norms || !settings.training && isFasterInInference(instruction)
                ? Optional.of(norms.computeIfAbsent(
                        instruction.node(), node -> new BatchNormalization(layer(instruction), partition.workers())))
                : Optional.empty();
    }

    /** Returns whether oneDNN's normalization is faster in inference. With a residual it needs a second pass. */
    private static boolean isFasterInInference(Instruction instruction) {
        return instruction instanceof Instruction.BatchNormForward i
                && i.residual() == null
                && i.x().shape().channels() <= NORM_CHANNELS;
    }

    private Layer layer(Instruction instruction) {
        return new Layer(
                instruction.node(),
                instruction.tensors().get(0).precision(),
                settings.training,
                session,
                workspace,
                weights,
                kernels);
    }

    @Override
    public ParameterOrder order() {
        return order;
    }

    @Override
    public long sharedBytes() {
        return workspace.sharedBytes();
    }

    @Override
    public long workerBytes() {
        return workspace.workerBytes();
    }

    @Override
    public Bound bind(Storage storage) {
        return new BoundLayers(workspace.bind(storage));
    }

    @Override
    public void close() {
        session.close();
    }

    private final class BoundLayers implements Bound {
        private final Workspace.Bound memory;

        BoundLayers(Workspace.Bound memory) {
            this.memory = memory;
        }

        @Override
        public Runnable task(Instruction instruction, Slice slice) {
            return described(instruction).task(slice, memory);
        }

        @Override
        public String describe(Instruction instruction) {
            return described(instruction).describe();
        }

        private DescribedLayer described(Instruction instruction) {
            DescribedLayer layer = layers.get(instruction);
            if (layer == null) {
                throw new IllegalArgumentException(instruction + ": is not a linear layer's");
            }
            return layer;
        }

        @Override
        public Optional<NormPrimitives> normPrimitives(Node node) {
            return Optional.ofNullable(norms.get(node)).map(norm -> norm.bind(memory));
        }

        @Override
        public List<Runnable> refreshes() {
            return weights.refreshes(partition.workers(), memory);
        }

        @Override
        public void enter() {
            openMp.setThreads(settings.threads);
        }
    }
}
