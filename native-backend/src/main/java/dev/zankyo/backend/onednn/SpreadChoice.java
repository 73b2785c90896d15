package dev.zankyo.backend.onednn;

/**
 * The choice, before every run, between a plan that spreads an image over threads and one that does not. It depends on
 * the times of earlier runs. The first runs are single, on one thread, to learn their time. After a spread run that
 * took {@value #TOLERANCE} times as long as a single one, the next runs are single. Each further slow run doubles their
 * number, so that a busy machine seldom pays for a try. {@value #GOOD_RUNS} good runs in a row reset the number. Not
 * thread-safe; allocates nothing.
 */
final class SpreadChoice {
    static final int FEWEST_SINGLE = 8;
    static final int MOST_SINGLE = 4096;
    static final int GOOD_RUNS = 64;
    private static final double TOLERANCE = 1.3;

    /** The weight of the newest single run in the mean. */
    private static final double NEWEST = 0.125;

    private double singleNanos;
    private int singleRunsLeft = FEWEST_SINGLE;
    private int singleRuns = FEWEST_SINGLE;
    private int goodRuns;

    /** Returns whether to spread the next run. */
    boolean spreads() {
        return singleRunsLeft == 0;
    }

    /** Records the time of a run. */
    void ran(boolean spread, long nanos) {
        if (!spread) {
            // The time of an interrupted run says little about other runs, so it counts twice the mean at most.
            double counted = singleNanos == 0 ? nanos : Math.min(nanos, 2 * singleNanos);
            singleNanos = singleNanos == 0 ? nanos : singleNanos + NEWEST * (counted - singleNanos);
            singleRunsLeft = Math.max(0, singleRunsLeft - 1);
        } else if (nanos > TOLERANCE * singleNanos) {
            singleRunsLeft = singleRuns;
            singleRuns = Math.min(2 * singleRuns, MOST_SINGLE);
            goodRuns = 0;
        } else if (++goodRuns == GOOD_RUNS) {
            singleRuns = FEWEST_SINGLE;
            goodRuns = 0;
        }
    }
}
