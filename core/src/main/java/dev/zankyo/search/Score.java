package dev.zankyo.search;

import java.util.Comparator;

/**
 * The quality of a trained network on held-out rows; the natural order is best first. Equal accuracies are ordered by
 * loss, since accuracy is coarse on few rows.
 *
 * @param accuracy fraction of rows classified correctly
 * @param loss mean cross-entropy in nats; infinite for a run that diverged
 */
public record Score(double accuracy, double loss) implements Comparable<Score> {
    /** The score of a run whose loss became infinite or NaN. It ranks last. */
    public static final Score DIVERGED = new Score(0, Double.POSITIVE_INFINITY);

    private static final Comparator<Score> BEST_FIRST =
            Comparator.comparingDouble(Score::accuracy).reversed().thenComparingDouble(Score::loss);

    @Override
    public int compareTo(Score other) {
        return BEST_FIRST.compare(this, other);
    }
}
