package dev.zankyo.evaluate;

import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A temperature fitted on held-out rows, with its effect on rows that were not used to fit it. The rows are divided
 * into {@value #FOLDS} folds at random; each fold is measured with the temperature fitted on the other folds
 * (cross-fitting).
 *
 * @param temperature the temperature fitted on all rows
 * @param errorBefore expected calibration error at temperature 1
 * @param errorAfter cross-fitted expected calibration error
 * @param loss the cross-fitted change of the cross-entropy, in nats
 */
record TemperatureFit(double temperature, double errorBefore, double errorAfter, PairedDifference loss) {
    /** The number of folds; with fewer rows, every row is a fold. */
    static final int FOLDS = 10;

    /**
     * Fits a temperature by likelihood and measures its effect.
     *
     * @param logits (N, K)
     * @param labels (N), N at least 2
     * @param random the stream that draws the folds
     */
    static TemperatureFit of(float[] logits, int[] labels, int classes, CounterRandom random) {
        int[] order = random.permutation(labels.length);
        var before = new Measure(logits, labels, classes);
        var after = new Measure(logits, labels, classes);
        for (int fold = 0; fold < Math.min(FOLDS, order.length); fold++) {
            int[] heldOut = part(order, fold, true);
            before.add(heldOut, 1);
            after.add(heldOut, Temperature.fit(logits, labels, part(order, fold, false), classes));
        }
        return new TemperatureFit(
                Temperature.fit(logits, labels, order, classes),
                before.error(),
                after.error(),
                PairedDifference.of(after.losses, before.losses));
    }

    /** Returns the rows of a fold, or those of all other folds. */
    private static int[] part(int[] order, int fold, boolean own) {
        return IntStream.range(0, order.length)
                .filter(place -> (place % FOLDS == fold) == own)
                .map(place -> order[place])
                .toArray();
    }

    /**
     * Returns whether the temperature helps rows that it was not fitted on: the calibration error falls, and the loss
     * falls by more than the standard error of its change.
     */
    boolean helps() {
        return errorAfter < errorBefore && loss.mean() < -loss.standardError();
    }

    /** A measurement in progress. */
    private static final class Measure {
        private final float[] logits;
        private final int[] labels;
        private final int classes;
        private final Reliability.Tally reliability = new Reliability.Tally();
        private final List<Double> losses = new ArrayList<>();

        Measure(float[] logits, int[] labels, int classes) {
            this.logits = logits;
            this.labels = labels;
            this.classes = classes;
        }

        void add(int[] rows, double temperature) {
            for (int row : rows) {
                int offset = row * classes;
                reliability.add(
                        Softmax.confidence(logits, offset, classes, temperature),
                        Predictor.argMax(logits, offset, classes) == labels[row]);
                losses.add(Softmax.crossEntropy(logits, offset, classes, labels[row], temperature));
            }
        }

        double error() {
            return reliability.reliability().expectedCalibrationError();
        }
    }
}
