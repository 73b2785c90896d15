package dev.zankyo.backend.onednn;

import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.MemoryPlan;

/**
 * The memory that the layers of a plan need besides tensors and parameters, while they are described: what is shared, such as
 * copies of weights, and scratch buffers for each worker. {@link #bind} gives it its place. Sizes and offsets are in bytes.
 */
final class Workspace {
    private long shared;
    private long scratchpad;
    private long aside;
    private long biasAside;

    /** Reserves memory for all workers together; returns its offset. */
    long reserveShared(long bytes) {
        long offset = shared;
        shared = Math.addExact(shared, MemoryPlan.aligned(bytes));
        return offset;
    }

    void requireScratchpad(long bytes) {
        scratchpad = Math.max(scratchpad, MemoryPlan.aligned(bytes));
    }

    void requireAside(long bytes) {
        aside = Math.max(aside, MemoryPlan.aligned(bytes));
    }

    void requireBiasAside(long bytes) {
        biasAside = Math.max(biasAside, MemoryPlan.aligned(bytes));
    }

    long sharedBytes() {
        return shared;
    }

    long workerBytes() {
        return scratchpad + aside + biasAside;
    }

    /** Returns the memory of layers that are all described: what is reserved afterwards has no place in it. */
    Bound bind(Storage storage) {
        return new Bound(storage, scratchpad, aside);
    }

    /** A workspace that has its place in a storage. */
    record Bound(Storage storage, long scratchpadBytes, long asideBytes) {

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
        long aside(int worker) {
            return storage.scratch(worker) + scratchpadBytes;
        }

        /** Returns the offset in the storage of a worker's second scratch buffer. */
        long biasAside(int worker) {
            return aside(worker) + asideBytes;
        }
    }
}
