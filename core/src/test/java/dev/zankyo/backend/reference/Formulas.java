package dev.zankyo.backend.reference;

import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import java.util.Arrays;

/**
 * The operations and their gradients in float64. Activations are (N, H, W, C), convolution weights (O, I, KH, KW),
 * dense weights (units, inputs). Gradients are those of the loss; {@code dy} is the gradient with respect to the
 * operation's output.
 *
 * <p>Each method can be overridden separately; the kit's own tests break a backend in this way.
 */
class Formulas extends TrainingFormulas {

    /**
     * A callback for one element of an output's window: the positions of output and input, and the row-major index in
     * the window.
     */
    interface Tap {
        void at(int output, int input, int window);
    }

    /** The mean and biased variance of each channel. */
    record Moments(double[] mean, double[] variance, int count) {}

    /** Calls back for every element of every window except padding. Positions count pixels through N, H, W. */
    void forEachTap(Op.Windowed op, Shape in, Shape out, int batch, Tap tap) {
        int top = paddingBefore(op, in.height(), op.kernelHeight());
        int left = paddingBefore(op, in.width(), op.kernelWidth());
        for (int n = 0; n < batch; n++) {
            for (int y = 0; y < out.height(); y++) {
                for (int x = 0; x < out.width(); x++) {
                    for (int ky = 0; ky < op.kernelHeight(); ky++) {
                        for (int kx = 0; kx < op.kernelWidth(); kx++) {
                            int iy = y * op.stride() + ky - top;
                            int ix = x * op.stride() + kx - left;
                            if (iy >= 0 && iy < in.height() && ix >= 0 && ix < in.width()) {
                                int output = (n * out.height() + y) * out.width() + x;
                                int input = (n * in.height() + iy) * in.width() + ix;
                                tap.at(output, input, ky * op.kernelWidth() + kx);
                            }
                        }
                    }
                }
            }
        }
    }

    int paddingBefore(Op.Windowed op, int in, int kernel) {
        return op.paddingBefore(in, kernel);
    }

    double[] conv2d(Op.Conv2d op, Shape in, Shape out, int batch, double[] x, double[] weight, double[] bias) {
        int inputs = in.channels();
        int filters = out.channels();
        double[] w = windowInputFilter(op, inputs, weight);
        double[] y = new double[batch * out.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias[i % filters];
        }
        forEachTap(op, in, out, batch, (output, input, window) -> {
            for (int i = 0; i < inputs; i++) {
                double xi = x[input * inputs + i];
                int row = (window * inputs + i) * filters;
                for (int o = 0; o < filters; o++) {
                    y[output * filters + o] += xi * w[row + o];
                }
            }
        });
        return y;
    }

    double[] conv2dInputGradient(Op.Conv2d op, Shape in, Shape out, int batch, double[] dy, double[] weight) {
        int inputs = in.channels();
        int filters = out.channels();
        double[] w = windowFilterInput(op, inputs, weight);
        double[] dx = new double[batch * in.size()];
        forEachTap(op, in, out, batch, (output, input, window) -> {
            for (int o = 0; o < filters; o++) {
                double dyo = dy[output * filters + o];
                int row = (window * filters + o) * inputs;
                for (int i = 0; i < inputs; i++) {
                    dx[input * inputs + i] += dyo * w[row + i];
                }
            }
        });
        return dx;
    }

    double[] conv2dWeightGradient(Op.Conv2d op, Shape in, Shape out, int batch, double[] dy, double[] x) {
        int inputs = in.channels();
        int filters = out.channels();
        int windows = op.kernelHeight() * op.kernelWidth();
        double[] dw = new double[windows * inputs * filters];
        forEachTap(op, in, out, batch, (output, input, window) -> {
            for (int i = 0; i < inputs; i++) {
                double xi = x[input * inputs + i];
                int row = (window * inputs + i) * filters;
                for (int o = 0; o < filters; o++) {
                    dw[row + o] += xi * dy[output * filters + o];
                }
            }
        });
        double[] canonical = new double[dw.length];
        for (int o = 0; o < filters; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int k = 0; k < windows; k++) {
                    canonical[(o * inputs + i) * windows + k] = dw[(k * inputs + i) * filters + o];
                }
            }
        }
        return canonical;
    }

    /** Returns the gradient of a bias of {@code channels} elements that was added at every position. */
    double[] biasGradient(double[] dy, int channels) {
        double[] db = new double[channels];
        for (int i = 0; i < dy.length; i++) {
            db[i % channels] += dy[i];
        }
        return db;
    }

    Moments moments(double[] x, int channels) {
        int count = x.length / channels;
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (int i = 0; i < x.length; i++) {
            mean[i % channels] += x[i] / count;
        }
        for (int i = 0; i < x.length; i++) {
            double centred = x[i] - mean[i % channels];
            variance[i % channels] += centred * centred / count;
        }
        return new Moments(mean, variance, count);
    }

    /** Returns {@code (x - mean) / sqrt(variance + epsilon)}. */
    double[] normalise(double[] x, Moments moments, double epsilon) {
        int channels = moments.mean().length;
        double[] normal = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i % channels;
            normal[i] = (x[i] - moments.mean()[c]) / Math.sqrt(moments.variance()[c] + epsilon);
        }
        return normal;
    }

    double[] batchNorm(double[] normal, double[] gamma, double[] beta) {
        double[] y = new double[normal.length];
        for (int i = 0; i < y.length; i++) {
            int c = i % gamma.length;
            y[i] = gamma[c] * normal[i] + beta[c];
        }
        return y;
    }

    /** Returns the variance that updates the moving variance: the unbiased estimate. */
    double varianceFed(double biased, int count) {
        return biased * count / Math.max(count - 1, 1);
    }

    double moved(double moving, double batch, double momentum) {
        return momentum * moving + (1 - momentum) * batch;
    }

    double[] gammaGradient(double[] dy, double[] normal, int channels) {
        double[] dgamma = new double[channels];
        for (int i = 0; i < dy.length; i++) {
            dgamma[i % channels] += dy[i] * normal[i];
        }
        return dgamma;
    }

    /** Returns {@code gamma / sqrt(variance + epsilon) * (dy - mean(dy) - normal * mean(dy * normal))}. */
    double[] batchNormInputGradient(double[] dy, double[] normal, Moments moments, double epsilon, double[] gamma) {
        int channels = gamma.length;
        double[] sumDy = biasGradient(dy, channels);
        double[] sumDyNormal = gammaGradient(dy, normal, channels);
        int count = moments.count();
        double[] dx = new double[dy.length];
        for (int i = 0; i < dx.length; i++) {
            int c = i % channels;
            dx[i] = gamma[c]
                    / Math.sqrt(moments.variance()[c] + epsilon)
                    * (dy[i] - sumDy[c] / count - normal[i] * sumDyNormal[c] / count);
        }
        return dx;
    }

    double[] relu(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.max(x[i], 0);
        }
        return y;
    }

    double[] reluGradient(double[] dy, double[] x) {
        double[] dx = new double[x.length];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = x[i] > 0 ? dy[i] : 0;
        }
        return dx;
    }

    double[] add(double[] x, double[] y) {
        double[] sum = new double[x.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = x[i] + y[i];
        }
        return sum;
    }

    /** Returns the gradient with respect to summand 0 or 1. */
    double[] addGradient(double[] dy, int operand) {
        return dy;
    }

    double[] depthwiseConv2d(
            Op.DepthwiseConv2d op, Shape in, Shape out, int batch, double[] x, double[] weight, double[] bias) {
        int channels = in.channels();
        double[] y = new double[batch * out.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias[i % channels];
        }
        forEachTap(op, in, out, batch, (output, input, window) -> {
            for (int c = 0; c < channels; c++) {
                y[output * channels + c] += x[input * channels + c] * weight[window * channels + c];
            }
        });
        return y;
    }

    double[] depthwiseInputGradient(
            Op.DepthwiseConv2d op, Shape in, Shape out, int batch, double[] dy, double[] weight) {
        int channels = in.channels();
        double[] dx = new double[batch * in.size()];
        forEachTap(op, in, out, batch, (output, input, window) -> {
            for (int c = 0; c < channels; c++) {
                dx[input * channels + c] += dy[output * channels + c] * weight[window * channels + c];
            }
        });
        return dx;
    }

    double[] depthwiseWeightGradient(Op.DepthwiseConv2d op, Shape in, Shape out, int batch, double[] dy, double[] x) {
        int channels = in.channels();
        double[] dw = new double[op.kernelHeight() * op.kernelWidth() * channels];
        forEachTap(op, in, out, batch, (output, input, window) -> {
            for (int c = 0; c < channels; c++) {
                dw[window * channels + c] += dy[output * channels + c] * x[input * channels + c];
            }
        });
        return dw;
    }

    double[] maxPool(Op.MaxPool op, Shape in, Shape out, int batch, double[] x) {
        int[] sources = maxPoolSources(op, in, out, batch, x);
        double[] y = new double[sources.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[sources[i]];
        }
        return y;
    }

    double[] maxPoolGradient(Op.MaxPool op, Shape in, Shape out, int batch, double[] dy, double[] x) {
        int[] sources = maxPoolSources(op, in, out, batch, x);
        double[] dx = new double[x.length];
        for (int i = 0; i < dy.length; i++) {
            dx[sources[i]] += dy[i];
        }
        return dx;
    }

    /** Returns where in {@code x} each window's maximum is: the first in row-major order. */
    int[] maxPoolSources(Op.MaxPool op, Shape in, Shape out, int batch, double[] x) {
        int channels = in.channels();
        int[] sources = new int[batch * out.size()];
        Arrays.fill(sources, -1);
        forEachTap(op, in, out, batch, (output, input, window) -> {
            for (int c = 0; c < channels; c++) {
                int i = output * channels + c;
                int candidate = input * channels + c;
                if (sources[i] < 0 || isNewMaximum(x[candidate], x[sources[i]])) {
                    sources[i] = candidate;
                }
            }
        });
        return sources;
    }

    /** Returns whether a later element of a window replaces the current maximum. */
    boolean isNewMaximum(double x, double maximum) {
        return x > maximum;
    }

    double[] globalAveragePool(Shape in, int batch, double[] x) {
        int pixels = in.height() * in.width();
        int channels = in.channels();
        double[] y = new double[batch * channels];
        for (int i = 0; i < x.length; i++) {
            int n = i / in.size();
            y[n * channels + i % channels] += x[i] / pixels;
        }
        return y;
    }

    double[] globalAveragePoolGradient(Shape in, int batch, double[] dy) {
        int pixels = in.height() * in.width();
        int channels = in.channels();
        double[] dx = new double[batch * in.size()];
        for (int i = 0; i < dx.length; i++) {
            int n = i / in.size();
            dx[i] = dy[n * channels + i % channels] / pixels;
        }
        return dx;
    }

    double[] dense(int batch, double[] x, double[] weight, double[] bias) {
        int inputs = x.length / batch;
        int units = bias.length;
        double[] y = new double[batch * units];
        for (int n = 0; n < batch; n++) {
            for (int u = 0; u < units; u++) {
                double sum = bias[u];
                for (int i = 0; i < inputs; i++) {
                    sum += x[n * inputs + i] * weight[u * inputs + i];
                }
                y[n * units + u] = sum;
            }
        }
        return y;
    }

    double[] denseInputGradient(int batch, double[] dy, double[] weight) {
        int units = dy.length / batch;
        int inputs = weight.length / units;
        double[] dx = new double[batch * inputs];
        for (int n = 0; n < batch; n++) {
            for (int u = 0; u < units; u++) {
                for (int i = 0; i < inputs; i++) {
                    dx[n * inputs + i] += dy[n * units + u] * weight[u * inputs + i];
                }
            }
        }
        return dx;
    }

    double[] denseWeightGradient(int batch, double[] dy, double[] x) {
        int units = dy.length / batch;
        int inputs = x.length / batch;
        double[] dw = new double[units * inputs];
        for (int n = 0; n < batch; n++) {
            for (int u = 0; u < units; u++) {
                for (int i = 0; i < inputs; i++) {
                    dw[u * inputs + i] += dy[n * units + u] * x[n * inputs + i];
                }
            }
        }
        return dw;
    }

    /** Adds a consumer's gradient to the sum of the other consumers' gradients. */
    void accumulate(double[] gradient, double[] consumers) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += consumers[i];
        }
    }

    /** Returns weights in the order window, input, filter, so that the innermost loop runs over filters. */
    private static double[] windowInputFilter(Op.Conv2d op, int inputs, double[] weight) {
        int windows = op.kernelHeight() * op.kernelWidth();
        double[] w = new double[weight.length];
        for (int o = 0; o < op.filters(); o++) {
            for (int i = 0; i < inputs; i++) {
                for (int k = 0; k < windows; k++) {
                    w[(k * inputs + i) * op.filters() + o] = weight[(o * inputs + i) * windows + k];
                }
            }
        }
        return w;
    }

    /** Returns weights in the order window, filter, input, so that the innermost loop runs over inputs. */
    private static double[] windowFilterInput(Op.Conv2d op, int inputs, double[] weight) {
        int windows = op.kernelHeight() * op.kernelWidth();
        double[] w = new double[weight.length];
        for (int o = 0; o < op.filters(); o++) {
            for (int i = 0; i < inputs; i++) {
                for (int k = 0; k < windows; k++) {
                    w[(k * op.filters() + o) * inputs + i] = weight[(o * inputs + i) * windows + k];
                }
            }
        }
        return w;
    }
}
