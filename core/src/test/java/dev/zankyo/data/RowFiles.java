package dev.zankyo.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Files of parsed rows, for tests of other packages. */
public final class RowFiles {
    private static final CsvVersion VERSION = new CsvVersion(1, 2, 3);

    private static final int TAIL = 16;

    /** Where in the footer the checksum of rows and labels is. */
    private static final int DATA_CHECKSUM = 64;

    private RowFiles() {}

    /** A small file, made in the folder. */
    public static byte[] sound(Path folder) {
        Path file = folder.resolve("sound");
        RowFile.write(file, VERSION, 2, 3, out -> {
            out.add(new float[] {1, 2, 3, 4, 5, 6}, "a", 1);
            out.add(new float[] {6, 5, 4, 3, 2, 1}, "b", 2);
        });
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with both checksums made right, if its tail tells where they are. */
    public static byte[] sealed(byte[] file) {
        byte[] sealed = file.clone();
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        int end = sealed.length - TAIL;
        int footer = end < 0 ? -1 : end - bytes.getInt(end);
        if (footer < 0 || footer > end - DATA_CHECKSUM - Integer.BYTES) {
            return file;
        }
        bytes.putInt(footer + DATA_CHECKSUM, checksum(sealed, 0, footer));
        bytes.putInt(end + Integer.BYTES, checksum(sealed, footer, end));
        return sealed;
    }

    private static int checksum(byte[] bytes, int from, int to) {
        var checksum = new CRC32C();
        checksum.update(bytes, from, to - from);
        return (int) checksum.getValue();
    }

    /** Reads one, and every row of it. */
    public static void read(Path file) throws IOException {
        ParsedFile parsed = RowFile.openChecked(file, VERSION, 2, 3, bytes -> {});
        Rows rows = parsed.values().apply(Layout.BAND_MAJOR);
        for (int row = 0; row < parsed.rows().length; row++) {
            rows.copy(row, new float[6], 0);
        }
    }
}
