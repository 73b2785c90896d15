package dev.zankyo.backend.lowering;

import dev.zankyo.backend.Loss;

/**
 * The arithmetic of {@link Instruction.LossGradient}: the loss of a batch and its gradient with respect to the output.
 * Output, targets and gradient have the shape (N, K), N rows of K columns. A row is a handful of numbers, so all
 * backends of this module share this implementation. Sums are kept in double.
 */
public final class LossFunction {
    private final Loss loss;
    private final int rows;
    private final int columns;

    /** Creates the function for batches of {@code rows} rows and {@code columns} columns. */
    public LossFunction(Loss loss, int rows, int columns) {
        this.loss = loss;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Returns the loss of one row, unscaled, and writes the gradient of the batch's loss with respect to that row.
     *
     * @param output shape (N, K)
     * @param targets shape (N, K)
     * @param gradient shape (N, K); receives the K elements of the row
     */
    public double row(float[] output, float[] targets, float[] gradient, int row) {
        int k = row * columns;
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy mean -> crossEntropy(output, targets, gradient, k);
            case Loss.InnerProduct sum -> innerProduct(output, targets, gradient, k);
        };
    }

    /** Returns the loss of the batch, given the losses of its rows. */
    public float total(double[] rowLosses) {
        double sum = 0;
        for (double rowLoss : rowLosses) {
            sum += rowLoss;
        }
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy mean -> (float) (sum / rows);
            case Loss.InnerProduct product -> (float) sum;
        };
    }

    /**
     * Returns {@code -sum t log p} with p = softmax(z), and writes the gradient of the mean over rows,
     * {@code (p * sum t - t) / N}.
     */
    private double crossEntropy(float[] z, float[] t, float[] dz, int first) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < columns; k++) {
            max = Math.max(max, z[first + k]);
        }
        double exponentials = 0;
        double mass = 0;
        for (int k = 0; k < columns; k++) {
            exponentials += Math.exp(z[first + k] - max);
            mass += t[first + k];
        }
        double logSum = max + Math.log(exponentials);
        double rowLoss = 0;
        for (int k = 0; k < columns; k++) {
            double logProbability = z[first + k] - logSum;
            rowLoss -= t[first + k] * logProbability;
            dz[first + k] = (float) ((mass * Math.exp(logProbability) - t[first + k]) / rows);
        }
        return rowLoss;
    }

    private double innerProduct(float[] z, float[] t, float[] dz, int first) {
        double sum = 0;
        for (int k = 0; k < columns; k++) {
            sum += (double) z[first + k] * t[first + k];
            dz[first + k] = t[first + k];
        }
        return sum;
    }
}
