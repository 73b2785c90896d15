package dev.zankyo.backend.jvm;

/**
 * The loops all computing comes down to, over float arrays on the heap. An offset follows the array it belongs to.
 *
 * <p>An implementation promises that each element written is the same chain of roundings however a caller divides rows,
 * columns or elements among calls: that is what makes results the same bits for every number of threads. It keeps no state
 * and allocates nothing.
 */
public interface Kernels {

    /** For people: {@code Vector API, 16 lanes}. */
    String description();

    /**
     * y = bias + correlation of x with w, for all rows and columns of the geometry; with {@code accumulate} it is added to y.
     *
     * @param w weight rows x filters
     * @param bias one float a filter
     */
    void correlate(
            Correlation c,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            boolean accumulate);

    /** dw += the gradient of the weights over all rows and columns, for the weight rows {@code from} to {@code to}, exclusive. */
    void correlateWeights(
            Correlation c,
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] dw,
            int dwOffset,
            int from,
            int to);

    /** sums += the sum of the rows of x, rows x channels. */
    void addRows(float[] x, int xOffset, int rows, int channels, float[] sums, int sumsOffset);

    /**
     * Sums for mean and variance without cancellation: with d = x - the first row of x, sums = sum of d over the rows, then
     * sum of d * d; 2 x channels.
     */
    void deviations(float[] x, int xOffset, int rows, int channels, float[] sums, int sumsOffset);

    /**
     * y = (x - mean) * scale + shift, then max(., 0) if {@code relu}.
     *
     * @param norm mean, scale, shift; 3 x channels
     */
    void normalise(float[] x, int xOffset, float[] y, int yOffset, int rows, int channels, float[] norm, boolean relu);

    /**
     * The sums the gradient of a normalisation needs: with g = dy, or 0 where {@code relu} and the output was not positive,
     * sums = sum of g over the rows, then sum of g * (x - mean); 2 x channels.
     *
     * @param norm as for {@link #normalise}
     */
    void gradientSums(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            int rows,
            int channels,
            float[] norm,
            boolean relu,
            float[] sums,
            int sumsOffset);

    /**
     * dx = (g - mean gradient) * scale + (x - mean) * slope, g as for {@link #gradientSums}.
     *
     * @param norm as for {@link #normalise}
     * @param line slope, mean gradient; 2 x channels
     */
    void normaliseBackward(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] dx,
            int dxOffset,
            int rows,
            int channels,
            float[] norm,
            float[] line,
            boolean relu);

    /** y = max(x, 0). */
    void relu(float[] x, int xOffset, float[] y, int yOffset, int count);

    /** dx = dy where y > 0, else 0. */
    void reluBackward(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int count);

    /** y = a + b; y may be a. */
    void add(float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int count);

    /**
     * One step of Adam for the elements {@code from} to {@code to}, exclusive:
     *
     * <pre>{@code
     * m += (g - m) * rate1
     * v += (g * g - v) * rate2
     * w -= stepSize * m / (sqrt(v) + epsilon)
     * }</pre>
     */
    void adam(
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to,
            float stepSize,
            float rate1,
            float rate2,
            float epsilon);
}
