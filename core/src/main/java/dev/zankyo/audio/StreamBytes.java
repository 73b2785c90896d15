package dev.zankyo.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of a stream, such as a pipe, that is read once. The first bytes, up to 1 MB, are kept, so that a header
 * there may be read in any order. Later bytes can be read only once and in order.
 */
final class StreamBytes extends ByteSource {
    private static final int MOST_KEPT = 1 << 20;

    private final InputStream in;
    private byte[] kept = new byte[1 << 13];
    private int keptLength;
    private long consumed;
    private boolean ended;

    /** Reads from a stream, which {@link #close} does not close. */
    StreamBytes(InputStream in) {
        this.in = in;
    }

    @Override
    long size() {
        return ended ? consumed : UNKNOWN;
    }

    @Override
    boolean reaches(long end) throws IOException {
        while (end > keptLength && end <= MOST_KEPT && consumed == keptLength && !ended) {
            if (keptLength == kept.length) {
                kept = Arrays.copyOf(kept, 2 * kept.length);
            }
            keptLength += next(kept, keptLength, kept.length - keptLength);
        }
        return end <= keptLength;
    }

    /**
     * Returns false for the lengths that mean "unknown" in headers, even if a program subtracted the size of the header
     * from them.
     */
    @Override
    boolean mayHold(long position, long length) {
        if (ended) {
            return length <= consumed - position;
        }
        return !(length >= 0x7fff_0000L && length <= 0x8000_0000L || length >= 0xffff_0000L && length <= 0xffff_ffffL);
    }

    @Override
    int read(long position, byte[] into, int offset, int length) throws IOException {
        if (position < keptLength) {
            int count = (int) Math.min(length, keptLength - position);
            System.arraycopy(kept, (int) position, into, offset, count);
            return count;
        }
        while (consumed < position && !ended) {
            next(into, offset, (int) Math.min(length, position - consumed));
        }
        return next(into, offset, length);
    }

    private int next(byte[] into, int offset, int length) throws IOException {
        int read = ended ? -1 : in.read(into, offset, length);
        ended = read < 0;
        consumed += Math.max(0, read);
        return Math.max(0, read);
    }

    /** Reads the stream to its end, so that the program that writes it does not fail. */
    void drain() throws IOException {
        if (!ended) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Writes the whole stream to a file. Only a header may have been read before. */
    void copyTo(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(kept, 0, keptLength);
            if (!ended) {
                in.transferTo(out);
            }
        }
    }

    @Override
    public void close() {
        // The stream belongs to the caller.
    }
}
