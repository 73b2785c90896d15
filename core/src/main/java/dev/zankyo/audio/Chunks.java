package dev.zankyo.audio;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * The chunks of an IFF file (RIFF, AIFF): four letters, a length, content, and a pad byte behind content of odd length.
 * Some programs forget the pad byte, so the next chunk is looked for in both places.
 */
final class Chunks {
    /** The maximum number of chunks of a file. A file with more is refused. */
    private static final int MOST = 20_000;

    private static final int HEADER = 8;
    private static final Set<String> KNOWN =
            Set.of("fmt ", "data", "fact", "LIST", "COMM", "SSND", "FVER", "bext", "cue ", "smpl", "INST", "ds64");

    /**
     * A chunk.
     *
     * @param id its four letters
     * @param begin position of its content
     * @param length bytes of content that its header promises, which may be more than the file has
     */
    record Chunk(String id, long begin, long length) {}

    private final ByteSource bytes;
    private final ByteOrder order;
    private long next;
    private Chunk last;
    private int read;

    /**
     * Creates an iterator over the chunks that start at a position.
     *
     * @param from position of the first chunk
     */
    Chunks(ByteSource bytes, long from, ByteOrder order) {
        this.bytes = bytes;
        this.order = order;
        next = from;
    }

    /** Returns the next chunk, or null if there is none. */
    Chunk next() throws IOException {
        if (last != null) {
            next = behind(last);
        }
        if (!isChunk(next)) {
            return null;
        }
        if (++read > MOST) {
            throw new DamagedSoundException("the header must have at most " + MOST + " chunks; got more");
        }
        last = new Chunk(bytes.text(next, 4), next + HEADER, length(next));
        return last;
    }

    /**
     * Makes {@link #next} continue behind a chunk whose header does not state its length. The length is at most the
     * rest of the file.
     */
    void skip(Chunk chunk, long length) {
        last = new Chunk(chunk.id(), chunk.begin(), length);
    }

    private long length(long chunk) throws IOException {
        return Integer.toUnsignedLong(bytes.at(chunk + 4, 4, order).getInt());
    }

    private long behind(Chunk chunk) throws IOException {
        long end = chunk.begin() + chunk.length();
        if (chunk.length() % 2 == 0) {
            return end;
        }
        boolean unpadded = isChunk(end) && (!isChunk(end + 1) || isKnown(end) && !isKnown(end + 1));
        return unpadded ? end : end + 1;
    }

    /** Returns whether there is a chunk at a position whose content lies within the file. */
    boolean isWhole(long position) throws IOException {
        return isChunk(position) && bytes.reaches(position + HEADER + length(position));
    }

    /** Returns whether four printable letters and a length are at a position. */
    private boolean isChunk(long position) throws IOException {
        return bytes.reaches(position + HEADER)
                && bytes.text(position, 4).chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }

    private boolean isKnown(long position) throws IOException {
        return KNOWN.contains(bytes.text(position, 4));
    }
}
