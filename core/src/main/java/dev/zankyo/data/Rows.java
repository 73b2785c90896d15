package dev.zankyo.data;

/** Where a data set's values are. Any thread may read; the values never change. */
@FunctionalInterface
public interface Rows {

    /** Copies one row, band-major, to a place in an array. */
    void copy(int row, float[] destination, int offset);

    /** Rows of {@code size} values each, one after another in an array, which is not copied. */
    static Rows of(float[] values, int size) {
        return (row, destination, offset) -> System.arraycopy(values, row * size, destination, offset, size);
    }
}
