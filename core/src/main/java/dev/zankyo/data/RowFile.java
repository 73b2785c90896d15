package dev.zankyo.data;

import dev.zankyo.data.LabelColumn.Label;
import dev.zankyo.io.MappedStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A {@link MappedStore} of parsed rows. A {@link RowCache} consists of such files:
 *
 * <pre>
 * body      rows: N x (bands * frames) float32, little-endian, in the CSV file's own order
 *           labels: N x int32, little-endian: an index among the footer's labels, or -1
 * footer    bands, frames, N (int32); size, time of modification and of change of the CSV file (int64);
 *           variance and roughness in either layout (float64); separator, 1 for decimal commas, 1 for a header,
 *           1 for an index, label column or -1, 1 if it is the last (int32), length in bytes (int32) and text of its
 *           name in the header in UTF-8; number of labels (int32);
 *           for each label its first line and its length in bytes (int32) and its text in UTF-8; big-endian
 * </pre>
 *
 * Nothing in a file is trusted before it is checked.
 */
final class RowFile {
    /** The mark of these files; the last character is the version. */
    private static final String MARK = "ZankyoR3";

    private static final ValueLayout.OfInt LABEL = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** An exception for an undamaged file that was made from another version of the CSV file. */
    static final class OutdatedException extends IOException {
        private static final long serialVersionUID = 1L;

        OutdatedException(Path file) {
            super(file + ": must hold the rows of the present CSV file; that file has changed");
        }
    }

    /** The code that writes the rows of a new file. */
    @FunctionalInterface
    interface Content {
        void to(Writer out) throws IOException;
    }

    /** A writer of rows, for one thread. */
    static final class Writer {
        private final OutputStream out;
        private final byte[] bytes;
        private final ByteBuffer row;
        private final LabelColumn labels = new LabelColumn();
        private final Smoothness.Meter smoothness;
        private RowFormat format = RowFormat.USUAL;

        private Writer(OutputStream out, int bands, int frames) {
            this.out = out;
            this.bytes = new byte[bands * frames * Float.BYTES];
            this.row = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            this.smoothness = new Smoothness.Meter(bands, frames);
        }

        /** Adds a row: its values, its label or null, and its line number. */
        void add(float[] values, String label, int line) throws IOException {
            row.asFloatBuffer().put(values);
            out.write(bytes);
            labels.add(label, line);
            smoothness.add(values);
        }

        /** Sets the format of the CSV file. */
        void format(RowFormat recognized) {
            format = recognized;
        }

        /** Returns the number of rows so far. */
        int size() {
            return labels.size();
        }
    }

    /** The content of a footer. */
    private record Footer(int rows, Smoothness smoothness, RowFormat format, List<Label> labels) {}

    private RowFile() {}

    /** Writes a file, completely or not at all. */
    static void write(Path file, CsvVersion csv, int bands, int frames, Content content) {
        MappedStore.write(file, MARK, body -> {
            var writer = new Writer(body, bands, frames);
            content.to(writer);
            int[] labels = writer.labels.rows();
            ByteBuffer label = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int index : labels) {
                body.write(label.putInt(0, index).array());
            }
            var footer =
                    new Footer(labels.length, writer.smoothness.smoothness(), writer.format, writer.labels.labels());
            return bytes(footer, csv, bands, frames);
        });
    }

    private static byte[] bytes(Footer footer, CsvVersion csv, int bands, int frames) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(bands);
        out.writeInt(frames);
        out.writeInt(footer.rows());
        out.writeLong(csv.size());
        out.writeLong(csv.modified());
        out.writeLong(csv.changed());
        out.writeDouble(footer.smoothness().variance());
        out.writeDouble(footer.smoothness().bandMajor());
        out.writeDouble(footer.smoothness().frameMajor());
        RowFormat format = footer.format();
        out.writeInt(format.separator());
        out.writeInt(format.decimalComma() ? 1 : 0);
        out.writeInt(format.header() ? 1 : 0);
        out.writeInt(format.index() ? 1 : 0);
        out.writeInt(format.label());
        out.writeInt(format.last() ? 1 : 0);
        write(format.labelName(), out);
        out.writeInt(footer.labels().size());
        for (Label label : footer.labels()) {
            out.writeInt(label.line());
            write(label.name(), out);
        }
        return bytes.toByteArray();
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
    }

    /** Opens a file that this process has just written, without checking its body. */
    static ParsedFile open(Path file, CsvVersion csv, int bands, int frames) throws IOException {
        try (MappedStore store = MappedStore.open(file, MARK)) {
            return mapped(store, footer(store, file, csv, bands, frames), bands, frames);
        }
    }

    /**
     * Opens a file of an earlier run and checks all of it.
     *
     * @param progress receives the number of bytes read so far
     * @throws OutdatedException if the file was made from another version of the CSV file
     * @throws MappedStore.MalformedException if the file is damaged or is not a file of rows
     */
    static ParsedFile openChecked(Path file, CsvVersion csv, int bands, int frames, LongConsumer progress)
            throws IOException {
        try (MappedStore store = MappedStore.open(file, MARK)) {
            Footer footer = footer(store, file, csv, bands, frames);
            store.requireWholeBody(progress);
            return mapped(store, footer, bands, frames);
        }
    }

    private static ParsedFile mapped(MappedStore store, Footer footer, int bands, int frames) throws IOException {
        MemorySegment body = store.body();
        int[] labels = new int[footer.rows()];
        long valueBytes = body.byteSize() - (long) labels.length * Integer.BYTES;
        MemorySegment.copy(body, LABEL, valueBytes, labels, 0, labels.length);
        int least = footer.labels().isEmpty() ? -1 : 0;
        for (int label : labels) {
            store.require(
                    label >= least && label < Math.max(0, footer.labels().size()),
                    "labels must be those of the footer; got number " + label);
        }
        MemorySegment values = body.asSlice(0, valueBytes);
        return new ParsedFile(
                footer.labels(),
                labels,
                footer.format(),
                footer.smoothness(),
                layout -> new MappedRows(values, layout, bands, frames));
    }

    private static Footer footer(MappedStore store, Path file, CsvVersion csv, int bands, int frames)
            throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(store.footer()))) {
            int height = in.readInt();
            int width = in.readInt();
            store.require(
                    height == bands && width == frames,
                    "rows must be of " + bands + " x " + frames + " values; got " + height + " x " + width);
            int rows = in.readInt();
            store.require(rows > 0, "must have at least one row; got " + rows);
            long bytes = (long) rows * (bands * frames * (long) Float.BYTES + Integer.BYTES);
            store.require(
                    store.bodyBytes() == bytes,
                    "must have a body of its rows; expected " + bytes + " bytes, got " + store.bodyBytes());
            if (!new CsvVersion(in.readLong(), in.readLong(), in.readLong()).equals(csv)) {
                throw new OutdatedException(file);
            }
            var smoothness = new Smoothness(in.readDouble(), in.readDouble(), in.readDouble());
            RowFormat format = format(store, in, bands * frames + 1);
            List<Label> labels = labels(store, in, rows);
            store.require(
                    in.available() == 0, "must have no more footer than labels; got " + in.available() + " bytes more");
            return new Footer(rows, smoothness, format, labels);
        } catch (EOFException e) {
            throw store.malformed("must have a whole footer; it ends early");
        }
    }

    private static List<Label> labels(MappedStore store, DataInputStream in, int rows) throws IOException {
        int count = in.readInt();
        store.require(count >= 0 && count <= rows, "must have at most a label for each row; got " + count);
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int line = in.readInt();
            labels.add(new Label(text(store, in), line));
        }
        return labels;
    }

    private static RowFormat format(MappedStore store, DataInputStream in, int lastColumn) throws IOException {
        int separator = in.readInt();
        store.require(
                separator == ',' || separator == ';' || separator == '\t',
                "separator must be a comma, a semicolon or a tab; got number " + separator);
        boolean decimalComma = in.readInt() != 0;
        boolean header = in.readInt() != 0;
        boolean index = in.readInt() != 0;
        int label = in.readInt();
        store.require(label >= -1 && label <= lastColumn, "label must be in a column; got number " + label);
        boolean last = in.readInt() != 0;
        return new RowFormat((char) separator, decimalComma, header, index, label, last, text(store, in));
    }

    private static String text(MappedStore store, DataInputStream in) throws IOException {
        int length = in.readInt();
        store.require(
                length >= 0 && length <= in.available(),
                "texts must lie within the footer; got " + length + " bytes of one");
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
