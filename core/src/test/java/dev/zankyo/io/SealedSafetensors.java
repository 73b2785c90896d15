package dev.zankyo.io;

import dev.zankyo.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A correction of checksums, so that tests reach the checks behind them. */
public final class SealedSafetensors {
    private static final String START = "\"" + ContentChecksum.KEY + "\":\"";
    private static final byte[] OLD_START =
            ("{\"__metadata__\":{\"" + FileChecksum.KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 64;

    private SealedSafetensors() {}

    /** Returns the file with its checksum corrected, if it can be read and has one. */
    public static byte[] sealed(byte[] file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            if (file.length < Long.BYTES) {
                return file;
            }
            long length = bytes.getLong();
            if (length < 0 || length > bytes.remaining()) {
                return file;
            }
            byte[] header = new byte[(int) length];
            bytes.get(header);
            if (Arrays.equals(OLD_START, Arrays.copyOf(header, OLD_START.length))) {
                return sealedAsBefore(file, header, bytes);
            }
            SafetensorsHeader parsed = SafetensorsHeader.parse(header, bytes.remaining());
            int place = new String(header, StandardCharsets.ISO_8859_1).indexOf(START) + START.length();
            if (place < START.length() || place + DIGITS >= header.length || header[place + DIGITS] != '"') {
                return file;
            }
            String digits = ContentChecksum.of(parsed.withData(bytes.slice()));
            byte[] sealed = file.clone();
            System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, sealed, Long.BYTES + place, DIGITS);
            return sealed;
        } catch (IOException | InputException e) {
            return file;
        }
    }

    /** Returns the file with the checksum of version 0.1 corrected. */
    private static byte[] sealedAsBefore(byte[] file, byte[] header, ByteBuffer data) {
        if (header.length < OLD_START.length + DIGITS) {
            return file;
        }
        FileChecksum checksum = new FileChecksum(header);
        checksum.update(data);
        byte[] digits = checksum.text().getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = file.clone();
        System.arraycopy(digits, 0, sealed, Long.BYTES + OLD_START.length, DIGITS);
        return sealed;
    }
}
