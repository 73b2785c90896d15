package dev.zankyo.data;

/** Where a data set's values are. Any thread may read; the values never change. */
interface Rows {

    /** Copies one row, band-major, to a place in an array. */
    void copy(int row, float[] destination, int offset);
}
