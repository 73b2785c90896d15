package dev.zankyo.backend.engine;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.lowering.MemoryPlan;
import dev.zankyo.backend.lowering.Phase;
import dev.zankyo.backend.lowering.Schedule;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.lowering.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The memory of a plan and the layout of its contents; offsets are in bytes from its start. The plan's engine owns it
 * and frees it. It holds, in this order:
 *
 * <ul>
 *   <li>the tensors that outlive a phase;
 *   <li>an area for each worker, with the transient tensors of the current phase and scratch space;
 *   <li>the backend's memory shared by all workers;
 *   <li>the vector of parameters; for training also Adam's two moments and the gradients of each share.
 * </ul>
 */
public final class Storage {
    private static final double MIB = 1 << 20;

    private final Partition partition;
    private final Map<Tensor, Long> residents = new HashMap<>();
    private final Map<Tensor, Long> transients = new HashMap<>();
    private final Memory memory;
    private final long areas;
    private final long area;
    private final long scratch;
    private final long shared;
    private final long vectors;
    private final long vector;
    private final boolean training;

    Storage(
            Schedule schedule,
            Partition partition,
            LinearLayers layers,
            Memory.Kind kind,
            boolean training,
            long memoryLimit) {
        this.partition = partition;
        this.training = training;
        MemoryPlan plan = schedule.residents(partition.batchSize());
        for (Tensor tensor : schedule.program().tensors()) {
            if (!schedule.isTransient(tensor)) {
                residents.put(tensor, plan.offset(tensor.index()));
            }
        }
        long widest = 0;
        for (Phase phase : schedule.phases()) {
            MemoryPlan inPhase = schedule.transients(phase, partition.largestChunk(phase));
            phase.instructions().stream()
                    .flatMap(instruction -> instruction.tensors().stream())
                    .filter(schedule::isTransient)
                    .forEach(tensor -> transients.put(tensor, inPhase.offset(tensor.index())));
            widest = Math.max(widest, inPhase.size());
        }
        areas = plan.size();
        scratch = widest;
        area = Math.addExact(widest, MemoryPlan.aligned(layers.workerBytes()));
        shared = Math.addExact(areas, Math.multiplyExact(area, (long) partition.workers()));
        vectors = Math.addExact(shared, MemoryPlan.aligned(layers.sharedBytes()));
        vector = MemoryPlan.aligned((long) layers.order().size() * Float.BYTES);
        long bytes = Math.addExact(vectors, Math.multiplyExact(vector, training ? 3L + partition.shares() : 1));
        requireFits(bytes, memoryLimit);
        memory = kind.allocate(bytes);
    }

    private void requireFits(long bytes, long memoryLimit) {
        if (bytes > memoryLimit) {
            throw InputException.of(
                            Subject.named("memory"),
                            (training ? "training" : "inference") + " in batches of " + partition.batchSize() + " on "
                                    + partition.workers() + " threads must fit")
                    .expected("at most " + mib(memoryLimit))
                    .got(mib(bytes))
                    .remedy("use smaller batches or fewer threads, or allow more with {memoryLimit}");
        }
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }

    /** Returns the division of the batch. */
    Partition partition() {
        return partition;
    }

    /** Returns the whole memory. */
    public MemorySegment memory() {
        return memory.segment();
    }

    /** Returns the offset of a tensor's images of a slice. */
    public long offset(Tensor tensor, Slice slice) {
        Long resident = residents.get(tensor);
        return resident != null
                ? resident + slice.first() * tensor.bytes()
                : areas + slice.worker() * area + transients.get(tensor);
    }

    /** Returns the offset of a tensor that is not transient. */
    long offset(Tensor tensor) {
        return residents.get(tensor);
    }

    /**
     * Returns the offset of a worker's scratch space, which has the {@linkplain LinearLayers#workerBytes length} that
     * the backend asked for.
     */
    public long scratch(int worker) {
        return areas + worker * area + scratch;
    }

    /**
     * Returns the offset of the memory shared by all workers, which has the
     * {@linkplain LinearLayers#sharedBytes length} that the backend asked for.
     */
    public long shared() {
        return shared;
    }

    /** Returns the offset of the vector of parameters. */
    public long values() {
        return vectors;
    }

    /**
     * Returns the offset of a share's vector of gradients. At the end of a step, the first share's vector holds the sum
     * of all.
     *
     * @throws IllegalStateException if the plan is for inference
     */
    public long gradients(int share) {
        if (!training) {
            throw new IllegalStateException("inference has no gradients");
        }
        return vectors + (3L + share) * vector;
    }

    long firstMoments() {
        return vectors + vector;
    }

    long secondMoments() {
        return vectors + 2 * vector;
    }

    long bytes() {
        return memory.segment().byteSize();
    }

    void close() {
        memory.close();
    }
}
