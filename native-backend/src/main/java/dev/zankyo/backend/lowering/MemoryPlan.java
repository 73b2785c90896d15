package dev.zankyo.backend.lowering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where things of known length and lifetime lie in one piece of memory. Those that are never alive at once may share a
 * place.
 *
 * <p>Offsets are found greedily, the largest first, each at the lowest place where it meets nothing alive with it (the
 * "greedy by size" strategy of Pisarchyk and Lee, 2020).
 */
public final class MemoryPlan {
    /** Everything begins at a multiple of this many bytes: a cache line. */
    static final int ALIGNMENT = 64;

    private final long[] offsets;
    private final long size;

    private MemoryPlan(long[] offsets, long size) {
        this.offsets = offsets;
        this.size = size;
    }

    /** Where the thing of a number begins, in bytes. */
    public long offset(int number) {
        return offsets[number];
    }

    /** The length of the memory in bytes. */
    public long size() {
        return size;
    }

    /** The next multiple of the alignment. */
    public static long aligned(long bytes) {
        return Math.addExact(bytes, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /**
     * The plan for things numbered from 0.
     *
     * @param bytes how long each is
     * @param first when each begins to live
     * @param last when each is last used; before {@code first} if never
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
