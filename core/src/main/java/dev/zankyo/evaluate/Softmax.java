package dev.zankyo.evaluate;

/** Softmax and cross-entropy in double, shifted by the largest logit so that nothing overflows. */
final class Softmax {
    private Softmax() {}

    /** The probabilities of one row of {@code classes} logits that begins at {@code offset}. */
    static double[] probabilities(float[] logits, int offset, int classes) {
        double max = max(logits, offset, classes);
        double sum = shiftedSum(logits, offset, classes, max);
        double[] probabilities = new double[classes];
        for (int c = 0; c < classes; c++) {
            probabilities[c] = Math.exp(logits[offset + c] - max) / sum;
        }
        return probabilities;
    }

    /** The cross-entropy {@code -log softmax(z)[label]} of one row against its label. */
    static double crossEntropy(float[] logits, int offset, int classes, int label) {
        double max = max(logits, offset, classes);
        return Math.log(shiftedSum(logits, offset, classes, max)) + (max - logits[offset + label]);
    }

    private static double max(float[] logits, int offset, int classes) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            max = Math.max(max, logits[offset + c]);
        }
        return max;
    }

    private static double shiftedSum(float[] logits, int offset, int classes, double max) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp(logits[offset + c] - max);
        }
        return sum;
    }
}
