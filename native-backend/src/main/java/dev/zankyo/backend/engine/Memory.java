package dev.zankyo.backend.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A piece of zeroed memory, and the action that releases it. */
record Memory(MemorySegment segment, Runnable release) {

    /** A source of memory. */
    enum Kind {
        /** Memory outside the heap, where native code can reach it; freed by {@link #close}. */
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

        /** The alignment of native memory in bytes: a page, longer than any vector. */
        private static final long PAGE = 4096;

        /**
         * The distance in floats of the largest array from {@code Integer.MAX_VALUE}, so that lengths stay below the
         * JVM's limit.
         */
        private static final int MARGIN = 64;

        /**
         * The floats before the tensors, so that they start at a cache line. A large array is an object at the start of
         * a heap region. Its elements start 16 bytes after that; twelve floats fill the other 48 bytes of the cache
         * line.
         */
        private static final int LEAD = 12;

        abstract Memory allocate(long bytes);
    }

    void close() {
        release.run();
    }
}
