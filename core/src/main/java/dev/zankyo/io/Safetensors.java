package dev.zankyo.io;

import dev.zankyo.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file in the safetensors format: float32 tensors by name, and strings by name.
 *
 * <pre>
 * 8 bytes    length of the header, unsigned, little-endian; at most 100,000,000
 * header     JSON, padded with blanks: {"__metadata__": {key: text, ...},
 *            name: {"dtype": "F32", "shape": [axes], "data_offsets": [begin, end]}, ...}
 * data       the tensors, row-major, little-endian, without gaps; offsets count from here
 * </pre>
 *
 * Reading is strict: what the format does not allow is refused, and no length is trusted before it is checked against the
 * file's. Files of 2 GiB and more, and other element types, are not read.
 *
 * @param metadata free text by key, in the file's order
 * @param tensors by name, in the order of the data
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    static final String METADATA = "__metadata__";
    static final long MAX_HEADER = 100_000_000;
    private static final int ALIGNMENT = 8;

    /**
     * A row-major tensor.
     *
     * @param shape the axes, slowest first; empty for a single number
     * @param values its elements, from the buffer's position to its limit, which stay where they are; not copied
     */
    public record Tensor(List<Integer> shape, FloatBuffer values) {
        public Tensor {
            shape = List.copyOf(shape);
            long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            if (values.remaining() != size) {
                throw new IllegalArgumentException(
                        "tensor: values must fill the shape; expected " + size + ", got " + values.remaining());
            }
        }
    }

    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("tensor: the name " + METADATA + " is taken by the format");
        }
    }

    /**
     * Writes the file whole or not at all, with the data beginning at a multiple of 8 bytes.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(file, this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        byte[] json = SafetensorsHeader.json(this);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        if (json.length + padding > MAX_HEADER) {
            throw new IOException("header of " + json.length + " bytes is longer than the format allows");
        }
        out.write(littleEndian(Long.BYTES).putLong(json.length + padding).array());
        out.write(json);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        for (Tensor tensor : tensors.values()) {
            ByteBuffer bytes = littleEndian(Math.multiplyExact(tensor.values().remaining(), Float.BYTES));
            bytes.asFloatBuffer().put(tensor.values().duplicate());
            out.write(bytes.array());
        }
    }

    /**
     * Reads a file.
     *
     * @throws InputException if the file cannot be read or is not of the format; the message begins with its path
     */
    public static Safetensors read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputException(file + ": must be a file; got a folder or device");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size < Long.BYTES) {
                throw malformed(file, "must begin with the header's length; expected 8 bytes, got " + size);
            }
            if (size > Integer.MAX_VALUE) {
                throw malformed(file, "must be smaller than 2 GiB; got " + size + " bytes");
            }
            long headerLength = readFully(channel, Long.BYTES).getLong();
            long left = size - Long.BYTES;
            if (headerLength < 0 || headerLength > Math.min(left, MAX_HEADER)) {
                throw malformed(
                        file,
                        "the header must lie within the file; expected at most " + Math.min(left, MAX_HEADER)
                                + " bytes, got " + Long.toUnsignedString(headerLength));
            }
            ByteBuffer json = readFully(channel, (int) headerLength);
            int dataLength = (int) (left - headerLength);
            SafetensorsHeader header = SafetensorsHeader.parse(json, dataLength);
            return header.withData(readFully(channel, dataLength));
        } catch (SafetensorsHeader.MalformedException e) {
            throw malformed(file, e.getMessage());
        } catch (IOException e) {
            throw new InputException(file + ": could not be read; " + FileError.reason(e), e);
        }
    }

    private static InputException malformed(Path file, String message) {
        return new InputException(file + ": " + message + " (is it a safetensors file, and whole?)");
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

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
