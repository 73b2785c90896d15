package dev.zankyo.audio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a sound, addressed by position. The source is a file, or a stream of unknown length. For one thread. */
abstract class ByteSource implements Closeable {
    private static final int BUFFER = 1 << 12;

    /** The size of a stream that has not ended. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long bufferAt;

    /** Returns the number of bytes; {@link #UNKNOWN} until a stream has ended. */
    abstract long size();

    /**
     * Returns whether the first {@code end} bytes exist and may be read as a header. A stream is read up to {@code
     * end}, and these bytes are kept.
     */
    abstract boolean reaches(long end) throws IOException;

    /** Returns false if {@code length} bytes at a position cannot exist; true if they exist or may exist. */
    abstract boolean mayHold(long position, long length);

    /**
     * Reads up to {@code length} bytes at a position into the array. Returns their number: 0 only at the end, and fewer
     * than {@code length} only near the end or if a stream has no more at the moment.
     */
    abstract int read(long position, byte[] into, int offset, int length) throws IOException;

    /**
     * Returns a view of bytes that is valid until the next call.
     *
     * @param length at most 4096
     * @throws DamagedSoundException if the source ends before the last of these bytes
     */
    final ByteBuffer at(long position, int length, ByteOrder order) throws IOException {
        if (position < 0 || position > UNKNOWN - length || !reaches(position + length)) {
            throw new DamagedSoundException("the file ends within its header");
        }
        if (position < bufferAt || position + length > bufferAt + buffer.limit()) {
            bufferAt = position;
            buffer.limit(filled(position, buffer.array()));
        }
        if (position + length > bufferAt + buffer.limit()) {
            throw new IOException("the file became shorter while it was read");
        }
        return buffer.slice((int) (position - bufferAt), length).order(order);
    }

    private int filled(long position, byte[] into) throws IOException {
        int filled = 0;
        int wanted = into.length;
        while (filled < wanted && reaches(position + filled + 1)) {
            int read = read(position + filled, into, filled, wanted - filled);
            if (read == 0) {
                break;
            }
            filled += read;
        }
        return filled;
    }

    /** Returns bytes as text, one character per byte. */
    final String text(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        at(position, length, ByteOrder.BIG_ENDIAN).get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Returns the first bytes, up to {@code length}. */
    final byte[] head(int length) throws IOException {
        byte[] head = new byte[length];
        return Arrays.copyOf(head, filled(0, head));
    }
}
