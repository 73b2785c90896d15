package dev.zankyo.backend.lowering;

import dev.zankyo.backend.Loss;

/**
 * What {@link Instruction.LossGradient} computes: the loss of N rows of K, and its gradient by the output. A handful of
 * numbers a sample, so every backend of this module does it here; sums are kept in double.
 */
public final class LossFunction {
    private final Loss loss;
    private final int rows;
    private final int columns;

    public LossFunction(Loss loss, int rows, int columns) {
        this.loss = loss;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Returns the loss.
     *
     * @param output N x K from the index {@code outputFrom}
     * @param targets N x K
     * @param gradient receives N x K from the index {@code gradientFrom}; may be the array of {@code output}
     */
    public float compute(float[] output, int outputFrom, float[] targets, float[] gradient, int gradientFrom) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            int k = row * columns;
            sum += switch (loss) {
                case SOFTMAX_CROSS_ENTROPY ->
                    crossEntropy(output, outputFrom + k, targets, k, gradient, gradientFrom + k);
                case INNER_PRODUCT -> innerProduct(output, outputFrom + k, targets, k, gradient, gradientFrom + k);
            };
        }
        return (float) (loss == Loss.SOFTMAX_CROSS_ENTROPY ? sum / rows : sum);
    }

    /** {@code -sum t log p} with p = softmax(z); the gradient of the rows' mean is {@code (p * sum t - t) / N}. */
    private double crossEntropy(float[] z, int zFrom, float[] t, int tFrom, float[] dz, int dzFrom) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < columns; k++) {
            max = Math.max(max, z[zFrom + k]);
        }
        double exponentials = 0;
        double mass = 0;
        for (int k = 0; k < columns; k++) {
            exponentials += Math.exp(z[zFrom + k] - max);
            mass += t[tFrom + k];
        }
        double logSum = max + Math.log(exponentials);
        double rowLoss = 0;
        for (int k = 0; k < columns; k++) {
            double logProbability = z[zFrom + k] - logSum;
            rowLoss -= t[tFrom + k] * logProbability;
            dz[dzFrom + k] = (float) ((mass * Math.exp(logProbability) - t[tFrom + k]) / rows);
        }
        return rowLoss;
    }

    private double innerProduct(float[] z, int zFrom, float[] t, int tFrom, float[] dz, int dzFrom) {
        double sum = 0;
        for (int k = 0; k < columns; k++) {
            sum += (double) z[zFrom + k] * t[tFrom + k];
            dz[dzFrom + k] = t[tFrom + k];
        }
        return sum;
    }
}
