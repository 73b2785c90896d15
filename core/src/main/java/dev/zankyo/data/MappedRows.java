package dev.zankyo.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rows in a mapped file, in the layout the file has them in. The operating system brings pages in when a row is copied and
 * may drop them at any time; what it keeps is its cache, not this process's memory.
 *
 * <p>Pages once touched would count as resident here all the same, until the whole file did. So they are let go again every
 * few hundred rows: they stay in the system's cache, and the resident set says what training needs. Faulting them in again
 * costs 8 microseconds a row, a five-hundredth of a step, on the thread that prepares batches.
 */
final class MappedRows implements Rows {
    private static final ValueLayout.OfFloat VALUE =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** A row touches two pages and the kernel maps more around them: measured, some 20 MiB until they are let go. */
    private static final int ROWS_HELD = 256;

    private final MemorySegment values;
    private final Layout layout;
    private final int bands;
    private final int frames;
    private final AtomicInteger copied = new AtomicInteger();

    /** Rows of a mapped segment that begins with them; the segment must live as long as its rows are used. */
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
