package dev.zankyo.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The checksum that versions up to 0.1 wrote into a {@link Safetensors} file: SHA-256 over all of its bytes, with the
 * checksum's own digits replaced by zeros. It is the first text of the metadata, so it has a fixed position in every
 * header. It is only read; {@link ContentChecksum} has replaced it.
 */
final class FileChecksum {
    /** The key of the checksum in the metadata. */
    static final String KEY = "zankyo.sha256";

    /** The digits over which the checksum is computed. */
    private static final String BLANK = "0".repeat(64);

    private static final int OFFSET = "{\"__metadata__\":{\"\":\"".length() + KEY.length();

    private final Digest digest = new Digest();

    /** Starts with the header's length and the header, which contains a checksum. */
    FileChecksum(byte[] header) {
        digest.update(
                Safetensors.littleEndian(Long.BYTES).putLong(header.length).flip());
        digest.update(header, 0, OFFSET);
        digest.update(ascii(BLANK));
        digest.update(header, OFFSET + BLANK.length(), header.length - OFFSET - BLANK.length());
    }

    /** Returns whether a checksum text of the metadata has the right length and position. */
    static boolean isInPlace(byte[] header, String text) {
        int end = OFFSET + BLANK.length();
        return text.length() == BLANK.length()
                && header.length >= end
                && Arrays.equals(Arrays.copyOfRange(header, OFFSET, end), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds data from the buffer's position to its limit. */
    void update(ByteBuffer data) {
        digest.update(data);
    }

    /** Returns the checksum in hexadecimal digits and ends the computation. */
    String text() {
        return digest.hex();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
