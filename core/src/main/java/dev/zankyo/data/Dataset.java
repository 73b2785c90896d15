package dev.zankyo.data;

import java.util.List;

/**
 * A set of labeled spectrograms, in memory or in a {@linkplain RowCache file}; readers see no difference. The values of
 * a row are (bands, frames), band-major; this is the (H, W, 1) order of a network's input. Immutable by convention:
 * arrays are not copied, and nothing may write to them. Safe for several threads.
 */
public final class Dataset {
    private final List<String> classes;
    private final int[] labels;
    private final Rows rows;
    private final int bands;
    private final int frames;

    /**
     * Creates a data set in memory.
     *
     * @param classes the class names, by class index
     * @param labels the class index of each row; -1 if unknown
     * @param values all rows: (N, bands, frames), band-major
     * @param bands frequency bands, the height of a row
     * @param frames frames in time, the width of a row
     */
    public Dataset(List<String> classes, int[] labels, float[] values, int bands, int frames) {
        this(classes, labels, Rows.of(values, bands * frames), bands, frames);
        if (values.length != (long) labels.length * bands * frames) {
            throw new IllegalArgumentException("dataset: values must fill the rows; expected " + labels.length + " x "
                    + bands + " x " + frames + ", got " + values.length);
        }
    }

    /** Creates a data set whose values come from {@code rows}, one row per label. */
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

    /** Returns the class names, by class index. */
    public List<String> classes() {
        return classes;
    }

    /** Returns the class index of each row, -1 if unknown; not copied. */
    public int[] labels() {
        return labels;
    }

    /** Returns the number of frequency bands, the height of a row. */
    public int bands() {
        return bands;
    }

    /** Returns the number of frames in time, the width of a row. */
    public int frames() {
        return frames;
    }

    /** Returns the number of rows. */
    public int size() {
        return labels.length;
    }

    /** Returns the number of values per row. */
    public int rowSize() {
        return bands * frames;
    }

    /** Copies the values of a row, band-major, to {@code destination} starting at {@code offset}; allocates nothing. */
    public void copyRow(int row, float[] destination, int offset) {
        rows.copy(row, destination, offset);
    }

    /** Returns a copy of all values: (N, bands, frames). The data set must have fewer than 2^31 values. */
    public float[] values() {
        float[] values = new float[Math.multiplyExact(size(), rowSize())];
        for (int row = 0; row < size(); row++) {
            copyRow(row, values, row * rowSize());
        }
        return values;
    }

    /** Returns the chosen rows in the given order, copied to memory. */
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
