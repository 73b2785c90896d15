package dev.zankyo.data;

/** A source of a data set's values. Safe for several threads; the values never change. */
@FunctionalInterface
public interface Rows {

    /** Copies one row, band-major, to {@code destination} starting at {@code offset}. */
    void copy(int row, float[] destination, int offset);

    /** Returns the rows of an array: (N, size). The array is not copied. */
    static Rows of(float[] values, int size) {
        return (row, destination, offset) -> System.arraycopy(values, row * size, destination, offset, size);
    }
}
