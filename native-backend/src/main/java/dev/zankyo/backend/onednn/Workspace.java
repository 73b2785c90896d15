package dev.zankyo.backend.onednn;

import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.MemoryPlan;

/**
 * The memory that the layers of a plan need besides tensors and parameters. All workers share one part, such as copies
 * of weights. Each worker also has a scratchpad and two scratch buffers. Layers reserve it while they are described;
 * {@link #bind} then places it in the storage. Sizes and offsets are in bytes.
 */
final class Workspace {
    private long shared;
    private long scratchpad;
    private long scratch;
    private long secondScratch;

    /** Reserves memory shared by all workers; returns its offset. */
    long reserveShared(long bytes) {
        long offset = shared;
        shared = Math.addExact(shared, MemoryPlan.aligned(bytes));
        return offset;
    }

    void requireScratchpad(long bytes) {
        scratchpad = Math.max(scratchpad, MemoryPlan.aligned(bytes));
    }

    void requireScratch(long bytes) {
        scratch = Math.max(scratch, MemoryPlan.aligned(bytes));
    }

    void requireSecondScratch(long bytes) {
        secondScratch = Math.max(secondScratch, MemoryPlan.aligned(bytes));
    }

    long sharedBytes() {
        return shared;
    }

    long workerBytes() {
        return scratchpad + scratch + secondScratch;
    }

    /** Returns the memory of all described layers. Memory reserved afterwards has no place in it. */
    Bound bind(Storage storage) {
        return new Bound(storage, scratchpad, scratch);
    }

    /** A workspace placed in a storage. */
    record Bound(Storage storage, long scratchpadBytes, long scratchBytes) {

        /** Returns the address of an offset in the storage. */
        long address(long offset) {
            return storage.memory().address() + offset;
        }

        /** Returns the offset in the storage of reserved memory. */
        long shared(long reserved) {
            return storage.shared() + reserved;
        }

        /** Returns the address of a worker's scratchpad. */
        long scratchpad(int worker) {
            return address(storage.scratch(worker));
        }

        /** Returns the offset in the storage of a worker's first scratch buffer. */
        long scratch(int worker) {
            return storage.scratch(worker) + scratchpadBytes;
        }

        /** Returns the offset in the storage of a worker's second scratch buffer. */
        long secondScratch(int worker) {
            return scratch(worker) + scratchBytes;
        }
    }
}
