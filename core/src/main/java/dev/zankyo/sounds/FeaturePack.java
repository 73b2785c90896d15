package dev.zankyo.sounds;

import dev.zankyo.data.Rows;
import dev.zankyo.io.MappedStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A {@link MappedStore} of spectrograms and the properties of their recordings. A {@link FeatureCache} consists of such
 * files:
 *
 * <pre>
 * body      rows: N x rowSize float32, little-endian
 * footer    N, rowSize (int32); for each row: hash of the recording's file (16 bytes), CRC-32C of the row, sample rate,
 *           channels (int32), seconds, peak, loudness, clipped share (float64), warning, note (length in 2 bytes,
 *           UTF-8); big-endian
 * </pre>
 *
 * Nothing in a file is trusted before it is checked. The footer is checked when the file is opened, a row when it is
 * first needed. Any number of threads may read.
 */
final class FeaturePack implements Rows {
    /** The mark of these files; the last character is the version. */
    private static final String MARK = "ZankyoF2";

    /** The code that writes the rows of a new file. */
    @FunctionalInterface
    interface Content {
        void to(Writer out) throws IOException;
    }

    /** A writer of rows. Any number of threads may call it. */
    static final class Writer {
        private final OutputStream body;
        private final int rowSize;
        private final ByteArrayOutputStream index = new ByteArrayOutputStream();
        private final DataOutputStream entries = new DataOutputStream(index);
        private int rows;

        private Writer(OutputStream body, int rowSize) {
            this.body = body;
            this.rowSize = rowSize;
        }

        /** Adds a row and returns its number. */
        int add(float[] values, SoundFacts facts) throws IOException {
            byte[] row = bytes(values);
            synchronized (this) {
                body.write(row);
                entries.write(HexFormat.of().parseHex(facts.content()));
                entries.writeInt(checksum(row));
                entries.writeInt(facts.sampleRate());
                entries.writeInt(facts.channels());
                entries.writeDouble(facts.seconds());
                entries.writeDouble(facts.peak());
                entries.writeDouble(facts.loudness());
                entries.writeDouble(facts.clipped());
                entries.writeUTF(facts.warning());
                entries.writeUTF(facts.note());
                return rows++;
            }
        }

        private byte[] footer() {
            return ByteBuffer.allocate(2 * Integer.BYTES + index.size())
                    .putInt(rows)
                    .putInt(rowSize)
                    .put(index.toByteArray())
                    .array();
        }
    }

    private final Rows rows;
    private final int rowSize;
    private final int[] checksums;
    private final List<SoundFacts> facts;

    private FeaturePack(Rows rows, int rowSize, int[] checksums, List<SoundFacts> facts) {
        this.rows = rows;
        this.rowSize = rowSize;
        this.checksums = checksums;
        this.facts = facts;
    }

    /** Writes a file, completely or not at all. */
    static void write(Path file, int rowSize, Content content) {
        MappedStore.write(file, MARK, body -> {
            var writer = new Writer(body, rowSize);
            content.to(writer);
            return writer.footer();
        });
    }

    /**
     * Opens a file.
     *
     * @throws MappedStore.MalformedException if the file is damaged, has another version, or has rows of another size
     * @throws IOException if it cannot be read
     */
    static FeaturePack open(Path file, int rowSize) throws IOException {
        try (MappedStore store = MappedStore.open(file, MARK);
                var in = new DataInputStream(new ByteArrayInputStream(store.footer()))) {
            return indexed(store, in, rowSize);
        }
    }

    private static FeaturePack indexed(MappedStore store, DataInputStream in, int rowSize) throws IOException {
        try {
            int count = in.readInt();
            int length = in.readInt();
            store.require(length == rowSize, "rows must have " + rowSize + " values; got " + length);
            boolean whole = count >= 0 && store.bodyBytes() == (long) count * rowSize * Float.BYTES;
            store.require(whole, "must have a body of its rows; got " + store.bodyBytes() + " bytes for " + count);
            int[] checksums = new int[count];
            List<SoundFacts> facts = new ArrayList<>(count);
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
                        in.readUTF(),
                        in.readUTF()));
            }
            store.require(in.available() == 0, "must have an index of its rows and no more");
            return new FeaturePack(Rows.mapped(store.body(), rowSize), rowSize, checksums, facts);
        } catch (EOFException | UTFDataFormatException e) {
            throw store.malformed(
                    "must have an index of all its rows; it ends early or has no text where one should be");
        }
    }

    /** Returns the properties of the recording of each row. */
    List<SoundFacts> facts() {
        return facts;
    }

    /** Returns whether the checksum of a row is correct. Thread-safe. */
    boolean isWhole(int row) {
        float[] values = new float[rowSize];
        copy(row, values, 0);
        return checksum(bytes(values)) == checksums[row];
    }

    @Override
    public void copy(int row, float[] destination, int offset) {
        rows.copy(row, destination, offset);
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
}
