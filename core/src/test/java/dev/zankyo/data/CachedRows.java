package dev.zankyo.data;

import dev.zankyo.random.CounterRandom;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Data sets of any size in the cache, made without the CSV file they would come from: that is all holes. */
public final class CachedRows {
    private static final int CLASSES = 8;

    private CachedRows() {}

    /**
     * Writes noise for rows, a class's at its own level, and reads the data set the way the program would.
     *
     * @param folder where to put {@code rows.csv}, and the cache
     */
    public static Dataset make(Path folder, int rows, int bands, int frames) throws IOException {
        Path csv = folder.resolve("rows.csv");
        try (var holes = new RandomAccessFile(csv.toFile(), "rw")) {
            holes.setLength(10L * rows * bands * frames);
        }
        var cache = RowCache.in(folder, ReadingListener.NONE).withThreshold(1);
        var random = CounterRandom.of(1);
        float[] values = new float[bands * frames];
        RowFile.write(cache.file(csv, bands, frames), CsvVersion.of(csv), bands, frames, out -> {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = row % CLASSES - 7 + (random.bits((long) row * values.length + i) >>> 40) * 0x1p-24f;
                }
                out.add(values, "class " + row % CLASSES, row + 1);
            }
        });
        return new CsvReader(bands, frames, Layout.BAND_MAJOR, cache)
                .readTraining(csv)
                .data();
    }

    /** Removes what {@link #make} made; what is mapped stays readable. */
    public static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "rows.csv*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
