package dev.zankyo;

import dev.zankyo.search.SearchSpace;
import dev.zankyo.search.SuccessiveHalving;
import java.util.List;

/**
 * The settings of a sweep by successive halving: the values to try and for how long. A method that is named after a
 * setting returns a copy with another value. Immutable.
 *
 * @param space the values to try
 * @param firstEpochs minimum epochs of the first trials
 * @param eta the halving factor: one candidate in {@code eta} is kept and trained {@code eta} times as long
 * @param validationShare fraction of the training rows that candidates are scored on
 */
public record SweepOptions(SearchSpace space, int firstEpochs, int eta, double validationShare) {
    private static final SweepOptions DEFAULTS = new SweepOptions(
            new SearchSpace(List.of(0.001, 0.003, 0.01), List.of(0.5, 1.0), List.of(0.5, 1.0, 1.5)), 3, 3, 0.2);

    /**
     * Returns the defaults: 18 candidates, first trials of at least 3 epochs, a factor of 3, a fifth of the rows held
     * out.
     */
    public static SweepOptions defaults() {
        return DEFAULTS;
    }

    /** Sets the values to try. */
    public SweepOptions space(SearchSpace other) {
        return new SweepOptions(other, firstEpochs, eta, validationShare);
    }

    /** Sets the minimum epochs of the first trials. */
    public SweepOptions firstEpochs(int number) {
        return new SweepOptions(space, number, eta, validationShare);
    }

    /** Sets the halving factor. */
    public SweepOptions eta(int factor) {
        return new SweepOptions(space, firstEpochs, factor, validationShare);
    }

    /** Sets the fraction of the training rows that candidates are scored on. */
    public SweepOptions validationShare(double share) {
        return new SweepOptions(space, firstEpochs, eta, share);
    }

    /** Returns the search whose last trials have {@code lastEpochs} epochs. */
    public SuccessiveHalving halving(int lastEpochs) {
        return new SuccessiveHalving(eta, Math.min(firstEpochs, lastEpochs), lastEpochs);
    }
}
