package dev.zankyo.backend.jvm;

import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Shape;
import java.util.Arrays;

/**
 * Makes the zeros around and between the pixels of an image real, so that a correlation needs no special case at an edge.
 *
 * @param image its shape
 * @param top zero rows above it
 * @param left zero columns left of it
 * @param paddedRows rows of the result
 * @param paddedColumns columns of the result
 * @param spread distance in the result between neighbouring rows, and columns, of the image
 */
record Padding(Shape image, int top, int left, int paddedRows, int paddedColumns, int spread) {

    /** Whether the result would be the image itself. */
    boolean isNone() {
        return paddedRows == image.height() && paddedColumns == image.width();
    }

    /** The shape of the result. */
    Shape padded() {
        return new Shape(paddedRows, paddedColumns, image.channels());
    }

    /** Floats of scratch space for so many images. */
    long scratch(int images) {
        return isNone() ? 0 : (long) images * padded().size();
    }

    /** The images of a slice, padded: where they are to begin, and what makes them. */
    record Source(int begin, Runnable making) {
        void make() {
            making.run();
        }
    }

    Source of(Floats floats, Tensor tensor, Slice slice) {
        int begin = floats.tensor(tensor, slice);
        if (isNone()) {
            return new Source(begin, () -> {});
        }
        int target = floats.scratch(slice.worker());
        int size = padded().size();
        return new Source(target, () -> {
            for (int i = 0; i < slice.count(); i++) {
                copy(floats.array(), begin + i * image.size(), target + i * size);
            }
        });
    }

    private void copy(float[] array, int from, int to) {
        int channels = image.channels();
        int pitch = paddedColumns * channels;
        int length = image.width() * channels;
        for (int r = 0; r < paddedRows; r++) {
            int start = to + r * pitch;
            int row = (r - top) / spread;
            if (r < top || row * spread != r - top || row >= image.height()) {
                Arrays.fill(array, start, start + pitch, 0);
            } else if (spread == 1) {
                int begin = start + left * channels;
                Arrays.fill(array, start, begin, 0);
                System.arraycopy(array, from + row * length, array, begin, length);
                Arrays.fill(array, begin + length, start + pitch, 0);
            } else {
                Arrays.fill(array, start, start + pitch, 0);
                for (int c = 0; c < image.width(); c++) {
                    int pixel = from + row * length + c * channels;
                    System.arraycopy(array, pixel, array, start + (left + c * spread) * channels, channels);
                }
            }
        }
    }
}
