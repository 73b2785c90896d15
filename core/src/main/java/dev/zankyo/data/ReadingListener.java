package dev.zankyo.data;

import java.nio.file.Path;

/**
 * A listener to the reading of recordings and large files. Any thread that reads may call it, but only one at a time.
 */
public interface ReadingListener {
    /** A listener that does nothing. */
    ReadingListener NONE = new ReadingListener() {};

    /** The kind of work in progress. */
    enum Work {
        /** A CSV file is read and its rows are written to the cache, once. */
        PARSING,
        /** Cached rows are read to verify them. */
        CHECKING,
        /** Recordings are decoded and their spectrograms computed. */
        DECODING
    }

    /**
     * Receives the start of the work, before the first byte.
     *
     * @param work the kind of work
     * @param file the file that is read; for many recordings, the first
     * @param bytes total number of bytes to read
     */
    default void onBegin(Work work, Path file, long bytes) {}

    /** Receives the number of bytes read so far, from time to time. */
    default void onRead(long bytes) {}

    /** Receives the end of the work, after the last byte or a failure. */
    default void onEnd() {}

    /**
     * Receives one line for the user about a cache that could not be used as intended. The rows are read nevertheless.
     */
    default void onProblem(String line) {}
}
