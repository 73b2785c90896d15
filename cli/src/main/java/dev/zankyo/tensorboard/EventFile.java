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
 * A file of TensorFlow's {@code Event} messages (tensorflow/core/util/event.proto), each with a single scalar, as records of
 * the TFRecord format: length, its checksum, message, its checksum, all little-endian. Written in place, as it is read while
 * it grows: a reader takes an incomplete record at the end for the end. For one thread.
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

    /** What a message consists of. */
    private interface Message {
        void to(CodedOutputStream out) throws IOException;
    }

    /**
     * Makes a file in a folder, which is made too if it is not there. Its name is one that TensorBoard looks for and has the
     * time and the process in it, so that runs do not overwrite each other.
     *
     * @throws UncheckedIOException if it cannot be made
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
     * Adds a value; it may wait for {@link #flush}.
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

    /** The masked CRC-32C of the format: a checksum of data that hold checksums would be weak. */
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
     * Hands everything to the file, for readers to see.
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
