package dev.zankyo.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of parsed rows, for tests of other packages. */
public final class RowFiles {
    private static final CsvVersion VERSION = new CsvVersion(1, 2, 3);

    private RowFiles() {}

    /** Writes a small file to the folder and returns its bytes. */
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

    /** Reads a file and every row of it. */
    public static void read(Path file) throws IOException {
        ParsedFile parsed = RowFile.openChecked(file, VERSION, 2, 3, bytes -> {});
        Rows rows = parsed.values().apply(Layout.BAND_MAJOR);
        for (int row = 0; row < parsed.rows().length; row++) {
            rows.copy(row, new float[6], 0);
        }
    }
}
