package dev.zankyo.evaluate;

/**
 * The softmax and cross-entropy functions in double precision. Subtracting the largest logit prevents overflow. Logits
 * are first divided by a temperature: above 1 it makes the probabilities more equal, below 1 less equal. It never
 * changes their order.
 */
final class Softmax {
    private Softmax() {}

    /** Returns the probabilities of the {@code classes} logits that start at {@code offset}. */
    static double[] probabilities(float[] logits, int offset, int classes, double temperature) {
        double max = max(logits, offset, classes);
        double sum = shiftedSum(logits, offset, classes, max, temperature);
        double[] probabilities = new double[classes];
        for (int c = 0; c < classes; c++) {
            probabilities[c] = Math.exp((logits[offset + c] - max) / temperature) / sum;
        }
        return probabilities;
    }

    /** Returns the largest probability of one row. */
    static double confidence(float[] logits, int offset, int classes, double temperature) {
        return 1 / shiftedSum(logits, offset, classes, max(logits, offset, classes), temperature);
    }

    /** Returns the cross-entropy {@code -log softmax(z / T)[label]} of one row, in nats. */
    static double crossEntropy(float[] logits, int offset, int classes, int label, double temperature) {
        double max = max(logits, offset, classes);
        double sum = shiftedSum(logits, offset, classes, max, temperature);
        return Math.log(sum) + (max - logits[offset + label]) / temperature;
    }

    private static double max(float[] logits, int offset, int classes) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            max = Math.max(max, logits[offset + c]);
        }
        return max;
    }

    private static double shiftedSum(float[] logits, int offset, int classes, double max, double temperature) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp((logits[offset + c] - max) / temperature);
        }
        return sum;
    }
}
