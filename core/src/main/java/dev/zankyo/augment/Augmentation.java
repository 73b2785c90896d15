package dev.zankyo.augment;

import dev.zankyo.random.CounterRandom;

/**
 * A random change of one row, drawn anew each time the row is used. Implementations are immutable, may be shared by threads
 * and allocate nothing; their text says what they do in full, as a record's does, and tells an unfinished run's from others.
 */
@FunctionalInterface
public interface Augmentation {
    /** How many draws belong to a row: row r has draws {@code r * DRAWS_PER_ROW} and those after it to itself. */
    int DRAWS_PER_ROW = 16;

    /**
     * Writes a changed copy of a row. The result depends on the row's values, its number and the stream alone, not on
     * threads or on the order of calls.
     *
     * @param values the row as the network is to see it, so after any standardisation: bands x frames values, band-major
     * @param bands the row's height
     * @param frames the row's width
     * @param row the row's number, which says what draws are its own
     * @param random a stream for this use of all rows, such as one of seed and epoch
     * @param destination receives bands x frames values, band-major; not the array of the values
     * @param offset index of the first value in the destination
     */
    void apply(float[] values, int bands, int frames, int row, CounterRandom random, float[] destination, int offset);

    /** Copies the row as it is. */
    record None() implements Augmentation {
        @Override
        public void apply(
                float[] values, int bands, int frames, int row, CounterRandom random, float[] destination, int offset) {
            System.arraycopy(values, 0, destination, offset, bands * frames);
        }
    }

    /** None. */
    static Augmentation none() {
        return new None();
    }

    /**
     * The Keras original's: {@code ImageDataGenerator(height_shift_range=4, width_shift_range=4, horizontal_flip=True)}.
     */
    static Augmentation original() {
        return new ImageShift(new ShiftRange.Whole(4), new ShiftRange.Whole(4), true, false);
    }

    /**
     * The better recipe's: shifts by up to 12 % of the frames and 5 % of the bands, masks of up to 16 % and 20 %, no flip; of 20
     * x 50 values 6 frames and 1 band, 8 frames and 4 bands.
     */
    static Augmentation defaultRecipe() {
        return new SpectrogramAugmentation(0.12, 0.05, 0.16, 0.2);
    }

    /** The first of a row's draws. */
    static long firstDraw(int row) {
        return (long) row * DRAWS_PER_ROW;
    }
}
