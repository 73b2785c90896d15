package dev.zankyo.tensorboard;

import com.google.protobuf.CodedOutputStream;
import dev.zankyo.io.FileError;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of TensorFlow's {@code Event} messages (tensorflow/core/util/event.proto), each with a single scalar. They are
 * records of the TFRecord format: length, its checksum, message, its checksum, all little-endian. The file is not
 * written atomically, because TensorBoard reads it while it grows and takes an incomplete record for the end. Not
 * thread-safe.
 */
final class EventFile implements AutoCloseable {
    // Numbers of the fields of Event, Summary and Summary.Value.
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    private final Path file;
    private final OutputStream out;

    private EventFile(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** The content of a message. */
    private interface Message {
        void to(CodedOutputStream out) throws IOException;
    }

    /**
     * Creates a file in a folder, which is created if necessary. Its name follows TensorBoard's convention and contains
     * the time and the process, so that runs do not overwrite each other.
     *
     * @throws UncheckedIOException if it cannot be created
     */
    public static EventFile in(Path folder) {
        long millis = System.currentTimeMillis();
        String name = String.format(
                "events.out.tfevents.%010d.%03d.%d.zankyo",
                millis / 1000, millis % 1000, ProcessHandle.current().pid());
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            EventFile events = new EventFile(file, new BufferedOutputStream(out));
            events.write(event -> event.writeString(FILE_VERSION, "brain.Event:2"));
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": could not be made; " + FileError.reason(e), e);
        }
    }

    /**
     * Adds a value. It may stay in a buffer until {@link #flush}.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void scalar(String tag, long step, double value) {
        byte[] summary = bytes(s -> s.writeByteArray(VALUE, bytes(v -> {
            v.writeString(TAG, tag);
            v.writeFloat(SIMPLE_VALUE, (float) value);
        })));
        write(event -> {
            event.writeInt64(STEP, step);
            event.writeByteArray(SUMMARY, summary);
        });
    }

    private void write(Message rest) {
        byte[] event = bytes(message -> {
            message.writeDouble(WALL_TIME, System.currentTimeMillis() * 1e-3);
            rest.to(message);
        });
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(event.length)
                .array();
        try {
            out.write(length);
            out.write(checksum(length));
            out.write(event);
            out.write(checksum(event));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static byte[] bytes(Message message) {
        var bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            message.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Returns the format's masked CRC-32C. The mask is needed because the checksum of data that contain checksums would
     * be weak.
     */
    private static byte[] checksum(byte[] data) {
        var crc = new CRC32C();
        crc.update(data);
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(masked)
                .array();
    }

    /**
     * Writes all buffered messages to the file.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(file + ": could not be written; " + FileError.reason(e), e);
    }
}
