package dev.zankyo.backend.reference;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.Loss;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import java.util.List;

/** The reference backends with a mistake in a formula. */
final class BrokenFormulas {
    private static final String INFERENCE = "Operations.inferenceOutput_matchesReference";
    private static final String TRAINING = "Operations.training_matchesReference";
    private static final String DATA_GRADIENT = "Operations.dataGradient_matchesReference";
    private static final String GRAPHS = "Graphs.training_matchesReference";
    private static final String ADAM = "Optimizer.update_matchesFormula";

    private BrokenFormulas() {}

    private static BrokenBackend broken(String mistake, String caughtBy, Formulas formulas) {
        return new BrokenBackend(mistake, caughtBy, new ReferenceBackend(mistake, formulas));
    }

    static List<BrokenBackend> all() {
        return List.of(
                broken("odd-padding-before", INFERENCE, new Formulas() {
                    @Override
                    int paddingBefore(Op.Windowed op, int in, int kernel) {
                        return op.paddingAfter(in, kernel);
                    }
                }),
                broken("padding-off-by-one", INFERENCE, new Formulas() {
                    @Override
                    int paddingBefore(Op.Windowed op, int in, int kernel) {
                        return super.paddingBefore(op, in, kernel) + (kernel > 1 ? 1 : 0);
                    }
                }),
                broken("stride-starts-at-the-second", INFERENCE, new Formulas() {
                    @Override
                    int paddingBefore(Op.Windowed op, int in, int kernel) {
                        boolean skips = op instanceof Op.Conv2d && op.stride() > kernel;
                        return super.paddingBefore(op, in, kernel) - (skips ? 1 : 0);
                    }
                }),
                broken("bias-gradient-missing", TRAINING, new Formulas() {
                    @Override
                    double[] biasGradient(double[] dy, int channels) {
                        return new double[channels];
                    }
                }),
                broken("convolution-in-tensorfloat32", GRAPHS, new Formulas() {
                    @Override
                    double[] conv2d(
                            Op.Conv2d op, Shape in, Shape out, int batch, double[] x, double[] weight, double[] bias) {
                        double[] rounded = new double[weight.length];
                        for (int i = 0; i < weight.length; i++) {
                            int bits = Float.floatToRawIntBits((float) weight[i]);
                            rounded[i] = Float.intBitsToFloat(bits + 0x1000 & 0xFFFFE000);
                        }
                        return super.conv2d(op, in, out, batch, x, rounded, bias);
                    }
                }),
                broken(
                        "moving-variance-biased",
                        "Normalization.movingVariance_isFedTheUnbiasedEstimate",
                        new Formulas() {
                            @Override
                            double varianceFed(double biased, int count) {
                                return biased;
                            }
                        }),
                broken("normalised-by-unbiased-variance", TRAINING, new Formulas() {
                    @Override
                    Moments moments(double[] x, int channels) {
                        Moments biased = super.moments(x, channels);
                        double[] variance = biased.variance().clone();
                        for (int c = 0; c < channels; c++) {
                            variance[c] = super.varianceFed(variance[c], biased.count());
                        }
                        return new Moments(biased.mean(), variance, biased.count());
                    }

                    @Override
                    double varianceFed(double unbiased, int count) {
                        return unbiased;
                    }
                }),
                broken("momentum-swapped", "Normalization.momentum_isTheShareThatStays", new Formulas() {
                    @Override
                    double moved(double moving, double batch, double momentum) {
                        return super.moved(moving, batch, 1 - momentum);
                    }
                }),
                broken("epsilon-missing", "Normalization.offsetsAndScales_matchReference", new Formulas() {
                    @Override
                    double[] normalise(double[] x, Moments moments, double epsilon) {
                        return super.normalise(x, moments, 1e-12);
                    }
                }),
                broken("batch-moments-taken-as-constants", DATA_GRADIENT, new Formulas() {
                    @Override
                    double[] batchNormInputGradient(
                            double[] dy, double[] normal, Moments moments, double epsilon, double[] gamma) {
                        double[] dx = new double[dy.length];
                        for (int i = 0; i < dx.length; i++) {
                            int c = i % gamma.length;
                            dx[i] = gamma[c] * dy[i] / Math.sqrt(moments.variance()[c] + epsilon);
                        }
                        return dx;
                    }
                }),
                broken("relu-gradient-at-zero", DATA_GRADIENT, new Formulas() {
                    @Override
                    double[] reluGradient(double[] dy, double[] x) {
                        double[] dx = super.reluGradient(dy, x);
                        for (int i = 0; i < dx.length; i++) {
                            dx[i] = x[i] == 0 ? dy[i] : dx[i];
                        }
                        return dx;
                    }
                }),
                broken("relu-gradient-of-negatives", DATA_GRADIENT, new Formulas() {
                    @Override
                    double[] reluGradient(double[] dy, double[] x) {
                        return dy;
                    }
                }),
                broken("add-drops-second-gradient", DATA_GRADIENT, new Formulas() {
                    @Override
                    double[] addGradient(double[] dy, int operand) {
                        return operand == 0 ? dy : new double[dy.length];
                    }
                }),
                broken("shared-gradient-overwritten", GRAPHS, new Formulas() {
                    @Override
                    void accumulate(double[] gradient, double[] consumers) {
                        System.arraycopy(consumers, 0, gradient, 0, gradient.length);
                    }
                }),
                broken("depthwise-kernel-flipped", INFERENCE, new Formulas() {
                    @Override
                    double[] depthwiseConv2d(
                            Op.DepthwiseConv2d op,
                            Shape in,
                            Shape out,
                            int batch,
                            double[] x,
                            double[] weight,
                            double[] bias) {
                        int channels = in.channels();
                        double[] flipped = new double[weight.length];
                        for (int i = 0; i < weight.length; i++) {
                            flipped[i] = weight[weight.length - channels - i / channels * channels + i % channels];
                        }
                        return super.depthwiseConv2d(op, in, out, batch, x, flipped, bias);
                    }
                }),
                broken("depthwise-weight-gradient-of-the-first-sample-only", TRAINING, new Formulas() {
                    @Override
                    double[] depthwiseWeightGradient(
                            Op.DepthwiseConv2d op, Shape in, Shape out, int batch, double[] dy, double[] x) {
                        return super.depthwiseWeightGradient(op, in, out, 1, dy, x);
                    }
                }),
                broken("depthwise-input-gradient-of-a-neighbour-channel", DATA_GRADIENT, new Formulas() {
                    @Override
                    double[] depthwiseInputGradient(
                            Op.DepthwiseConv2d op, Shape in, Shape out, int batch, double[] dy, double[] weight) {
                        double[] shifted = new double[weight.length];
                        for (int i = 0; i < weight.length; i++) {
                            shifted[i] = weight[(i + 1) % weight.length];
                        }
                        return super.depthwiseInputGradient(op, in, out, batch, dy, shifted);
                    }
                }),
                broken("max-pool-ties-go-to-the-last", DATA_GRADIENT, new Formulas() {
                    @Override
                    boolean isNewMaximum(double x, double maximum) {
                        return x >= maximum;
                    }
                }),
                broken("max-pool-padding-wins", INFERENCE, new Formulas() {
                    @Override
                    double[] maxPool(Op.MaxPool op, Shape in, Shape out, int batch, double[] x) {
                        double[] y = super.maxPool(op, in, out, batch, x);
                        for (int i = 0; i < y.length; i++) {
                            y[i] = Math.max(y[i], 0);
                        }
                        return y;
                    }
                }),
                broken("pool-gradient-not-divided", DATA_GRADIENT, new Formulas() {
                    @Override
                    double[] globalAveragePoolGradient(Shape in, int batch, double[] dy) {
                        double[] dx = super.globalAveragePoolGradient(in, batch, dy);
                        for (int i = 0; i < dx.length; i++) {
                            dx[i] *= in.height() * in.width();
                        }
                        return dx;
                    }
                }),
                broken("dense-weights-transposed", INFERENCE, new Formulas() {
                    @Override
                    double[] dense(int batch, double[] x, double[] weight, double[] bias) {
                        int units = bias.length;
                        int inputs = weight.length / units;
                        double[] transposed = new double[weight.length];
                        for (int i = 0; i < weight.length; i++) {
                            transposed[i] = weight[i % inputs * units + i / inputs];
                        }
                        return super.dense(batch, x, transposed, bias);
                    }
                }),
                broken("softmax-overflows", "Losses.crossEntropy_matchesFormula", new Formulas() {
                    @Override
                    double[] logSoftmax(int batch, double[] z) {
                        int classes = z.length / batch;
                        double[] logs = new double[z.length];
                        for (int n = 0; n < batch; n++) {
                            double sum = 0;
                            for (int k = 0; k < classes; k++) {
                                sum += Math.exp(z[n * classes + k]);
                            }
                            for (int k = 0; k < classes; k++) {
                                logs[n * classes + k] = z[n * classes + k] - Math.log(sum);
                            }
                        }
                        return logs;
                    }
                }),
                broken(
                        "loss-summed-over-the-batch",
                        "Losses.crossEntropyOfEqualLogits_isTheLogarithmOfTheirNumber_whateverTheBatch",
                        new Formulas() {
                            @Override
                            double loss(Loss loss, int batch, double[] z, double[] targets) {
                                return batch * super.loss(loss, batch, z, targets);
                            }
                        }),
                broken("loss-gradient-not-averaged", "Losses.crossEntropy_matchesFormula", new Formulas() {
                    @Override
                    double[] lossGradient(Loss loss, int batch, double[] z, double[] targets) {
                        double[] dz = super.lossGradient(loss, batch, z, targets);
                        for (int i = 0; i < dz.length; i++) {
                            dz[i] *= loss instanceof Loss.SoftmaxCrossEntropy ? batch : 1;
                        }
                        return dz;
                    }
                }),
                broken("adam-epsilon-inside", ADAM, new Formulas() {
                    @Override
                    void adam(Adam adam, double learningRate, long t, double[] w, double[] m, double[] v, double[] g) {
                        // PyTorch adds epsilon to the bias-corrected root. In this formula, that is a smaller epsilon.
                        double epsilon = adam.epsilon() * Math.sqrt(1 - Math.pow(adam.beta2(), t));
                        super.adam(new Adam(adam.beta1(), adam.beta2(), epsilon), learningRate, t, w, m, v, g);
                    }
                }),
                broken("adam-step-count-stuck", ADAM, new Formulas() {
                    @Override
                    void adam(Adam adam, double learningRate, long t, double[] w, double[] m, double[] v, double[] g) {
                        super.adam(adam, learningRate, 1, w, m, v, g);
                    }
                }),
                broken("adam-forgets-its-moments", ADAM, new Formulas() {
                    @Override
                    void adam(Adam adam, double learningRate, long t, double[] w, double[] m, double[] v, double[] g) {
                        super.adam(adam, learningRate, t, w, m.clone(), v.clone(), g);
                    }
                }));
    }
}
