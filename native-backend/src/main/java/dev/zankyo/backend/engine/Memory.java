package dev.zankyo.backend.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Zeroed memory, and how it is given back. */
record Memory(MemorySegment segment, Runnable release) {

    /** Where memory comes from. */
    enum Kind {
        /** Outside the heap, where native code can reach it; freed by {@link #close}. */
        NATIVE {
            @Override
            Memory allocate(long bytes) {
                Arena arena = Arena.ofShared();
                return new Memory(arena.allocate(Math.max(bytes, 1), PAGE), arena::close);
            }
        },
        /** A float array; freed by the garbage collector. */
        HEAP {
            @Override
            Memory allocate(long bytes) {
                long floats = LEAD + bytes / Float.BYTES;
                if (floats > Integer.MAX_VALUE - MARGIN) {
                    throw new IllegalArgumentException(
                            "batch size: a plan must fit in one Java array; expected at most "
                                    + (Integer.MAX_VALUE - MARGIN - LEAD) + " floats, got " + bytes / Float.BYTES
                                    + " (take a smaller one, or another backend)");
                }
                var array = MemorySegment.ofArray(new float[(int) floats]);
                return new Memory(array.asSlice(LEAD * Float.BYTES), () -> {});
            }
        };

        /** A page, and more than any vector. */
        private static final long PAGE = 4096;

        /** Room left at the end, so that lengths stay below what a JVM can allocate. */
        private static final int MARGIN = 64;

        /**
         * A large array is an object of its own at a region's start, its elements sixteen bytes later; twelve floats more and
         * tensors begin at a cache line.
         */
        private static final int LEAD = 12;

        abstract Memory allocate(long bytes);
    }

    void close() {
        release.run();
    }
}
