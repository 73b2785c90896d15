package dev.zankyo.data;

import java.nio.file.Path;

/** Watches files being read that take long enough to watch, on the thread that reads. */
public interface ReadingListener {
    /** Watches nothing. */
    ReadingListener NONE = new ReadingListener() {};

    /** What takes so long. */
    enum Work {
        /** A CSV file is read and its rows are written to the cache, once. */
        PARSING,
        /** Cached rows are read through, to see that they are whole. */
        CHECKING,
        /** Recordings are decoded and their spectrograms made. */
        LISTENING
    }

    /**
     * Before the first byte.
     *
     * @param file what is read; of many recordings, the first
     * @param bytes how many there are to read in all
     */
    default void onBegin(Work work, Path file, long bytes) {}

    /** Now and then: so many bytes have been read. */
    default void onRead(long bytes) {}

    /** After the last byte, or where reading failed. */
    default void onEnd() {}

    /** The cache could not be used as it should: one line for the user. The rows are read all the same. */
    default void onTrouble(String line) {}
}
