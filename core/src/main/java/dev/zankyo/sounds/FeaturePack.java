package dev.zankyo.sounds;

import dev.zankyo.data.Rows;
import dev.zankyo.io.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
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
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * A file of spectrograms and what is known of the recordings they are of, the one kind there is in a {@link FeatureCache}.
 * It is written once and never changed:
 *
 * <pre>
 * rows      N x rowSize float32, little-endian
 * index     for each row: hash of the recording's file (16 bytes), CRC-32C of the row, sample rate, channels (int32),
 *           seconds, peak, loudness, clipped share (float64), warning (length in 2 bytes, UTF-8); big-endian
 * tail      format, N, rowSize, length and CRC-32C of the index (int32, big-endian), 8 bytes "ZankyoFP"
 * </pre>
 *
 * Nothing in a file is trusted before it is checked: the index when it is opened, a row when it is first asked for. Any
 * number of threads may read.
 */
final class FeaturePack implements Rows {
    private static final int FORMAT = 1;
    private static final byte[] MAGIC = "ZankyoFP".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = 5 * Integer.BYTES + MAGIC.length;
    private static final ValueLayout.OfFloat VALUE =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** As for the rows of CSV files: pages once read count as this process's memory until they are let go. */
    private static final int ROWS_HELD = 256;

    /** Fills a file. */
    @FunctionalInterface
    interface Content {
        void to(Writer out) throws IOException;
    }

    /** Takes rows from any number of threads. */
    static final class Writer {
        private final OutputStream out;
        private final int rowSize;
        private final ByteArrayOutputStream index = new ByteArrayOutputStream();
        private final DataOutputStream entries = new DataOutputStream(index);
        private int rows;

        private Writer(OutputStream out, int rowSize) {
            this.out = out;
            this.rowSize = rowSize;
        }

        /** Adds a row and gives its number. */
        int add(float[] values, SoundFacts facts) throws IOException {
            byte[] row = bytes(values);
            synchronized (this) {
                out.write(row);
                entries.write(HexFormat.of().parseHex(facts.content()));
                entries.writeInt(checksum(row));
                entries.writeInt(facts.sampleRate());
                entries.writeInt(facts.channels());
                entries.writeDouble(facts.seconds());
                entries.writeDouble(facts.peak());
                entries.writeDouble(facts.loudness());
                entries.writeDouble(facts.clipped());
                entries.writeUTF(facts.warning());
                return rows++;
            }
        }

        private void end() throws IOException {
            byte[] bytes = index.toByteArray();
            var tail = new DataOutputStream(out);
            tail.write(bytes);
            tail.writeInt(FORMAT);
            tail.writeInt(rows);
            tail.writeInt(rowSize);
            tail.writeInt(bytes.length);
            tail.writeInt(checksum(bytes));
            tail.write(MAGIC);
            tail.flush();
        }
    }

    private final MemorySegment rows;
    private final int rowSize;
    private final int[] checksums;
    private final List<SoundFacts> facts;
    private final AtomicInteger copied = new AtomicInteger();

    private FeaturePack(MemorySegment rows, int rowSize, int[] checksums, List<SoundFacts> facts) {
        this.rows = rows;
        this.rowSize = rowSize;
        this.checksums = checksums;
        this.facts = facts;
    }

    /** Writes a file, whole or not at all. */
    static void write(Path file, int rowSize, Content content) {
        AtomicFile.write(file, out -> {
            var writer = new Writer(out, rowSize);
            content.to(writer);
            writer.end();
        });
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read or is not whole; the message goes on from its name
     */
    static FeaturePack open(Path file, int rowSize) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            require(size >= TAIL, "must end with a tail of " + TAIL + " bytes; got " + size + " bytes in all");
            ByteBuffer tail = read(channel, size - TAIL, TAIL);
            int format = tail.getInt();
            int count = tail.getInt();
            int length = tail.getInt();
            int indexBytes = tail.getInt();
            int checksum = tail.getInt();
            byte[] magic = new byte[MAGIC.length];
            tail.get(magic);
            require(
                    Arrays.equals(magic, MAGIC) && format == FORMAT,
                    "must end with the mark of such files; it does not");
            require(length == rowSize, "must have rows of " + rowSize + " values; got " + length);
            long rowBytes = (long) count * rowSize * Float.BYTES;
            boolean whole = count >= 0 && indexBytes >= 0 && size == rowBytes + indexBytes + TAIL;
            require(whole, "must be as long as its tail says; got " + size + " bytes for " + count + " rows");
            byte[] index = read(channel, rowBytes, indexBytes).array();
            require(checksum(index) == checksum, "must have an index of the checksum given; it differs");
            // Unmapped when nobody can reach it any more; the channel need not stay open.
            MemorySegment rows = channel.map(MapMode.READ_ONLY, 0, rowBytes, Arena.ofAuto());
            return indexed(rows, rowSize, index, count);
        }
    }

    private static FeaturePack indexed(MemorySegment rows, int rowSize, byte[] index, int count) throws IOException {
        int[] checksums = new int[count];
        List<SoundFacts> facts = new ArrayList<>(count);
        try (var in = new DataInputStream(new ByteArrayInputStream(index))) {
            for (int i = 0; i < count; i++) {
                String content = HexFormat.of().formatHex(in.readNBytes(ContentHash.BYTES));
                checksums[i] = in.readInt();
                facts.add(new SoundFacts(
                        content,
                        in.readInt(),
                        in.readInt(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readUTF()));
            }
            require(in.available() == 0, "must have an index of its rows and no more");
        }
        return new FeaturePack(rows, rowSize, checksums, facts);
    }

    /** Of each row. */
    List<SoundFacts> facts() {
        return facts;
    }

    /** Whether a row is as it was written. */
    boolean isWhole(int row) {
        float[] values = new float[rowSize];
        copy(row, values, 0);
        return checksum(bytes(values)) == checksums[row];
    }

    @Override
    public void copy(int row, float[] destination, int offset) {
        MemorySegment.copy(rows, VALUE, (long) row * rowSize * Float.BYTES, destination, offset, rowSize);
        if (copied.incrementAndGet() % ROWS_HELD == 0) {
            rows.unload();
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static int checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            require(channel.read(bytes, position + bytes.position()) > 0, "must not become shorter while it is read");
        }
        return bytes.flip();
    }

    private static void require(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(message);
        }
    }
}
