package dev.zankyo.audio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Random access to the bytes of a file through one buffer. For one thread. */
final class FileBytes implements Closeable {
    private static final int BUFFER = 1 << 12;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long bufferAt;

    FileBytes(Path file) throws IOException {
        channel = FileChannel.open(file);
        size = channel.size();
    }

    long size() {
        return size;
    }

    /**
     * Returns a view of bytes that is valid until the next call.
     *
     * @param length at most 4096
     * @throws DamagedSoundException if the file ends before the last of these bytes
     */
    ByteBuffer at(long position, int length, ByteOrder order) throws IOException {
        if (position < 0 || position > size - length) {
            throw new DamagedSoundException("the file ends within its header");
        }
        if (position < bufferAt || position + length > bufferAt + buffer.limit()) {
            fill(position);
        }
        return buffer.slice((int) (position - bufferAt), length).order(order);
    }

    private void fill(long position) throws IOException {
        buffer.clear();
        bufferAt = position;
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
            continue;
        }
        buffer.flip();
        if (buffer.limit() < Math.min(BUFFER, size - position)) {
            throw new IOException("the file became shorter while it was read");
        }
    }

    /** Returns bytes as text, each a character. */
    String text(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        at(position, length, ByteOrder.BIG_ENDIAN).get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads up to {@code length} bytes into the start of the array. Returns the number of bytes read, which is smaller
     * at the end of the file.
     */
    int read(long position, byte[] into, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(into, 0, length);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
            continue;
        }
        return bytes.position();
    }

    /** Returns the first bytes of the file, up to {@code length}. */
    byte[] head(int length) throws IOException {
        byte[] head = new byte[length];
        return Arrays.copyOf(head, read(0, head, length));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
