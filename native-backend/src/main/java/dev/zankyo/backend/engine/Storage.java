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
 * The one piece of memory of a plan and what lies where in it; offsets are in bytes from its start. First the tensors that
 * outlive a phase, then a room for each worker, with the transient tensors of the phase at hand and scratch space, then the
 * vectors of parameters, of gradients for each share, and of Adam's moments.
 */
public final class Storage {
    private static final double MIB = 1 << 20;

    private final Partition partition;
    private final Map<Tensor, Long> residents = new HashMap<>();
    private final Map<Tensor, Long> transients = new HashMap<>();
    private final Memory memory;
    private final long rooms;
    private final long room;
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
            long mostBytes) {
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
        rooms = plan.size();
        scratch = widest;
        room = Math.addExact(widest, MemoryPlan.aligned(layers.workerBytes()));
        shared = Math.addExact(rooms, Math.multiplyExact(room, (long) partition.workers()));
        vectors = Math.addExact(shared, MemoryPlan.aligned(layers.sharedBytes()));
        vector = MemoryPlan.aligned((long) layers.order().size() * Float.BYTES);
        long bytes = Math.addExact(vectors, Math.multiplyExact(vector, training ? 3L + partition.shares() : 1));
        requireFits(bytes, mostBytes);
        memory = kind.allocate(bytes);
    }

    private void requireFits(long bytes, long mostBytes) {
        if (bytes > mostBytes) {
            throw InputException.of(
                            Subject.named("memory"),
                            (training ? "training" : "inference") + " in batches of " + partition.batchSize() + " on "
                                    + partition.workers() + " threads must fit")
                    .expected("at most " + mib(mostBytes))
                    .got(mib(bytes))
                    .remedy("use smaller batches or fewer threads, or allow more with {memoryLimit}");
        }
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }

    /** How the batch is divided. */
    Partition partition() {
        return partition;
    }

    /** All of it. */
    public MemorySegment memory() {
        return memory.segment();
    }

    /** Where a tensor's images of a slice begin. */
    public long offset(Tensor tensor, Slice slice) {
        Long resident = residents.get(tensor);
        return resident != null
                ? resident + slice.first() * tensor.bytes()
                : rooms + slice.worker() * room + transients.get(tensor);
    }

    /** Where a tensor that is not transient begins. */
    long offset(Tensor tensor) {
        return residents.get(tensor);
    }

    /** The scratch space of a worker, as long as its backend asked. */
    public long scratch(int worker) {
        return rooms + worker * room + scratch;
    }

    /** What the backend asked for all workers together. */
    public long shared() {
        return shared;
    }

    /** The vector of parameters. */
    public long values() {
        return vectors;
    }

    /** The vector of gradients of a share; that of the first becomes their sum at last. */
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
