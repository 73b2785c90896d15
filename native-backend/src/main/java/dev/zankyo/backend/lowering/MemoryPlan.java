package dev.zankyo.backend.lowering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The offsets of buffers of known length and lifetime within one piece of memory. Buffers that are never alive at the
 * same time may overlap.
 *
 * <p>Offsets are chosen greedily, the largest buffer first. Each buffer gets the lowest offset where it overlaps no
 * buffer alive at the same time (the "greedy by size" strategy of Pisarchyk and Lee, 2020).
 */
public final class MemoryPlan {
    /** The alignment of every buffer in bytes: a cache line. */
    static final int ALIGNMENT = 64;

    private final long[] offsets;
    private final long size;

    private MemoryPlan(long[] offsets, long size) {
        this.offsets = offsets;
        this.size = size;
    }

    /** Returns the offset of buffer {@code number}, in bytes. */
    public long offset(int number) {
        return offsets[number];
    }

    /** Returns the length of the memory, in bytes. */
    public long size() {
        return size;
    }

    /** Returns {@code bytes} rounded up to a multiple of {@link #ALIGNMENT}. */
    public static long aligned(long bytes) {
        return Math.addExact(bytes, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /**
     * Returns the plan for buffers numbered from 0.
     *
     * @param bytes the length of each buffer
     * @param first the time at which each buffer is first used
     * @param last the time at which each buffer is last used; before {@code first} for a buffer that is never used
     */
    static MemoryPlan of(long[] bytes, int[] first, int[] last) {
        long[] offsets = new long[bytes.length];
        long size = 0;
        List<Integer> placed = new ArrayList<>();
        List<Integer> bySize = IntStream.range(0, bytes.length)
                .filter(i -> first[i] <= last[i])
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> bytes[i]).reversed())
                .toList();
        for (int i : bySize) {
            long length = aligned(bytes[i]);
            long offset = 0;
            for (int other : placed) { // in the order of their offsets
                boolean together = first[other] <= last[i] && first[i] <= last[other];
                long end = offsets[other] + aligned(bytes[other]);
                if (together && offsets[other] < offset + length && offset < end) {
                    offset = end;
                }
            }
            offsets[i] = offset;
            placed.add(i);
            placed.sort(Comparator.comparingLong(p -> offsets[p]));
            size = Math.max(size, offset + length);
        }
        return new MemoryPlan(offsets, size);
    }
}
