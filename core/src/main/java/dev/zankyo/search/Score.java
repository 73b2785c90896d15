package dev.zankyo.search;

import dev.zankyo.evaluate.Interval;
import dev.zankyo.evaluate.PairedDifference;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The quality of a trained network on held-out rows. Runs are compared by loss: on few rows, accuracy is coarse.
 *
 * @param accuracy fraction of rows classified correctly
 * @param losses cross-entropy of each row in nats; all runs of a search have the same rows in the same order. Empty for
 *     a run that diverged
 */
public record Score(double accuracy, List<Double> losses) {
    /** The score of a run whose loss became infinite or NaN. It ranks last. */
    public static final Score DIVERGED = new Score(0, List.of());

    public Score {
        losses = List.copyOf(losses);
    }

    /** Returns the mean loss; infinite for a run that diverged. */
    public double loss() {
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return losses.isEmpty() ? Double.POSITIVE_INFINITY : sum / losses.size();
    }

    /** Returns the 95 % confidence interval of the accuracy; empty for a run that diverged. */
    public Optional<Interval> interval() {
        int rows = losses.size();
        return losses.isEmpty()
                ? Optional.empty()
                : Optional.of(Interval.wilson((int) Math.round(accuracy * rows), rows));
    }

    /**
     * Returns the standard error of the difference between two mean losses.
     *
     * @throws IllegalArgumentException if the numbers of rows differ, or a run diverged
     */
    public double standardErrorOfDifference(Score other) {
        return PairedDifference.of(losses, other.losses).standardError();
    }

    /** Returns the standard error of the mean loss; infinite for fewer than two rows and for a run that diverged. */
    public double standardError() {
        return losses.isEmpty()
                ? Double.POSITIVE_INFINITY
                : PairedDifference.of(losses, Collections.nCopies(losses.size(), 0.0))
                        .standardError();
    }

    /**
     * Returns whether the loss is equal to the lowest loss or within one standard error of it. Runs that diverged tie
     * only with each other.
     */
    public boolean tiesWith(Score lowest) {
        return loss() == lowest.loss()
                || !losses.isEmpty()
                        && !lowest.losses.isEmpty()
                        && loss() - lowest.loss() <= standardErrorOfDifference(lowest);
    }
}
