package dev.zankyo.data;

import dev.zankyo.io.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The identity of a row's values, independent of its label: the first 128 bits of a SHA-256, as 32 hexadecimal digits.
 */
public final class RowDigests {
    private static final int HEX_DIGITS = 32;

    private RowDigests() {}

    /** Returns the digest of every row, in order. The values are hashed band-major, as little-endian floats. */
    public static Stream<String> of(Dataset data) {
        float[] row = new float[data.rowSize()];
        ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        var digest = new Digest();
        return IntStream.range(0, data.size()).mapToObj(i -> {
            data.copyRow(i, row, 0);
            bytes.asFloatBuffer().put(row);
            digest.update(bytes.array());
            return digest.hex().substring(0, HEX_DIGITS);
        });
    }
}
