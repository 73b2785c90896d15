package dev.zankyo.backend.jvm.correlation;

/**
 * The loops of convolutions and dense layers, over one float array on the heap, in which places are indices.
 *
 * <p>An implementation promises that what it writes is the same chain of roundings whatever its panels and blocks are, as
 * long as the correlation is the same. It allocates nothing once it has met the correlation. It may keep scratch space: each
 * worker has kernels of its own.
 */
public interface CorrelationKernels {

    /** For people: {@code Vector API, 16 lanes}. */
    String description();

    /** How many filters of the weights lie together; see {@link Correlation}. */
    int panel();

    /**
     * y = bias + correlation of x with w; with {@code accumulate} that is added to y; then max(., 0) if {@code relu}.
     *
     * @param bias where one float a filter lies
     */
    void correlate(Correlation c, float[] array, int x, int w, int bias, int y, boolean accumulate, boolean relu);

    /** Adds the gradients of the weights to dw, in panels, and those of the bias to dbias. */
    void correlateWeights(Correlation c, float[] array, int x, int dy, int dw, int dbias);
}
