package dev.zankyo.io;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file in the safetensors format: tensors of floats or integers by name, and strings by name.
 *
 * <pre>
 * 8 bytes    length of the header, unsigned, little-endian; at most 100,000,000
 * header     JSON, padded with blanks: {"__metadata__": {key: text, ...},
 *            name: {"dtype": "F32" or "I32" or "I64", "shape": [axes], "data_offsets": [begin, end]}, ...}
 * data       the tensors, row-major, little-endian, without gaps; offsets count from here
 * </pre>
 *
 * Reading is strict: anything that the format does not allow is refused, and every length is checked against the file's
 * length. Files of 2 GiB or more, files with more than 2,048 names, and other element types are refused. Every file
 * that is written has a checksum of its content, {@code zankyo.content_sha256}, in its metadata. Reading verifies the
 * checksum if there is one. It also verifies {@code zankyo.sha256}, the checksum of all bytes that version 0.1 wrote.
 *
 * @param metadata free text by key, in the file's order, without the checksum
 * @param tensors by name, in the order of the data
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    static final String METADATA = "__metadata__";
    static final long MAX_HEADER = 100_000_000;
    private static final int ALIGNMENT = 8;
    /** The number of elements written at once. */
    private static final int CHUNK = 1 << 14;

    /**
     * A row-major tensor.
     *
     * @param shape the axes, slowest first; empty for a single number
     * @param elements a {@link FloatBuffer}, {@link IntBuffer} or {@link LongBuffer} with the elements between position
     *     and limit; not copied and not moved
     */
    public record Tensor(List<Integer> shape, Buffer elements) {
        public Tensor {
            shape = List.copyOf(shape);
            ElementType.of(elements);
            long size = 1;
            for (int axis : shape) {
                size = Math.multiplyExact(size, axis);
            }
            if (elements.remaining() != size) {
                throw new IllegalArgumentException(
                        "tensor: elements must fill the shape; expected " + size + ", got " + elements.remaining());
            }
        }

        /** Returns the type of the elements. */
        public ElementType type() {
            return ElementType.of(elements);
        }

        /**
         * Returns a view of the elements of a tensor of floats.
         *
         * @throws IllegalArgumentException if the elements are of another type
         */
        public FloatBuffer floats() {
            requireType(ElementType.F32);
            return (FloatBuffer) elements.duplicate();
        }

        /**
         * Returns a view of the elements of a tensor of 32-bit integers.
         *
         * @throws IllegalArgumentException if the elements are of another type
         */
        public IntBuffer ints() {
            requireType(ElementType.I32);
            return (IntBuffer) elements.duplicate();
        }

        /**
         * Returns a view of the elements of a tensor of 64-bit integers.
         *
         * @throws IllegalArgumentException if the elements are of another type
         */
        public LongBuffer longs() {
            requireType(ElementType.I64);
            return (LongBuffer) elements.duplicate();
        }

        private void requireType(ElementType expected) {
            if (type() != expected) {
                throw new IllegalArgumentException("dtype must be " + expected + "; got " + type());
            }
        }

        long bytes() {
            return (long) type().bytes() * elements.remaining();
        }
    }

    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("tensor: the name " + METADATA + " is taken by the format");
        }
        for (String key : List.of(ContentChecksum.KEY, FileChecksum.KEY)) {
            if (metadata.containsKey(key)) {
                throw new IllegalArgumentException("metadata: the name " + key + " is taken by the checksum");
            }
        }
    }

    /**
     * Writes the file, completely or not at all. The data begin at a multiple of 8 bytes.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(file, this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        byte[] header = SafetensorsHeader.json(this, contentChecksum(), ALIGNMENT);
        requireReadable(header);
        out.write(littleEndian(Long.BYTES).putLong(header.length).array());
        out.write(header);
        writeData(out);
    }

    private String contentChecksum() throws IOException {
        try {
            return ContentChecksum.of(this);
        } catch (InputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Throws if {@link #read} would refuse the file, so that no such file is written. */
    private void requireReadable(byte[] header) throws IOException {
        if (header.length > MAX_HEADER) {
            throw new IOException("the header must be of at most " + MAX_HEADER + " bytes; got " + header.length);
        }
        try {
            SafetensorsHeader.parse(
                    header, tensors.values().stream().mapToLong(Tensor::bytes).sum());
        } catch (InputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void writeData(OutputStream out) throws IOException {
        for (Tensor tensor : tensors.values()) {
            Buffer elements = tensor.elements();
            for (int from = 0; from < elements.remaining(); from += CHUNK) {
                Buffer chunk = elements.slice(elements.position() + from, Math.min(CHUNK, elements.remaining() - from));
                ByteBuffer bytes =
                        littleEndian(chunk.remaining() * tensor.type().bytes());
                ElementType.copy(chunk, bytes);
                out.write(bytes.array());
            }
        }
    }

    /**
     * Reads a file with or without a checksum.
     *
     * @throws InputException if the file cannot be read, has an invalid format, or is damaged; the message begins with
     *     its path
     */
    public static Safetensors read(Path file) {
        return read(file, false);
    }

    /**
     * Reads a file that must have a checksum, so that any changed bit is detected.
     *
     * @throws InputException if the file cannot be read, has an invalid format, has no checksum or is damaged; the
     *     message begins with its path
     */
    public static Safetensors readChecked(Path file) {
        return read(file, true);
    }

    private static Safetensors read(Path file, boolean mustBeChecked) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw InputException.of(Subject.file(file), "must be a file").got("a folder or device");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size < Long.BYTES) {
                throw malformed("must begin with the header's length")
                        .expected("8 bytes")
                        .got(size);
            }
            if (size > Integer.MAX_VALUE) {
                throw malformed("must be smaller than 2 GiB").got(size + " bytes");
            }
            long headerLength = readFully(channel, Long.BYTES).getLong();
            long left = size - Long.BYTES;
            if (headerLength < 0 || headerLength > Math.min(left, MAX_HEADER)) {
                throw malformed("the header must lie within the file")
                        .expected("at most " + Math.min(left, MAX_HEADER) + " bytes")
                        .got(Long.toUnsignedString(headerLength));
            }
            byte[] json = readFully(channel, (int) headerLength).array();
            int dataLength = (int) (left - headerLength);
            SafetensorsHeader header = SafetensorsHeader.parse(json, dataLength);
            if (mustBeChecked && !header.isChecked()) {
                throw malformed("must carry a checksum, " + ContentChecksum.KEY + " in its metadata")
                        .got("none")
                        .remedy("another program wrote it: add the checksum as docs/models.md describes");
            }
            ByteBuffer data = readFully(channel, dataLength);
            if (header.fileChecksum() != null) {
                requireWhole(header.fileChecksum(), json, data.duplicate());
            }
            Safetensors content = header.withData(data);
            if (header.contentChecksum() != null) {
                requireEqual(header.contentChecksum(), ContentChecksum.of(content));
            }
            return content;
        } catch (InputException e) {
            InputException fault = e.in(file);
            throw fault.remedy().isPresent() ? fault : fault.remedy("check that it is a whole safetensors file");
        } catch (IOException e) {
            throw InputException.of(Subject.file(file), "could not be read; " + FileError.reason(e))
                    .because(e);
        }
    }

    private static void requireWhole(String expected, byte[] header, ByteBuffer data) {
        if (!FileChecksum.isInPlace(header, expected)) {
            throw malformed("the checksum " + FileChecksum.KEY + " must be the first of the metadata")
                    .got(FileError.printable(expected))
                    .remedy("another program rewrote a file of version 0.1: give it the checksum " + ContentChecksum.KEY
                            + " instead, as docs/models.md describes");
        }
        FileChecksum checksum = new FileChecksum(header);
        checksum.update(data);
        requireEqual(expected, checksum.text());
    }

    private static void requireEqual(String expected, String found) {
        if (!found.equals(expected)) {
            throw malformed("must have the checksum that was written")
                    .expected(FileError.printable(expected))
                    .got(found);
        }
    }

    /** Returns a fault about the file; {@link #read} adds its path. */
    private static InputException malformed(String rule) {
        return InputException.of(Subject.content(), rule);
    }

    private static ByteBuffer readFully(FileChannel channel, int length) throws IOException {
        ByteBuffer bytes = littleEndian(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
