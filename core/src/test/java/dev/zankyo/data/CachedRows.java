package dev.zankyo.data;

import dev.zankyo.random.CounterRandom;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A maker of cached data sets of any size. Their CSV file is only a sparse file of the right length, without text. */
public final class CachedRows {
    private static final int CLASSES = 8;

    private CachedRows() {}

    /**
     * Writes rows of noise, at one level per class, and reads the data set as the program would.
     *
     * @param folder receives {@code rows.csv} and the cache
     */
    public static Dataset make(Path folder, int rows, int bands, int frames) throws IOException {
        Path csv = folder.resolve("rows.csv");
        try (var holes = new RandomAccessFile(csv.toFile(), "rw")) {
            holes.setLength(10L * rows * bands * frames);
        }
        var cache = RowCache.in(folder, ReadingListener.NONE).withThreshold(1);
        var random = CounterRandom.of(1);
        float[] values = new float[bands * frames];
        RowFile.write(cache.file(csv, bands, frames, LabelPosition.AUTO), CsvVersion.of(csv), bands, frames, out -> {
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

    /** Removes the files of {@link #make}; mapped rows stay readable. */
    public static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "rows.csv*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
