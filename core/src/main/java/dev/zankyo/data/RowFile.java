package dev.zankyo.data;

import dev.zankyo.data.LabelColumn.Label;
import dev.zankyo.io.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A file of parsed rows, the one kind there is in a {@link RowCache}:
 *
 * <pre>
 * rows      N x (bands * frames) float32, little-endian, in the CSV file's own order
 * labels    N x int32, little-endian: an index among the footer's labels, or -1
 * footer    format, bands, frames, N (int32); size, time of modification and of change of the CSV file (int64);
 *           variance and roughness in either layout (float64); CRC-32C of rows and labels, number of labels (int32);
 *           for each label its first line and its length in bytes (int32) and its text in UTF-8; big-endian
 * tail      length and CRC-32C of the footer (int32, big-endian), 8 bytes "ZankyoRW"
 * </pre>
 *
 * The footer is at the end because N is not known before. Nothing in a file is trusted before it is checked.
 */
final class RowFile {
    private static final int FORMAT = 1;
    private static final byte[] MAGIC = "ZankyoRW".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = 2 * Integer.BYTES + MAGIC.length;
    private static final int LONGEST_FOOTER = 64 << 20;
    private static final int CHUNK = 1 << 20;
    private static final ValueLayout.OfInt LABEL = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The file is whole, but of another version of the CSV file. */
    static final class OutdatedException extends IOException {
        private static final long serialVersionUID = 1L;

        OutdatedException() {
            super("the CSV file has changed");
        }
    }

    /** The file is not what it should be; the message goes on from "the cached rows". */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** Fills a file. */
    @FunctionalInterface
    interface Content {
        void to(Writer out) throws IOException;
    }

    /** Takes rows one after another. */
    static final class Writer {
        private final OutputStream out;
        private final byte[] bytes;
        private final ByteBuffer row;
        private final LabelColumn labels = new LabelColumn();
        private final Smoothness.Meter smoothness;

        private Writer(OutputStream out, int bands, int frames) {
            this.out = out;
            this.bytes = new byte[bands * frames * Float.BYTES];
            this.row = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            this.smoothness = new Smoothness.Meter(bands, frames);
        }

        /** Adds a row: its values, its label or null, and its line. */
        void add(float[] values, String label, int line) throws IOException {
            row.asFloatBuffer().put(values);
            out.write(bytes);
            labels.add(label, line);
            smoothness.add(values);
        }

        /** The number of rows so far. */
        int size() {
            return labels.size();
        }
    }

    /** What a footer says. */
    private record Footer(int rows, Smoothness smoothness, int checksum, List<Label> labels) {}

    private RowFile() {}

    /** Writes a file, whole or not at all. */
    static void write(Path file, CsvVersion csv, int bands, int frames, Content content) {
        AtomicFile.write(file, out -> {
            var checksum = new CRC32C();
            var checked = new CheckedOutputStream(out, checksum);
            var writer = new Writer(checked, bands, frames);
            content.to(writer);
            int[] labels = writer.labels.rows();
            ByteBuffer label = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int index : labels) {
                checked.write(label.putInt(0, index).array());
            }
            var footer = new Footer(
                    labels.length, writer.smoothness.smoothness(), (int) checksum.getValue(), writer.labels.labels());
            out.write(tailed(footerBytes(footer, csv, bands, frames)));
        });
    }

    private static byte[] footerBytes(Footer footer, CsvVersion csv, int bands, int frames) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        out.writeInt(bands);
        out.writeInt(frames);
        out.writeInt(footer.rows());
        out.writeLong(csv.size());
        out.writeLong(csv.modified());
        out.writeLong(csv.changed());
        out.writeDouble(footer.smoothness().variance());
        out.writeDouble(footer.smoothness().bandMajor());
        out.writeDouble(footer.smoothness().frameMajor());
        out.writeInt(footer.checksum());
        out.writeInt(footer.labels().size());
        for (Label label : footer.labels()) {
            byte[] name = label.name().getBytes(StandardCharsets.UTF_8);
            out.writeInt(label.line());
            out.writeInt(name.length);
            out.write(name);
        }
        if (bytes.size() > LONGEST_FOOTER) {
            throw new IOException(
                    "labels are too many; expected at most " + LONGEST_FOOTER + " bytes, got " + bytes.size());
        }
        return bytes.toByteArray();
    }

    private static byte[] tailed(byte[] footer) {
        return ByteBuffer.allocate(footer.length + TAIL)
                .put(footer)
                .putInt(footer.length)
                .putInt(checksum(footer))
                .put(MAGIC)
                .array();
    }

    private static int checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    /** Opens a file just written. */
    static ParsedFile open(Path file, CsvVersion csv, int bands, int frames) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return mapped(channel, footer(channel, csv, bands, frames), bands, frames);
        }
    }

    /**
     * Opens a file found, and reads it through to see that it is whole.
     *
     * @param progress is told how many bytes have been read
     * @throws OutdatedException if it is of another version of the CSV file
     * @throws MalformedException if it is damaged, or no such file at all
     */
    static ParsedFile openChecked(Path file, CsvVersion csv, int bands, int frames, LongConsumer progress)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            Footer footer = footer(channel, csv, bands, frames);
            requireWhole(channel, dataBytes(footer.rows(), bands * frames), footer.checksum(), progress);
            return mapped(channel, footer, bands, frames);
        }
    }

    private static ParsedFile mapped(FileChannel channel, Footer footer, int bands, int frames) throws IOException {
        long bytes = dataBytes(footer.rows(), bands * frames);
        // Unmapped when nobody can reach it any more; the channel need not stay open.
        MemorySegment data = channel.map(MapMode.READ_ONLY, 0, bytes, Arena.ofAuto());
        int[] labels = new int[footer.rows()];
        long labelBytes = (long) labels.length * Integer.BYTES;
        MemorySegment.copy(data, LABEL, bytes - labelBytes, labels, 0, labels.length);
        int least = footer.labels().isEmpty() ? -1 : 0;
        for (int label : labels) {
            if (label < least || label >= Math.max(0, footer.labels().size())) {
                throw new MalformedException("must have labels of the footer; got number " + label);
            }
        }
        MemorySegment values = data.asSlice(0, bytes - labelBytes);
        return new ParsedFile(
                footer.labels(), labels, footer.smoothness(), layout -> new MappedRows(values, layout, bands, frames));
    }

    private static long dataBytes(int rows, int rowSize) {
        return (long) rows * (rowSize * (long) Float.BYTES + Integer.BYTES);
    }

    private static Footer footer(FileChannel channel, CsvVersion csv, int bands, int frames) throws IOException {
        long size = channel.size();
        require(size >= TAIL, "must end with a tail of " + TAIL + " bytes; got " + size + " bytes in all");
        ByteBuffer tail = ByteBuffer.wrap(read(channel, size - TAIL, TAIL));
        int length = tail.getInt();
        int checksum = tail.getInt();
        byte[] magic = new byte[MAGIC.length];
        tail.get(magic);
        require(Arrays.equals(magic, MAGIC), "must end with the mark of such files; it does not");
        long most = Math.min(LONGEST_FOOTER, size - TAIL);
        require(
                length >= 0 && length <= most,
                "must hold their footer; expected at most " + most + " bytes, got " + length);
        byte[] bytes = read(channel, size - TAIL - length, length);
        require(checksum(bytes) == checksum, "must have a footer of the checksum given; it differs");
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Footer footer = footer(in, csv, bands, frames);
            require(
                    in.available() == 0,
                    "must have no more footer than there should be; got " + in.available() + " bytes more");
            long expected = dataBytes(footer.rows(), bands * frames) + length + TAIL;
            require(
                    size == expected,
                    "must be as long as the footer says; expected " + expected + " bytes, got " + size);
            return footer;
        } catch (EOFException e) {
            throw new MalformedException("must have a whole footer; it ends early");
        }
    }

    private static Footer footer(DataInputStream in, CsvVersion csv, int bands, int frames) throws IOException {
        int format = in.readInt();
        require(format == FORMAT, "must be of format " + FORMAT + "; got " + format);
        int height = in.readInt();
        int width = in.readInt();
        require(
                height == bands && width == frames,
                "must be of " + bands + " x " + frames + " values; got " + height + " x " + width);
        int rows = in.readInt();
        require(rows > 0, "must be at least one; got " + rows);
        if (!new CsvVersion(in.readLong(), in.readLong(), in.readLong()).equals(csv)) {
            throw new OutdatedException();
        }
        var smoothness = new Smoothness(in.readDouble(), in.readDouble(), in.readDouble());
        int checksum = in.readInt();
        int count = in.readInt();
        require(count >= 0 && count <= rows, "must have at most a label each; got " + count);
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int line = in.readInt();
            int length = in.readInt();
            require(
                    length >= 0 && length <= in.available(),
                    "must have labels within the footer; got " + length + " bytes of one");
            labels.add(new Label(new String(in.readNBytes(length), StandardCharsets.UTF_8), line));
        }
        return new Footer(rows, smoothness, checksum, labels);
    }

    /** Reads through the channel, not the mapping, so that the pages do not become this process's. */
    private static void requireWhole(FileChannel channel, long bytes, int expected, LongConsumer progress)
            throws IOException {
        var checksum = new CRC32C();
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        long position = 0;
        while (position < bytes) {
            chunk.clear().limit((int) Math.min(CHUNK, bytes - position));
            int read = channel.read(chunk, position);
            require(read > 0, "must not become shorter while they are read");
            checksum.update(chunk.flip());
            position += read;
            progress.accept(position);
        }
        require((int) checksum.getValue() == expected, "must have the checksum given; it differs");
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            require(
                    channel.read(bytes, position + bytes.position()) > 0,
                    "must not become shorter while they are read");
        }
        return bytes.array();
    }

    private static void require(boolean holds, String message) throws MalformedException {
        if (!holds) {
            throw new MalformedException(message);
        }
    }
}
