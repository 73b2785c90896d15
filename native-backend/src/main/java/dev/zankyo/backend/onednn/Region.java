package dev.zankyo.backend.onednn;

/**
 * A part of a plan's memory. It grows while the plan is compiled; its address is known once the whole memory has been
 * claimed. Lengths and offsets are in bytes.
 */
final class Region {
    /** A cache line, and the widest vector. */
    static final int ALIGNMENT = 64;

    private long size;
    private long address;

    static long aligned(long bytes) {
        return Math.addExact(bytes, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Adds a place of its own; returns its offset. */
    long reserve(long bytes) {
        requireGrowing();
        long offset = size;
        size = Math.addExact(size, aligned(bytes));
        return offset;
    }

    /** Makes the region at least so large: a place at offset 0 whose users come one after another. */
    void reserveShared(long bytes) {
        requireGrowing();
        size = Math.max(size, aligned(bytes));
    }

    private void requireGrowing() {
        if (address != 0) {
            throw new IllegalStateException("region: must not grow once placed");
        }
    }

    long size() {
        return size;
    }

    /** Says where the region begins; nothing can be reserved any more. */
    void place(long address) {
        this.address = address;
    }

    /** The address of an offset, once placed. */
    long address(long offset) {
        if (address == 0) {
            throw new IllegalStateException("region: must be placed before its address is asked for");
        }
        return address + offset;
    }
}
