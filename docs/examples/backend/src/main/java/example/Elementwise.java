package example;

import dev.zankyo.graph.Node;
import java.util.Arrays;

/** Layers without parameters or windows. */
final class Elementwise {
    static final Layer RELU = new Layer() {
        @Override
        public void forward(float[][] x, float[] y, boolean training) {
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.max(x[0][i], 0);
            }
        }

        @Override
        public void backward(float[][] x, float[] dy, float[][] dx) {
            for (int i = 0; i < dy.length; i++) {
                dx[0][i] += x[0][i] > 0 ? dy[i] : 0;
            }
        }
    };

    static final Layer ADD = new Layer() {
        @Override
        public void forward(float[][] x, float[] y, boolean training) {
            for (int i = 0; i < y.length; i++) {
                y[i] = x[0][i] + x[1][i];
            }
        }

        @Override
        public void backward(float[][] x, float[] dy, float[][] dx) {
            for (int i = 0; i < dy.length; i++) {
                dx[0][i] += dy[i];
                dx[1][i] += dy[i];
            }
        }
    };

    private Elementwise() {}

    /** Returns the mean over height and width: x (N, H, W, C), y (N, C). */
    static Layer averagePool(Node node, int batch) {
        int size = node.input().shape().size();
        int channels = node.shape().channels();
        int pixels = size / channels;
        return new Layer() {
            @Override
            public void forward(float[][] x, float[] y, boolean training) {
                double[] sums = new double[channels];
                for (int n = 0; n < batch; n++) {
                    Arrays.fill(sums, 0);
                    for (int i = 0; i < size; i++) {
                        sums[i % channels] += x[0][n * size + i];
                    }
                    for (int c = 0; c < channels; c++) {
                        y[n * channels + c] = (float) (sums[c] / pixels);
                    }
                }
            }

            @Override
            public void backward(float[][] x, float[] dy, float[][] dx) {
                for (int i = 0; i < dx[0].length; i++) {
                    dx[0][i] += dy[i / size * channels + i % channels] / pixels;
                }
            }
        };
    }
}
