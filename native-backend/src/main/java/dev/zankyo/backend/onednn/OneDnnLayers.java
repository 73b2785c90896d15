package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.LinearLayers;
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
import java.util.TreeSet;

/**
 * Convolutions and dense layers by oneDNN. A primitive is run by the worker whose slice it treats, and computes with that one
 * thread: threads inside primitives would have to meet at the end of each. Only where there are fewer images than threads
 * there is nothing else to divide.
 */
final class OneDnnLayers implements LinearLayers {
    private final OpenMp openMp;
    private final Kernels.Family kernels;
    private final Partition partition;
    private final int threads;
    private final boolean training;
    private final Session session;
    private final Workspace workspace = new Workspace();
    private final ParameterOrder order;
    private final Weights weights;
    private final Map<Node, Convolution> convolutions = new HashMap<>();
    private final Map<Node, DenseLayer> denseLayers = new HashMap<>();

    /** @param threads inside each primitive */
    OneDnnLayers(
            OneDnn dnnl,
            OpenMp openMp,
            Kernels.Family kernels,
            Schedule schedule,
            Partition partition,
            int threads,
            boolean training) {
        this.openMp = openMp;
        this.kernels = kernels;
        this.partition = partition;
        this.training = training;
        this.threads = threads;
        openMp.setThreads(threads); // how a primitive divides its work is settled when it is made
        order = new ParameterOrder(schedule.program().graph());
        session = new Session(dnnl, partition.workers());
        weights = new Weights(session, workspace, order);
        try {
            schedule.phases().forEach(this::prepare);
            order.placeRest();
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /** The largest slices first: oneDNN's choice of layouts is theirs. */
    private void prepare(Phase phase) {
        var counts = new TreeSet<Integer>(Comparator.reverseOrder());
        for (int worker = 0; worker < partition.workers(); worker++) {
            partition.slices(phase, worker).forEach(slice -> counts.add(slice.count()));
        }
        for (Instruction instruction : phase.instructions()) {
            for (int images : counts) {
                try {
                    prepare(instruction, images);
                } catch (OneDnnException e) {
                    throw e.at(instruction.node().name());
                }
            }
        }
    }

    private void prepare(Instruction instruction, int images) {
        if (instruction instanceof Instruction.Conv2dForward i) {
            convolution(i).prepare(i, images);
        } else if (instruction instanceof Instruction.Conv2dBackwardWeights i) {
            convolution(i).prepare(i, images);
        } else if (instruction instanceof Instruction.Conv2dBackwardData i) {
            convolution(i).prepare(i, images);
        } else if (instruction instanceof Instruction.DenseForward
                || instruction instanceof Instruction.DenseBackward) {
            denseLayer(instruction).prepare(images);
        }
    }

    private Convolution convolution(Instruction instruction) {
        return convolutions.computeIfAbsent(
                instruction.node(),
                node -> new Convolution(
                        node,
                        precision(instruction),
                        training,
                        session,
                        workspace,
                        weights,
                        kernels.of(Precision.FLOAT32)));
    }

    private DenseLayer denseLayer(Instruction instruction) {
        return denseLayers.computeIfAbsent(
                instruction.node(),
                node -> new DenseLayer(
                        node,
                        precision(instruction),
                        training,
                        session,
                        workspace,
                        weights,
                        kernels.of(Precision.FLOAT32)));
    }

    private static Precision precision(Instruction instruction) {
        return instruction.tensors().get(0).precision();
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
    public void bind(Storage storage) {
        workspace.bind(storage);
    }

    @Override
    public Runnable task(Instruction instruction, Slice slice) {
        return switch (instruction) {
            case Instruction.Conv2dForward i -> convolution(i).task(i, slice);
            case Instruction.Conv2dBackwardWeights i -> convolution(i).task(i, slice);
            case Instruction.Conv2dBackwardData i -> convolution(i).task(i, slice, kernels.of(i.dx().precision()));
            case Instruction.DenseForward i -> denseLayer(i).task(i, slice);
            case Instruction.DenseBackward i -> denseLayer(i).task(i, slice);
            default -> throw new IllegalArgumentException(instruction + ": is not a linear layer's");
        };
    }

    @Override
    public List<Runnable> refreshes() {
        return weights.refreshes(partition.workers());
    }

    @Override
    public String describe(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Conv2dForward i -> convolution(i).describeForward();
            case Instruction.Conv2dBackwardWeights i -> convolution(i).describeBackwardWeights();
            case Instruction.Conv2dBackwardData i -> convolution(i).describeBackwardData();
            default -> denseLayer(instruction).describe();
        };
    }

    @Override
    public void enter() {
        openMp.setThreads(threads);
    }

    @Override
    public void close() {
        session.close();
    }
}
