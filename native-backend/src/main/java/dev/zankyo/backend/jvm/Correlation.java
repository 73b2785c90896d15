package dev.zankyo.backend.jvm;

/**
 * The geometry of a two-dimensional cross-correlation over one image: what a convolution becomes once its padding is made
 * real. Distances are counted in floats.
 *
 * <p>Output (r, c) reads, for each of {@code taps} rows of the kernel, {@code run} consecutive floats of the input, which are
 * the kernel's columns times the input channels:
 *
 * <pre>{@code
 * y[r * yRow + c * yColumn + o] = sum over t, i of x[r * xRow + c * xColumn + t * tapPitch + i] * w[(t * run + i) * filters + o]
 * }</pre>
 *
 * @param rows output rows of an image
 * @param columns output columns
 * @param filters output channels
 * @param taps rows of the kernel
 * @param run columns of the kernel times input channels
 * @param tapPitch distance between the inputs of two rows of the kernel
 * @param xRow distance between the inputs of two output rows
 * @param xColumn distance between the inputs of two output columns
 * @param yRow distance between two output rows
 * @param yColumn distance between two output columns
 */
public record Correlation(
        int rows,
        int columns,
        int filters,
        int taps,
        int run,
        int tapPitch,
        int xRow,
        int xColumn,
        int yRow,
        int yColumn) {

    /** Rows of the weight matrix: one for each float an output reads. */
    public int weightRows() {
        return taps * run;
    }

    /** The first {@code count} output rows, as one row where both sides lie without gaps. */
    public Correlation firstRows(int count) {
        boolean gapless = taps == 1 && xRow == columns * xColumn && yRow == columns * yColumn;
        return new Correlation(
                gapless ? 1 : count,
                gapless ? count * columns : columns,
                filters,
                taps,
                run,
                tapPitch,
                xRow,
                xColumn,
                yRow,
                yColumn);
    }
}
