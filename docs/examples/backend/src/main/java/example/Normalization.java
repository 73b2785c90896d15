package example;

import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;

/** Batch normalization over N, H and W, as {@link Op.BatchNorm} defines it. */
final class Normalization implements Layer {
    private final Op.BatchNorm op;
    private final State state;
    private final int channels;
    private final int gamma;
    private final int beta;
    private final int movingMean;
    private final int movingVariance;
    private final double[] mean;
    private final double[] deviation;

    Normalization(Node node, Op.BatchNorm op, State state) {
        this.op = op;
        this.state = state;
        channels = node.shape().channels();
        gamma = node.parameter(Role.GAMMA).offset();
        beta = node.parameter(Role.BETA).offset();
        movingMean = node.parameter(Role.MOVING_MEAN).offset();
        movingVariance = node.parameter(Role.MOVING_VARIANCE).offset();
        mean = new double[channels];
        deviation = new double[channels];
    }

    @Override
    public void forward(float[][] x, float[] y, boolean training) {
        for (int c = 0; c < channels; c++) {
            if (training) {
                measure(x[0], c);
            } else {
                mean[c] = state.statistics[movingMean + c];
                deviation[c] = deviation(state.statistics[movingVariance + c]);
            }
            for (int i = c; i < y.length; i += channels) {
                double normal = (x[0][i] - mean[c]) / deviation[c];
                y[i] = (float) (state.parameters[gamma + c] * normal + state.parameters[beta + c]);
            }
        }
    }

    private double deviation(double variance) {
        return Math.sqrt(variance + decimal(op.epsilon()));
    }

    private void measure(float[] x, int c) {
        int count = x.length / channels;
        double sum = 0;
        for (int i = c; i < x.length; i += channels) {
            sum += x[i];
        }
        mean[c] = sum / count;
        double squares = 0;
        for (int i = c; i < x.length; i += channels) {
            squares += (x[i] - mean[c]) * (x[i] - mean[c]);
        }
        deviation[c] = deviation(squares / count);
        move(movingMean + c, mean[c]);
        move(movingVariance + c, squares / Math.max(count - 1, 1));
    }

    private void move(int statistic, double batch) {
        double momentum = decimal(op.momentum());
        state.statistics[statistic] = (float) (momentum * state.statistics[statistic] + (1 - momentum) * batch);
    }

    @Override
    public void backward(float[][] x, float[] dy, float[][] dx) {
        int count = dy.length / channels;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double products = 0;
            for (int i = c; i < dy.length; i += channels) {
                sum += dy[i];
                products += dy[i] * (x[0][i] - mean[c]) / deviation[c];
            }
            state.gradients[beta + c] = (float) sum;
            state.gradients[gamma + c] = (float) products;
            double scale = state.parameters[gamma + c] / deviation[c];
            for (int i = c; i < dy.length; i += channels) {
                double normal = (x[0][i] - mean[c]) / deviation[c];
                dx[0][i] += (float) (scale * (dy[i] - sum / count - normal * products / count));
            }
        }
    }

    /** Returns the shortest decimal number that rounds to a float: 0.99, not 0.9900000095. */
    private static double decimal(float written) {
        return Double.parseDouble(Float.toString(written));
    }
}
