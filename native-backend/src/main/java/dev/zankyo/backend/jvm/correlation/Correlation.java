package dev.zankyo.backend.jvm.correlation;

/**
 * A two-dimensional cross-correlation over some images: a convolution whose padding has been written to memory.
 * Positions are indices into one float array, relative to the start of the input or the output.
 *
 * <p>For each of the {@code taps} rows of the kernel, output pixel p reads {@code run} consecutive floats of the input:
 * the kernel's columns times the input channels. Each of these floats has one row of weights:
 *
 * <pre>{@code
 * y[outputs[p] + o] = sum over t, i of x[inputs[p] + t * tapPitch + i] * w[t * run + i][o]
 * }</pre>
 *
 * <p>Weights lie in panels: the first few filters of all weight rows, then the next few, and so on. The last panel is
 * filled up with zeros.
 *
 * @param filters the number of output channels
 * @param taps the number of rows of the kernel
 * @param run the number of columns of the kernel times the number of input channels
 * @param tapPitch the distance between the inputs of two rows of the kernel
 * @param pixels the number of output pixels
 * @param columns the number of pixels at equal distances in both input and output: the pixels of a row, or all pixels
 *     if there are no gaps between rows
 * @param xColumn the distance between the inputs of two neighboring pixels of a row
 * @param yColumn the distance between the outputs of two neighboring pixels of a row
 * @param inputs the start of each pixel's input; the last one is repeated {@link #BLOCK} times more
 * @param outputs the position of each pixel's output; the last one is repeated likewise
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
    /**
     * The largest number of pixels that kernels may process together. {@code inputs} and {@code outputs} repeat the
     * last pixel, so that kernels may read past it.
     */
    public static final int BLOCK = 5;

    /** Returns the number of rows of the weight matrix: one for each float that an output reads. */
    public int weightRows() {
        return taps * run;
    }

    /** Returns the number of floats of the weights in panels of {@code panel} filters. */
    public static int panelFloats(int filters, int weightRows, int panel) {
        return Math.multiplyExact((filters + panel - 1) / panel * panel, weightRows);
    }

    /**
     * Returns the index of a weight, given by its row of the weight matrix and its filter. The weights are stored in
     * panels of {@code panel} filters.
     */
    public static int panelPosition(int row, int filter, int weightRows, int panel) {
        return (filter / panel * weightRows + row) * panel + filter % panel;
    }

    /** The pixels of images in memory: their number, and the distances between images, rows and columns. */
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

    /**
     * Returns the correlation of some images whose output pixels lie in {@code y} and whose inputs start at the pixels
     * of {@code x}.
     */
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
