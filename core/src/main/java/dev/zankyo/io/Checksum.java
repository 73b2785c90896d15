package dev.zankyo.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The checksum of a {@link Safetensors} file: SHA-256 over its every byte, in which the checksum's own digits are taken for
 * zeros. It is the first text of the metadata, so that it stands at the same place of every header, and other readers of the
 * format see no more than a text.
 */
final class Checksum {
    /** Its name among the metadata. */
    static final String KEY = "zankyo.sha256";

    /** What stands in its place while it is computed. */
    static final String BLANK = "0".repeat(64);

    private static final int OFFSET = "{\"__metadata__\":{\"\":\"".length() + KEY.length();

    private final Digest digest = new Digest();
    private final byte[] header;

    /** Begins with a header that has a checksum or {@link #BLANK} in its place, and the length that precedes it. */
    Checksum(byte[] header) {
        this.header = header;
        digest.update(
                Safetensors.littleEndian(Long.BYTES).putLong(header.length).flip());
        digest.update(header, 0, OFFSET);
        digest.update(ascii(BLANK));
        digest.update(header, OFFSET + BLANK.length(), header.length - OFFSET - BLANK.length());
    }

    /** Whether the text, found in the metadata, stands where checksums stand, and is as long as one. */
    static boolean isInPlace(byte[] header, String text) {
        int end = OFFSET + BLANK.length();
        return text.length() == BLANK.length()
                && header.length >= end
                && Arrays.equals(Arrays.copyOfRange(header, OFFSET, end), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Goes on with data, from the buffer's position to its limit. */
    void update(ByteBuffer data) {
        digest.update(data);
    }

    /** The checksum, in hexadecimal digits; ends the computation. */
    String text() {
        return digest.hex();
    }

    /** Puts the checksum into the header; ends the computation. */
    void seal() {
        byte[] text = ascii(text());
        System.arraycopy(text, 0, header, OFFSET, text.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
