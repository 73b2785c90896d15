package example;

import dev.zankyo.graph.Node;
import dev.zankyo.graph.Parameter.Role;

/** A fully connected layer. x: (N, inputs), weight: (units, inputs), y: (N, units). */
final class DenseLayer implements Layer {
    private final State state;
    private final int batch;
    private final int inputs;
    private final int units;
    private final int weight;
    private final int bias;

    DenseLayer(Node node, int batch, State state) {
        this.state = state;
        this.batch = batch;
        inputs = node.input().shape().size();
        units = node.shape().size();
        weight = node.parameter(Role.WEIGHT).offset();
        bias = node.parameter(Role.BIAS).offset();
    }

    @Override
    public void forward(float[][] x, float[] y, boolean training) {
        float[] w = state.parameters;
        for (int n = 0; n < batch; n++) {
            for (int u = 0; u < units; u++) {
                double sum = w[bias + u];
                for (int i = 0; i < inputs; i++) {
                    sum += (double) x[0][n * inputs + i] * w[weight + u * inputs + i];
                }
                y[n * units + u] = (float) sum;
            }
        }
    }

    @Override
    public void backward(float[][] x, float[] dy, float[][] dx) {
        for (int u = 0; u < units; u++) {
            double biasGradient = 0;
            for (int n = 0; n < batch; n++) {
                biasGradient += dy[n * units + u];
            }
            state.gradients[bias + u] = (float) biasGradient;
            for (int i = 0; i < inputs; i++) {
                double sum = 0;
                for (int n = 0; n < batch; n++) {
                    sum += (double) dy[n * units + u] * x[0][n * inputs + i];
                }
                state.gradients[weight + u * inputs + i] = (float) sum;
            }
        }
        for (int n = 0; n < batch; n++) {
            for (int i = 0; i < inputs; i++) {
                double sum = 0;
                for (int u = 0; u < units; u++) {
                    sum += (double) dy[n * units + u] * state.parameters[weight + u * inputs + i];
                }
                dx[0][n * inputs + i] += (float) sum;
            }
        }
    }
}
