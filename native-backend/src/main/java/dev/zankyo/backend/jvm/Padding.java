package dev.zankyo.backend.jvm;

import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Shape;
import java.util.Arrays;

/**
 * The zeros around and between the pixels of an image, written to memory, so that a correlation has no special case at
 * an edge.
 *
 * @param image the shape of the image
 * @param top the number of zero rows above the image
 * @param left the number of zero columns to the left of the image
 * @param paddedRows the number of rows of the result
 * @param paddedColumns the number of columns of the result
 * @param spread the distance in the result between neighboring rows of the image; the same for columns
 */
record Padding(Shape image, int top, int left, int paddedRows, int paddedColumns, int spread) {

    /** Returns whether the result is the image itself. */
    boolean isNone() {
        return paddedRows == image.height() && paddedColumns == image.width();
    }

    /** Returns the shape of the result. */
    Shape padded() {
        return new Shape(paddedRows, paddedColumns, image.channels());
    }

    /** Returns the number of floats of scratch space for {@code images} images. */
    long scratch(int images) {
        return isNone() ? 0 : (long) images * padded().size();
    }

    /** The padded images of a slice: the index at which they start, and the copying that fills them. */
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
