package dev.zankyo.backend.reference;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.Loss;

/** The losses, their gradients and Adam, in float64. The arrays z and targets are (N, K). */
class TrainingFormulas {
    double loss(Loss loss, int batch, double[] z, double[] targets) {
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy mean -> {
                double[] logs = logSoftmax(batch, z);
                double sum = 0;
                for (int i = 0; i < z.length; i++) {
                    // A class of weight 0 costs nothing, however improbable.
                    sum -= targets[i] == 0 ? 0 : targets[i] * logs[i];
                }
                yield sum / batch;
            }
            case Loss.InnerProduct product -> {
                double sum = 0;
                for (int i = 0; i < z.length; i++) {
                    sum += z[i] * targets[i];
                }
                yield sum;
            }
        };
    }

    /** Returns the gradient with respect to the logits. */
    double[] lossGradient(Loss loss, int batch, double[] z, double[] targets) {
        double[] dz = new double[z.length];
        switch (loss) {
            case Loss.SoftmaxCrossEntropy mean -> {
                double[] logs = logSoftmax(batch, z);
                int classes = z.length / batch;
                for (int n = 0; n < batch; n++) {
                    double mass = 0;
                    for (int k = 0; k < classes; k++) {
                        mass += targets[n * classes + k];
                    }
                    for (int k = 0; k < classes; k++) {
                        int i = n * classes + k;
                        dz[i] = (mass * Math.exp(logs[i]) - targets[i]) / batch;
                    }
                }
            }
            case Loss.InnerProduct product -> {
                for (int i = 0; i < z.length; i++) {
                    dz[i] = targets[i];
                }
            }
        }
        return dz;
    }

    /** Returns {@code z - log(sum exp z)} of each row, with its largest element subtracted first. */
    double[] logSoftmax(int batch, double[] z) {
        int classes = z.length / batch;
        double[] logs = new double[z.length];
        for (int n = 0; n < batch; n++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                max = Math.max(max, z[n * classes + k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.exp(z[n * classes + k] - max);
            }
            for (int k = 0; k < classes; k++) {
                logs[n * classes + k] = z[n * classes + k] - max - Math.log(sum);
            }
        }
        return logs;
    }

    /** Applies step {@code t} of Adam, counted from 1; see {@link Adam}. */
    void adam(Adam adam, double learningRate, long t, double[] w, double[] m, double[] v, double[] g) {
        double beta1 = adam.beta1();
        double beta2 = adam.beta2();
        double epsilon = adam.epsilon();
        double alpha = learningRate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
        for (int i = 0; i < w.length; i++) {
            m[i] += (g[i] - m[i]) * (1 - beta1);
            v[i] += (g[i] * g[i] - v[i]) * (1 - beta2);
            w[i] -= alpha * m[i] / (Math.sqrt(v[i]) + epsilon);
        }
    }

    /** Returns the decimal number that a float was written as: 0.99, not its float32 value 0.9900000095. */
    static double decimal(float written) {
        return Double.parseDouble(Float.toString(written));
    }
}
