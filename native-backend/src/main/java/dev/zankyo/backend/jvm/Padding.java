package dev.zankyo.backend.jvm;

import java.util.Arrays;

/**
 * Makes the zeros around and between the pixels of an image real, so that a correlation needs no special case at an edge.
 *
 * @param rows of the image
 * @param columns of the image
 * @param channels of the image
 * @param top zero rows above it
 * @param left zero columns left of it
 * @param paddedRows rows of the result
 * @param paddedColumns columns of the result
 * @param spread distance in the result between neighbouring rows, and columns, of the image
 */
record Padding(int rows, int columns, int channels, int top, int left, int paddedRows, int paddedColumns, int spread) {

    /** Whether the result would be the image itself. */
    boolean isNone() {
        return paddedRows == rows && paddedColumns == columns;
    }

    /** Floats of the result. */
    int size() {
        return Math.multiplyExact(Math.multiplyExact(paddedRows, paddedColumns), channels);
    }

    /** Writes the rows {@code from} to {@code to}, exclusive, of the result, which begins at the start of {@code padded}. */
    void copy(float[] image, int offset, float[] padded, int from, int to) {
        int pitch = paddedColumns * channels;
        int length = columns * channels;
        for (int r = from; r < to; r++) {
            int start = r * pitch;
            int row = (r - top) / spread;
            if (r < top || row * spread != r - top || row >= rows) {
                Arrays.fill(padded, start, start + pitch, 0);
            } else if (spread == 1) {
                int begin = start + left * channels;
                Arrays.fill(padded, start, begin, 0);
                System.arraycopy(image, offset + row * length, padded, begin, length);
                Arrays.fill(padded, begin + length, start + pitch, 0);
            } else {
                Arrays.fill(padded, start, start + pitch, 0);
                for (int c = 0; c < columns; c++) {
                    int pixel = offset + row * length + c * channels;
                    System.arraycopy(image, pixel, padded, start + (left + c * spread) * channels, channels);
                }
            }
        }
    }
}
