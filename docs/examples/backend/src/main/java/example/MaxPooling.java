package example;

import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import java.util.Arrays;

/** The maximum of each channel over a window. The gradient goes to the first element that is the maximum. */
final class MaxPooling implements Layer {
    private final Node node;
    private final Op.MaxPool op;
    private final int batch;
    private final int[] sources;

    MaxPooling(Node node, Op.MaxPool op, int batch) {
        this.node = node;
        this.op = op;
        this.batch = batch;
        sources = new int[batch * node.shape().size()];
    }

    @Override
    public void forward(float[][] x, float[] y, boolean training) {
        int channels = node.shape().channels();
        Arrays.fill(sources, -1);
        Windows.forEach(node, op, batch, (output, input, element) -> {
            for (int c = 0; c < channels; c++) {
                int to = output * channels + c;
                int candidate = input * channels + c;
                if (sources[to] < 0 || x[0][candidate] > x[0][sources[to]]) {
                    sources[to] = candidate;
                }
            }
        });
        for (int i = 0; i < y.length; i++) {
            y[i] = x[0][sources[i]];
        }
    }

    @Override
    public void backward(float[][] x, float[] dy, float[][] dx) {
        for (int i = 0; i < dy.length; i++) {
            dx[0][sources[i]] += dy[i];
        }
    }
}
