package dev.zankyo.data;

/**
 * A multinomial logistic regression with an L2 penalty, trained by gradient descent with Nesterov's momentum on all
 * rows. It measures how much of a data set a linear classifier can learn.
 */
final class SoftmaxRegression {
    private final double[][] weights; // [class][value], the bias last

    private SoftmaxRegression(double[][] weights) {
        this.weights = weights;
    }

    static SoftmaxRegression fit(Dataset data, double penalty, int steps, double learningRate) {
        int classes = data.classes().size();
        int size = data.rowSize();
        double[][] weights = new double[classes][size + 1];
        double[][] velocity = new double[classes][size + 1];
        SoftmaxRegression model = new SoftmaxRegression(weights);
        float[] values = data.values();
        for (int step = 0; step < steps; step++) {
            double momentum = step / (step + 3.0);
            double[][] gradient = new double[classes][size + 1];
            for (int row = 0; row < data.size(); row++) {
                double[] residual = model.probabilities(values, row);
                residual[data.labels()[row]] -= 1;
                for (int c = 0; c < classes; c++) {
                    double r = residual[c] / data.size();
                    for (int i = 0; i < size; i++) {
                        gradient[c][i] += r * values[row * size + i];
                    }
                    gradient[c][size] += r;
                }
            }
            for (int c = 0; c < classes; c++) {
                for (int i = 0; i <= size; i++) {
                    double g = gradient[c][i] + (i < size ? penalty * weights[c][i] : 0);
                    double before = velocity[c][i];
                    velocity[c][i] = momentum * before - learningRate * g;
                    weights[c][i] += -momentum * before + (1 + momentum) * velocity[c][i];
                }
            }
        }
        return model;
    }

    double accuracy(Dataset data) {
        float[] values = data.values();
        int correct = 0;
        for (int row = 0; row < data.size(); row++) {
            double[] p = probabilities(values, row);
            int best = 0;
            for (int c = 1; c < p.length; c++) {
                best = p[c] > p[best] ? c : best;
            }
            correct += best == data.labels()[row] ? 1 : 0;
        }
        return (double) correct / data.size();
    }

    private double[] probabilities(float[] values, int row) {
        int size = weights[0].length - 1;
        double[] logits = new double[weights.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            double sum = weights[c][size];
            for (int i = 0; i < size; i++) {
                sum += weights[c][i] * values[row * size + i];
            }
            logits[c] = sum;
            largest = Math.max(largest, sum);
        }
        double total = 0;
        for (int c = 0; c < logits.length; c++) {
            logits[c] = Math.exp(logits[c] - largest);
            total += logits[c];
        }
        for (int c = 0; c < logits.length; c++) {
            logits[c] /= total;
        }
        return logits;
    }
}
