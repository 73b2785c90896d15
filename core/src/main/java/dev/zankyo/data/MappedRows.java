package dev.zankyo.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The rows of a memory-mapped file, in the file's layout. The operating system loads pages when a row is copied and may
 * drop them at any time; they belong to its cache, not to this process.
 *
 * <p>Nevertheless, pages that were read count as resident memory of this process, in the end the whole file. So they
 * are unloaded from the process every few hundred rows. They stay in the system's cache, and the resident memory shows
 * only what training needs. Loading them again costs 8 microseconds per row, 1/500 of the time to train on it, on the
 * thread that prepares batches.
 */
final class MappedRows implements Rows {
    private static final ValueLayout.OfFloat VALUE =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /**
     * The number of rows between unloads. A row touches two pages and the kernel maps more around them. Together
     * they take some 20 MiB until they are unloaded.
     */
    private static final int ROWS_HELD = 256;

    private final MemorySegment values;
    private final Layout layout;
    private final int bands;
    private final int frames;
    private final AtomicInteger copied = new AtomicInteger();

    /**
     * Creates rows from a mapped segment that starts with them. The segment must stay mapped as long as the rows are
     * used.
     */
    MappedRows(MemorySegment values, Layout layout, int bands, int frames) {
        this.values = values;
        this.layout = layout;
        this.bands = bands;
        this.frames = frames;
    }

    @Override
    public void copy(int row, float[] destination, int offset) {
        int size = bands * frames;
        long start = (long) row * size;
        switch (layout) {
            case BAND_MAJOR -> MemorySegment.copy(values, VALUE, start * Float.BYTES, destination, offset, size);
            case FRAME_MAJOR -> {
                for (int frame = 0; frame < frames; frame++) {
                    for (int band = 0; band < bands; band++) {
                        destination[offset + band * frames + frame] =
                                values.getAtIndex(VALUE, start + frame * bands + band);
                    }
                }
            }
            case AUTO -> throw new IllegalStateException("layout: auto must be resolved before values are moved");
        }
        if (copied.incrementAndGet() % ROWS_HELD == 0) {
            values.unload();
        }
    }
}
