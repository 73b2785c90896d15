package dev.zankyo.data;

import java.util.List;

/**
 * Labelled spectrograms, held in memory or in a {@linkplain RowCache file}; whoever reads them sees no difference. A row is
 * {@code bands} rows of {@code frames} values (band-major), which is the H x W x 1 order that plans take. Immutable by
 * agreement: arrays are not copied on the way in and nobody writes to them. Any number of threads may read.
 */
public final class Dataset {
    private final List<String> classes;
    private final int[] labels;
    private final Rows rows;
    private final int bands;
    private final int frames;

    /**
     * A data set in memory.
     *
     * @param classes the class names; a class is its index here
     * @param labels the class of each row, or -1 where it is unknown
     * @param values all rows one after another, band-major
     * @param bands frequency bands, the height
     * @param frames frames in time, the width
     */
    public Dataset(List<String> classes, int[] labels, float[] values, int bands, int frames) {
        this(classes, labels, Rows.of(values, bands * frames), bands, frames);
        if (values.length != (long) labels.length * bands * frames) {
            throw new IllegalArgumentException("dataset: values must fill the rows; expected " + labels.length + " x "
                    + bands + " x " + frames + ", got " + values.length);
        }
    }

    /** A data set whose values are wherever {@code rows} takes them from, one row a label. */
    public Dataset(List<String> classes, int[] labels, Rows rows, int bands, int frames) {
        this.classes = List.copyOf(classes);
        this.labels = labels;
        this.rows = rows;
        this.bands = bands;
        this.frames = frames;
        for (int label : labels) {
            if (label < -1 || label >= classes.size()) {
                throw new IllegalArgumentException(
                        "dataset: a label must be one of " + classes.size() + " classes; got " + label);
            }
        }
    }

    /** The class names; a class is its index here. */
    public List<String> classes() {
        return classes;
    }

    /** The class of each row, or -1 where it is unknown; not copied. */
    public int[] labels() {
        return labels;
    }

    /** Frequency bands, the height of a row. */
    public int bands() {
        return bands;
    }

    /** Frames in time, the width of a row. */
    public int frames() {
        return frames;
    }

    /** The number of rows. */
    public int size() {
        return labels.length;
    }

    /** The number of values of a row. */
    public int rowSize() {
        return bands * frames;
    }

    /** Copies the values of a row, band-major, to {@code destination[offset]} and on; allocates nothing. */
    public void copyRow(int row, float[] destination, int offset) {
        rows.copy(row, destination, offset);
    }

    /** A copy of all values, row after row, for data sets of less than 2^31 of them. */
    public float[] values() {
        float[] values = new float[Math.multiplyExact(size(), rowSize())];
        for (int row = 0; row < size(); row++) {
            copyRow(row, values, row * rowSize());
        }
        return values;
    }

    /** The rows of the indices given, in their order, copied to memory. */
    public Dataset select(int... chosen) {
        int[] chosenLabels = new int[chosen.length];
        float[] values = new float[Math.multiplyExact(chosen.length, rowSize())];
        for (int i = 0; i < chosen.length; i++) {
            chosenLabels[i] = labels[chosen[i]];
            copyRow(chosen[i], values, i * rowSize());
        }
        return new Dataset(classes, chosenLabels, values, bands, frames);
    }
}
