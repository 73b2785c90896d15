package dev.zankyo.report;

import dev.zankyo.train.EpochResult;
import java.util.List;

/**
 * The course of the losses over the epochs of a run, smoothed if they are noisy. It shows overfitting, and a run that
 * was too short.
 *
 * @param train training loss by epoch
 * @param test test loss by epoch
 */
record LossTrend(double[] train, double[] test) {
    /** The fewest epochs that show a trend. */
    private static final int FEWEST = 5;

    /** The relative fall of the test loss that more epochs are likely to continue. */
    private static final double FALL = 0.05;

    /** The relative rise of the test loss that is more than its usual fluctuation. */
    private static final double RISE = 0.2;

    static LossTrend of(List<EpochResult> history) {
        return new LossTrend(
                Smoothing.ifNoisy(
                        history.stream().mapToDouble(EpochResult::trainLoss).toArray()),
                Smoothing.ifNoisy(
                        history.stream().mapToDouble(EpochResult::testLoss).toArray()));
    }

    /** Returns the epoch with the lowest test loss, from 1; the first one if there are several. */
    int best() {
        int best = 0;
        for (int i = 1; i < test.length; i++) {
            best = test[i] < test[best] ? i : best;
        }
        return best + 1;
    }

    /** Returns whether the test loss rose by over 20 % from its lowest value while the training loss fell. */
    boolean overfits() {
        int best = best() - 1;
        return test.length >= FEWEST && last(test) > (1 + RISE) * test[best] && last(train) < train[best];
    }

    /** Returns whether the test loss is lowest at the end and fell by over 5 % in the last fifth of the epochs. */
    boolean stillFalls() {
        return test.length >= FEWEST && best() == test.length && last(test) < (1 - FALL) * test[before()];
    }

    /** Returns the index of the epoch that the last fifth of the epochs follows. */
    private int before() {
        return test.length - 1 - Math.max(1, test.length / 5);
    }

    /**
     * Returns the trend in a sentence. A loss that no longer falls says nothing about a longer run, because the
     * learning rate may have fallen to almost 0.
     */
    String words() {
        int best = best();
        if (test.length < FEWEST) {
            return "Too few epochs to see a trend.";
        }
        if (overfits()) {
            return "The network overfits after epoch " + best + ": the test loss rises from "
                    + Words.decimals(test[best - 1]) + " to " + Words.decimals(last(test))
                    + ", while the training loss falls from " + Words.decimals(train[best - 1]) + " to "
                    + Words.decimals(last(train)) + ".";
        }
        if (stillFalls()) {
            return "The test loss still falls: from " + Words.decimals(test[before()]) + " in epoch " + (before() + 1)
                    + " to " + Words.decimals(last(test)) + " in the last, epoch " + test.length + ".";
        }
        return last(test) > (1 + RISE) * test[best - 1]
                ? "The test loss is lowest in epoch " + best + " and over 20 % higher in the last, but the"
                        + " training loss has not fallen meanwhile: this is not overfitting."
                : "The network does not overfit: the test loss is lowest in epoch " + best + " and in the last epoch"
                        + " within 20 % of that.";
    }

    private static double last(double[] values) {
        return values[values.length - 1];
    }
}
