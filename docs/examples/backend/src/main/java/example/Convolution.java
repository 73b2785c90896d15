package example;

import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;

/** A convolution with bias. x: (N, H, W, I), weight: (O, I, KH, KW), y: (N, H', W', O). */
final class Convolution implements Layer {
    private final Node node;
    private final Op.Conv2d op;
    private final int batch;
    private final State state;
    private final int inputs;
    private final int filters;
    private final int elements;
    private final int weight;
    private final int bias;

    Convolution(Node node, Op.Conv2d op, int batch, State state) {
        this.node = node;
        this.op = op;
        this.batch = batch;
        this.state = state;
        inputs = node.input().shape().channels();
        filters = op.filters();
        elements = op.kernelHeight() * op.kernelWidth();
        weight = node.parameter(Role.WEIGHT).offset();
        bias = node.parameter(Role.BIAS).offset();
    }

    private int weight(int filter, int input, int element) {
        return weight + (filter * inputs + input) * elements + element;
    }

    @Override
    public void forward(float[][] x, float[] y, boolean training) {
        double[] sums = new double[y.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = state.parameters[bias + i % filters];
        }
        Windows.forEach(node, op, batch, (output, input, element) -> {
            for (int o = 0; o < filters; o++) {
                double sum = 0;
                for (int i = 0; i < inputs; i++) {
                    sum += (double) x[0][input * inputs + i] * state.parameters[weight(o, i, element)];
                }
                sums[output * filters + o] += sum;
            }
        });
        round(sums, y, 0);
    }

    @Override
    public void backward(float[][] x, float[] dy, float[][] dx) {
        double[] data = new double[dx[0].length];
        double[] weights = new double[filters * inputs * elements];
        double[] biases = new double[filters];
        for (int i = 0; i < dy.length; i++) {
            biases[i % filters] += dy[i];
        }
        Windows.forEach(node, op, batch, (output, input, element) -> {
            for (int o = 0; o < filters; o++) {
                double gradient = dy[output * filters + o];
                for (int i = 0; i < inputs; i++) {
                    int w = weight(o, i, element);
                    data[input * inputs + i] += gradient * state.parameters[w];
                    weights[w - weight] += gradient * x[0][input * inputs + i];
                }
            }
        });
        for (int i = 0; i < data.length; i++) {
            dx[0][i] += (float) data[i];
        }
        round(weights, state.gradients, weight);
        round(biases, state.gradients, bias);
    }

    /** Writes float64 sums as float32. */
    static void round(double[] sums, float[] to, int at) {
        for (int i = 0; i < sums.length; i++) {
            to[at + i] = (float) sums[i];
        }
    }
}
