package dev.zankyo.data;

import java.lang.foreign.MemorySegment;

/** A source of a data set's values. Safe for several threads; the values never change. */
@FunctionalInterface
public interface Rows {

    /** Copies one row, band-major, to {@code destination} starting at {@code offset}. */
    void copy(int row, float[] destination, int offset);

    /**
     * Returns the rows of a mapped file, one after another from the segment's first byte, {@code size} little-endian
     * floats each. The segment must live as long as its rows are used.
     */
    static Rows mapped(MemorySegment values, int size) {
        return new MappedRows(values, Layout.BAND_MAJOR, 1, size);
    }

    /** Returns the rows of an array: (N, size). The array is not copied. */
    static Rows of(float[] values, int size) {
        return (row, destination, offset) -> System.arraycopy(values, row * size, destination, offset, size);
    }
}
