package example;

import dev.zankyo.backend.Loss;

/** The loss functions of {@link Loss}. Logits {@code z} and targets {@code t}: (N, K). */
final class Losses {
    private Losses() {}

    static double value(Loss loss, int batch, float[] z, float[] t) {
        double sum = 0;
        switch (loss) {
            case Loss.SoftmaxCrossEntropy mean -> {
                int classes = z.length / batch;
                for (int n = 0; n < batch; n++) {
                    double norm = logSumExp(z, n * classes, classes);
                    for (int i = n * classes; i < (n + 1) * classes; i++) {
                        sum += t[i] * (norm - z[i]) / batch;
                    }
                }
            }
            case Loss.InnerProduct product -> {
                for (int i = 0; i < z.length; i++) {
                    sum += (double) z[i] * t[i];
                }
            }
        }
        return sum;
    }

    /** Returns the gradient of the loss with respect to the logits. */
    static float[] gradient(Loss loss, int batch, float[] z, float[] t) {
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy mean -> {
                float[] dz = new float[z.length];
                int classes = z.length / batch;
                for (int n = 0; n < batch; n++) {
                    double norm = logSumExp(z, n * classes, classes);
                    double mass = 0;
                    for (int i = n * classes; i < (n + 1) * classes; i++) {
                        mass += t[i];
                    }
                    for (int i = n * classes; i < (n + 1) * classes; i++) {
                        dz[i] = (float) ((mass * Math.exp(z[i] - norm) - t[i]) / batch);
                    }
                }
                yield dz;
            }
            case Loss.InnerProduct product -> t.clone();
        };
    }

    /** Returns {@code log(sum exp z)} of one row. Subtracts the largest logit first, so that nothing overflows. */
    private static double logSumExp(float[] z, int from, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            max = Math.max(max, z[i]);
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.exp(z[i] - max);
        }
        return max + Math.log(sum);
    }
}
