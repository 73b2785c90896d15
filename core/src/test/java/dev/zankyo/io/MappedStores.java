package dev.zankyo.io;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Mapped stores that somebody has changed, for tests of other packages. */
public final class MappedStores {
    /** The bytes of the tail: lengths, checksums and mark. */
    public static final int TAIL = 28;

    private static final int BODY_CHECKSUM = 8;
    private static final int FOOTER_BYTES = 12;
    private static final int CHECKSUM = 16;

    private MappedStores() {}

    /**
     * Returns the same bytes with both checksums corrected, if the tail says where they are: the work of an attacker,
     * not of an accident.
     */
    public static byte[] sealed(byte[] file) {
        byte[] sealed = file.clone();
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        int tail = sealed.length - TAIL;
        int footer = tail < 0 ? -1 : tail - bytes.getInt(tail + FOOTER_BYTES);
        if (footer < 0 || footer > tail) {
            return file;
        }
        bytes.putInt(tail + BODY_CHECKSUM, checksum(sealed, 0, footer));
        bytes.putInt(tail + CHECKSUM, checksum(sealed, footer, tail + CHECKSUM));
        return sealed;
    }

    private static int checksum(byte[] bytes, int from, int to) {
        var checksum = new CRC32C();
        checksum.update(bytes, from, to - from);
        return (int) checksum.getValue();
    }
}
