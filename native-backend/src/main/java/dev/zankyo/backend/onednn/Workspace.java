package dev.zankyo.backend.onednn;

import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.MemoryPlan;

/**
 * What the layers of a plan need besides tensors and parameters. It grows while they are made: places for copies of weights,
 * and for each worker a scratchpad and two places for what is made aside before it is added. Offsets are in bytes.
 */
final class Workspace {
    private long copies;
    private long scratchpad;
    private long aside;
    private long biasAside;
    private Storage storage;

    /** A new place for a copy of weights; returns its offset. */
    long reserveCopy(long bytes) {
        long offset = copies;
        copies = Math.addExact(copies, MemoryPlan.aligned(bytes));
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
        return copies;
    }

    long workerBytes() {
        return scratchpad + aside + biasAside;
    }

    /** Gives it its place; nothing can be reserved any more. */
    void bind(Storage storage) {
        this.storage = storage;
    }

    Storage storage() {
        return storage;
    }

    /** The address of an offset in the storage. */
    long address(long offset) {
        return storage.memory().address() + offset;
    }

    long copy(long offset) {
        return address(storage.shared() + offset);
    }

    long scratchpad(int worker) {
        return address(storage.scratch(worker));
    }

    /** Offset in the storage. */
    long aside(int worker) {
        return storage.scratch(worker) + scratchpad;
    }

    /** Offset in the storage. */
    long biasAside(int worker) {
        return aside(worker) + aside;
    }
}
