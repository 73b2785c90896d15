package dev.zankyo.data;

import java.util.Arrays;
import java.util.List;

/**
 * Labelled spectrograms in memory. Immutable by agreement: the arrays are not copied and nobody writes to them.
 *
 * @param classes the class names; a class is its index here
 * @param labels the class of each row, or -1 where it is unknown
 * @param values all rows one after another, each {@code bands} rows of {@code frames} values (band-major), which is the
 *     N x H x W x 1 order that plans take
 * @param bands frequency bands, the height
 * @param frames frames in time, the width
 */
public record Dataset(List<String> classes, int[] labels, float[] values, int bands, int frames) {
    public Dataset {
        classes = List.copyOf(classes);
        if (values.length != (long) labels.length * bands * frames) {
            throw new IllegalArgumentException("dataset: values must fill the rows; expected " + labels.length + " x "
                    + bands + " x " + frames + ", got " + values.length);
        }
        for (int label : labels) {
            if (label < -1 || label >= classes.size()) {
                throw new IllegalArgumentException(
                        "dataset: a label must be one of " + classes.size() + " classes; got " + label);
            }
        }
    }

    /** The number of rows. */
    public int size() {
        return labels.length;
    }

    /** The number of values of a row. */
    public int rowSize() {
        return bands * frames;
    }

    /** The rows of the indices given, in their order. */
    public Dataset select(int... rows) {
        float[] chosen = new float[rows.length * rowSize()];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * rowSize(), chosen, i * rowSize(), rowSize());
        }
        return new Dataset(classes, Arrays.stream(rows).map(row -> labels[row]).toArray(), chosen, bands, frames);
    }
}
