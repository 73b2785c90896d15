package example;

import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;

/** A convolution of each channel with its own kernel. x: (N, H, W, C), weight: (KH, KW, C), y: (N, H', W', C). */
final class DepthwiseConvolution implements Layer {
    private final Node node;
    private final Op.DepthwiseConv2d op;
    private final int batch;
    private final State state;
    private final int channels;
    private final int weight;
    private final int bias;

    DepthwiseConvolution(Node node, Op.DepthwiseConv2d op, int batch, State state) {
        this.node = node;
        this.op = op;
        this.batch = batch;
        this.state = state;
        channels = node.shape().channels();
        weight = node.parameter(Role.WEIGHT).offset();
        bias = node.parameter(Role.BIAS).offset();
    }

    @Override
    public void forward(float[][] x, float[] y, boolean training) {
        double[] sums = new double[y.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = state.parameters[bias + i % channels];
        }
        Windows.forEach(node, op, batch, (output, input, element) -> {
            for (int c = 0; c < channels; c++) {
                sums[output * channels + c] +=
                        (double) x[0][input * channels + c] * state.parameters[weight + element * channels + c];
            }
        });
        Convolution.round(sums, y, 0);
    }

    @Override
    public void backward(float[][] x, float[] dy, float[][] dx) {
        double[] data = new double[dx[0].length];
        double[] weights = new double[op.kernelHeight() * op.kernelWidth() * channels];
        double[] biases = new double[channels];
        for (int i = 0; i < dy.length; i++) {
            biases[i % channels] += dy[i];
        }
        Windows.forEach(node, op, batch, (output, input, element) -> {
            for (int c = 0; c < channels; c++) {
                double gradient = dy[output * channels + c];
                int w = element * channels + c;
                data[input * channels + c] += gradient * state.parameters[weight + w];
                weights[w] += gradient * x[0][input * channels + c];
            }
        });
        for (int i = 0; i < data.length; i++) {
            dx[0][i] += (float) data[i];
        }
        Convolution.round(weights, state.gradients, weight);
        Convolution.round(biases, state.gradients, bias);
    }
}
