package dev.zankyo.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/**
 * A file with checksums that consists of a body and a footer. The body is mapped and may be larger than memory; the
 * footer describes it. The file is written completely or not at all, and never changed:
 *
 * <pre>
 * body      any number of bytes
 * footer    at most 64 MiB
 * tail      length of the body (int64), CRC-32C of the body, length of the footer, CRC-32C of the footer and of the
 *           tail so far (int32); big-endian; then the mark: 8 ASCII characters with the kind of file and its version
 * </pre>
 *
 * The footer is behind the body, because a writer often knows the counts and sizes only after it has written the body.
 * Opening checks everything but the body. Readers that have no checksums of their own check the body by {@link
 * #requireWholeBody}. A store is for one thread.
 */
public final class MappedStore implements Closeable {
    private static final int MARK = 8;
    private static final int TAIL = Long.BYTES + 3 * Integer.BYTES + MARK;
    private static final int LONGEST_FOOTER = 64 << 20;
    private static final int CHUNK = 1 << 20;

    /**
     * An exception for a file that is damaged or of another kind or version. The message is a whole line that begins
     * with its path.
     */
    public static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        private MalformedException(Path file, String rule) {
            super(FileError.escaped(file.toString()) + ": " + rule);
        }
    }

    /** The code that fills a new store. */
    @FunctionalInterface
    public interface Content {
        /** Writes the body and returns the footer. */
        byte[] to(OutputStream body) throws IOException;
    }

    private final Path file;
    private final FileChannel channel;
    private final byte[] footer;
    private final long bodyBytes;
    private final int bodyChecksum;

    private MappedStore(Path file, FileChannel channel, byte[] footer, long bodyBytes, int bodyChecksum) {
        this.file = file;
        this.channel = channel;
        this.footer = footer;
        this.bodyBytes = bodyBytes;
        this.bodyChecksum = bodyChecksum;
    }

    /**
     * Writes a file, completely or not at all.
     *
     * @param mark 8 ASCII characters
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(Path file, String mark, Content content) {
        AtomicFile.write(file, out -> {
            var body = new Body(out);
            byte[] footer = content.to(body);
            if (footer.length > LONGEST_FOOTER) {
                throw new IOException(
                        "the footer must have at most " + LONGEST_FOOTER + " bytes; got " + footer.length);
            }
            ByteBuffer tail = ByteBuffer.allocate(TAIL)
                    .putLong(body.length)
                    .putInt((int) body.checksum.getValue())
                    .putInt(footer.length);
            tail.putInt(checksum(footer, tail.array(), tail.position())).put(bytes(mark));
            out.write(footer);
            out.write(tail.array());
        });
    }

    /** A stream to the body that counts its bytes and computes its checksum. */
    private static final class Body extends OutputStream {
        private final OutputStream out;
        private final CRC32C checksum = new CRC32C();
        private long length;

        Body(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            checksum.update(bytes, offset, count);
            length += count;
        }
    }

    /**
     * Opens a file and checks its footer and tail. The store must be closed; what was mapped from it stays usable.
     *
     * @param mark the mark it was written with
     * @throws MalformedException if the file is damaged or was written with another mark
     * @throws IOException if it cannot be read
     */
    public static MappedStore open(Path file, String mark) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return opened(file, mark, channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static MappedStore opened(Path file, String mark, FileChannel channel) throws IOException {
        long size = channel.size();
        require(size >= TAIL, file, "must end with a tail of " + TAIL + " bytes; got " + size + " bytes in all");
        byte[] tail = read(file, channel, size - TAIL, TAIL);
        require(
                Arrays.equals(tail, TAIL - MARK, TAIL, bytes(mark), 0, MARK),
                file,
                "must end with the mark " + mark + "; it is damaged, or another version or program wrote it");
        ByteBuffer fields = ByteBuffer.wrap(tail);
        long bodyBytes = fields.getLong();
        int bodyChecksum = fields.getInt();
        int footerBytes = fields.getInt();
        int summed = fields.position();
        int checksum = fields.getInt();
        long most = Math.min(LONGEST_FOOTER, size - TAIL);
        require(
                footerBytes >= 0 && footerBytes <= most,
                file,
                "must hold its footer; expected at most " + most + " bytes, got " + footerBytes);
        long rest = size - TAIL - footerBytes;
        require(bodyBytes == rest, file, "must hold its body; expected " + bodyBytes + " bytes, got " + rest);
        byte[] footer = read(file, channel, bodyBytes, footerBytes);
        require(
                checksum(footer, tail, summed) == checksum,
                file,
                "must have a footer that matches its checksum; it does not");
        return new MappedStore(file, channel, footer, bodyBytes, bodyChecksum);
    }

    /** Returns the footer, which is not copied. */
    public byte[] footer() {
        return footer;
    }

    /** Returns the length of the body in bytes. */
    public long bodyBytes() {
        return bodyBytes;
    }

    /**
     * Maps the body for reading. It is unmapped when the segment is no longer reachable; the store may be closed
     * before. The file must not be changed meanwhile.
     */
    public MemorySegment body() throws IOException {
        return channel.map(MapMode.READ_ONLY, 0, bodyBytes, Arena.ofAuto());
    }

    /**
     * Reads the whole body and checks it.
     *
     * @param progress receives the number of bytes read so far
     * @throws MalformedException if the body is not what was written
     */
    public void requireWholeBody(LongConsumer progress) throws IOException {
        var checksum = new CRC32C();
        // Read through the channel, not the mapping: otherwise the pages would count as this process's memory.
        ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK, Math.max(1, bodyBytes)));
        long position = 0;
        while (position < bodyBytes) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), bodyBytes - position));
            int read = channel.read(chunk, position);
            require(read > 0, "must not become shorter while it is read");
            checksum.update(chunk.flip());
            position += read;
            progress.accept(position);
        }
        require((int) checksum.getValue() == bodyChecksum, "must have a body that matches its checksum; it does not");
    }

    /**
     * Checks a rule of the caller's file format.
     *
     * @throws MalformedException with the path and the rule, if {@code holds} is false
     */
    public void require(boolean holds, String rule) throws MalformedException {
        require(holds, file, rule);
    }

    /** Returns an exception that names this file and the rule that it breaks. */
    public MalformedException malformed(String rule) {
        return new MalformedException(file, rule);
    }

    /** Returns the CRC-32C of the footer and of the first bytes of the tail. */
    private static int checksum(byte[] footer, byte[] tail, int count) {
        var checksum = new CRC32C();
        checksum.update(footer);
        checksum.update(tail, 0, count);
        return (int) checksum.getValue();
    }

    private static byte[] bytes(String mark) {
        byte[] bytes = mark.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length != MARK) {
            throw new IllegalArgumentException("mark: must have " + MARK + " characters; got " + mark);
        }
        return bytes;
    }

    private static byte[] read(Path file, FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, position + bytes.position());
            require(read > 0, file, "must not become shorter while it is read");
        }
        return bytes.array();
    }

    private static void require(boolean holds, Path file, String rule) throws MalformedException {
        if (!holds) {
            throw new MalformedException(file, rule);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
