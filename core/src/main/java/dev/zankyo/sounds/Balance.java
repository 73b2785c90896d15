package dev.zankyo.sounds;

import dev.zankyo.random.CounterRandom;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What is done about classes of unequal size.
 *
 * <p>There are no weights in the loss: a plan's targets are probabilities, whose rows sum to 1, so a row cannot count for more
 * than another. Showing it more often is the same in expectation, exact on every backend, and each time is augmented anew.
 */
public enum Balance {
    /** Every recording is shown once an epoch. */
    NONE,
    /** Recordings of smaller classes are shown more often, so that every class is shown as often as the largest. */
    SAMPLING;

    /** The recordings of an epoch. What does not go into a class a whole number of times is drawn by the seed. */
    public SoundSet of(SoundSet training, long seed) {
        return switch (this) {
            case NONE -> training;
            case SAMPLING -> sampled(training, CounterRandom.of(seed).fork("balance"));
        };
    }

    /** The name a user writes, such as {@code sampling}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static SoundSet sampled(SoundSet training, CounterRandom random) {
        int classes = training.data().classes().size();
        int[][] rows = new int[classes][];
        int most = 0;
        for (int label = 0; label < classes; label++) {
            int own = label;
            rows[label] = IntStream.range(0, training.size())
                    .filter(row -> training.data().labels()[row] == own)
                    .toArray();
            most = Math.max(most, rows[label].length);
        }
        int shown = most;
        int[] all = IntStream.range(0, classes)
                .flatMap(label -> {
                    int[] order = random.fork(label).permutation(rows[label].length);
                    return IntStream.range(0, shown).map(i -> rows[label][order[i % order.length]]);
                })
                .toArray();
        return training.select(all);
    }
}
