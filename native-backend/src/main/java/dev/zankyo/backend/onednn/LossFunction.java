package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Loss;

/** The loss and its gradient by the output, of N rows of K; sums are kept in double. */
final class LossFunction {
    private final Loss loss;
    private final int rows;
    private final int columns;

    LossFunction(Loss loss, int rows, int columns) {
        this.loss = loss;
        this.rows = rows;
        this.columns = columns;
    }

    /** Returns the loss; {@code gradient} receives its derivative by {@code output}. */
    float compute(float[] output, float[] targets, float[] gradient) {
        return switch (loss) {
            case SOFTMAX_CROSS_ENTROPY -> {
                double sum = 0;
                for (int row = 0; row < rows; row++) {
                    sum += crossEntropy(output, targets, gradient, row * columns);
                }
                yield (float) (sum / rows);
            }
            case INNER_PRODUCT -> innerProduct(output, targets, gradient);
        };
    }

    /** {@code -sum t (z - log sum exp z)} of the row that begins at {@code from}; its gradient is that of the mean. */
    private double crossEntropy(float[] output, float[] targets, float[] gradient, int from) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + columns; i++) {
            max = Math.max(max, output[i]);
        }
        double exponentials = 0;
        double targetSum = 0;
        for (int i = from; i < from + columns; i++) {
            exponentials += Math.exp((double) output[i] - max);
            targetSum += targets[i];
        }
        double logSum = max + Math.log(exponentials);
        double rowLoss = 0;
        for (int i = from; i < from + columns; i++) {
            double logProbability = output[i] - logSum;
            rowLoss -= targets[i] * logProbability;
            gradient[i] = (float) ((targetSum * Math.exp(logProbability) - targets[i]) / rows);
        }
        return rowLoss;
    }

    private static float innerProduct(float[] output, float[] targets, float[] gradient) {
        double sum = 0;
        for (int i = 0; i < output.length; i++) {
            sum += (double) output[i] * targets[i];
            gradient[i] = targets[i];
        }
        return (float) sum;
    }
}
