package dev.zankyo.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The bytes of a file. Bytes that are appended after the file was opened are ignored. */
final class FileBytes extends ByteSource {
    private final FileChannel channel;
    private final long size;

    FileBytes(Path file) throws IOException {
        channel = FileChannel.open(file);
        size = channel.size();
    }

    @Override
    long size() {
        return size;
    }

    @Override
    boolean reaches(long end) {
        return end <= size;
    }

    @Override
    boolean mayHold(long position, long length) {
        return length <= size - position;
    }

    @Override
    int read(long position, byte[] into, int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(into, offset, length);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position() - offset) > 0) {
            continue;
        }
        return bytes.position() - offset;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
