package dev.zankyo.backend.jvm.correlation;

/**
 * The loops of convolutions and dense layers, over one float array on the heap. Positions are indices into it.
 *
 * <p>For the same correlation, an implementation computes every result by the same chain of rounded operations,
 * whatever its panels and blocks are. The first call with a correlation may allocate; later calls do not. An
 * implementation may keep scratch space, so each worker has its own kernels.
 */
public interface CorrelationKernels {

    /** Returns the name of the kernels for {@code describe()}, such as {@code Vector API, 16 lanes}. */
    String description();

    /** Returns the number of filters in a panel of weights; see {@link Correlation}. */
    int panel();

    /**
     * Computes y = bias + correlation of x with w, or adds that to y with {@code accumulate}. With {@code relu}, y =
     * max(y, 0) follows.
     *
     * @param bias the position of the bias, one float for each filter
     */
    void correlate(Correlation c, float[] array, int x, int w, int bias, int y, boolean accumulate, boolean relu);

    /** Adds the gradients of the weights to dw, in panels, and those of the bias to dbias. */
    void correlateWeights(Correlation c, float[] array, int x, int dy, int dw, int dbias);
}
