package dev.zankyo.sounds;

import dev.zankyo.random.CounterRandom;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The treatment of classes of unequal size.
 *
 * <p>The loss has no class weights: the targets of a row are probabilities that sum to 1, so all rows have equal
 * weight. Repeating a row has the same expected effect as a larger weight. It needs no support by a backend, and each
 * copy is augmented differently.
 */
public enum Balance {
    /** Every recording is used once per epoch. */
    NONE,
    /** Recordings of smaller classes are repeated, so that every class has as many rows per epoch as the largest. */
    SAMPLING;

    /**
     * Returns the recordings of an epoch. If only some recordings of a class are repeated once more than others, the
     * seed selects them.
     */
    public SoundSet of(SoundSet training, long seed) {
        return switch (this) {
            case NONE -> training;
            case SAMPLING -> sampled(training, CounterRandom.of(seed).fork("balance"));
        };
    }

    /** Returns the name that users write, such as {@code sampling}. */
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
