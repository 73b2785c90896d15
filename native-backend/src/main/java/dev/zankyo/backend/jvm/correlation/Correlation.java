package dev.zankyo.backend.jvm.correlation;

/**
 * A two-dimensional cross-correlation over some images: what a convolution becomes once its padding is made real. Places are
 * indices into one float array, relative to where input and output begin.
 *
 * <p>Output pixel p reads, for each of {@code taps} rows of the kernel, {@code run} consecutive floats of the input, which
 * are the kernel's columns times the input channels; each of these has one row of weights:
 *
 * <pre>{@code
 * y[outputs[p] + o] = sum over t, i of x[inputs[p] + t * tapPitch + i] * w[t * run + i][o]
 * }</pre>
 *
 * <p>Weights lie in panels: the first few filters of all weight rows, then the next few, and so on; what the last panel has
 * too many is zero.
 *
 * @param filters output channels
 * @param taps rows of the kernel
 * @param run columns of the kernel times input channels
 * @param tapPitch distance between the inputs of two rows of the kernel
 * @param pixels how many output pixels there are
 * @param columns how many pixels follow each other at equal distances, on both sides: a row, or all if rows have no gaps
 * @param xColumn distance between the inputs of two pixels of a row
 * @param yColumn distance between two pixels of a row
 * @param inputs where the input of each pixel begins; the last is repeated to {@link #BLOCK} more than there are
 * @param outputs where each pixel lies, likewise
 */
public record Correlation(
        int filters,
        int taps,
        int run,
        int tapPitch,
        int pixels,
        int columns,
        int xColumn,
        int yColumn,
        int[] inputs,
        int[] outputs) {
    /** Kernels may treat up to so many pixels together and find the last one again behind the end. */
    public static final int BLOCK = 5;

    /** Rows of the weight matrix: one for each float an output reads. */
    public int weightRows() {
        return taps * run;
    }

    /** Floats of the weights in panels of so many filters. */
    public static int panelFloats(int filters, int weightRows, int panel) {
        return Math.multiplyExact((filters + panel - 1) / panel * panel, weightRows);
    }

    /** Where the weight of a row and a filter lies in panels of {@code panel} filters. */
    public static int panelPosition(int row, int filter, int weightRows, int panel) {
        return (filter / panel * weightRows + row) * panel + filter % panel;
    }

    /** Pixels of images in a plane of memory: how many, and the distances between images, rows and columns. */
    public record Plane(int rows, int columns, int imagePitch, int rowPitch, int columnPitch) {

        private boolean isGapless() {
            return rowPitch == columns * columnPitch && imagePitch == rows * rowPitch;
        }

        private int[] places(int images) {
            int count = Math.multiplyExact(images, rows * columns);
            int[] places = new int[count + BLOCK];
            for (int p = 0; p < places.length; p++) {
                int pixel = Math.min(p, count - 1);
                int row = pixel / columns;
                places[p] = row / rows * imagePitch + row % rows * rowPitch + pixel % columns * columnPitch;
            }
            return places;
        }
    }

    /** The correlation of some images whose output pixels lie in {@code y} and read what begins at the pixels of {@code x}. */
    public static Correlation of(int images, int filters, int taps, int run, int tapPitch, Plane x, Plane y) {
        int pixels = Math.multiplyExact(images, x.rows * x.columns);
        int columns = x.isGapless() && y.isGapless() ? pixels : x.columns;
        return new Correlation(
                filters,
                taps,
                run,
                tapPitch,
                pixels,
                columns,
                x.columnPitch,
                y.columnPitch,
                x.places(images),
                y.places(images));
    }
}
