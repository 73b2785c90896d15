package dev.zankyo.search;

import java.util.Comparator;

/**
 * How good a trained network is on rows it has not seen; the better comes first. Of equally accurate ones that is the one
 * with the lower loss, since few rows tell accuracies apart coarsely.
 *
 * @param accuracy the share of rows whose class was found
 * @param loss mean cross-entropy in nats; infinite for a run that diverged
 */
public record Score(double accuracy, double loss) implements Comparable<Score> {
    /** Of a run whose loss did not stay finite: behind all others. */
    public static final Score DIVERGED = new Score(0, Double.POSITIVE_INFINITY);

    private static final Comparator<Score> BEST_FIRST =
            Comparator.comparingDouble(Score::accuracy).reversed().thenComparingDouble(Score::loss);

    @Override
    public int compareTo(Score other) {
        return BEST_FIRST.compare(this, other);
    }
}
