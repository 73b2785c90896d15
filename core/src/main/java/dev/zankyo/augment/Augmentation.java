package dev.zankyo.augment;

import dev.zankyo.random.CounterRandom;

/**
 * A random change of one row, drawn anew each time the row is used. Implementations are immutable, may be shared by
 * threads and allocate nothing. {@code toString} describes an implementation completely, as a record's does: resuming a
 * run compares these texts.
 */
@FunctionalInterface
public interface Augmentation {
    /**
     * The number of draws reserved for a row: row r owns draws {@code r * DRAWS_PER_ROW} to
     * {@code (r + 1) * DRAWS_PER_ROW - 1}.
     */
    int DRAWS_PER_ROW = 16;

    /**
     * Writes an augmented copy of a row. The result depends only on the row's values, its number and the stream, not on
     * threads or the order of calls.
     *
     * @param values the row after any standardization: (bands, frames), band-major
     * @param bands the row's height
     * @param frames the row's width
     * @param row the row's number, which selects its draws
     * @param random a stream for this use of all rows, for example one per seed and epoch
     * @param destination receives (bands, frames), band-major; must not be the array {@code values}
     * @param offset index of the first value in the destination
     */
    void apply(float[] values, int bands, int frames, int row, CounterRandom random, float[] destination, int offset);

    /** An augmentation that copies the row unchanged. */
    record None() implements Augmentation {
        @Override
        public void apply(
                float[] values, int bands, int frames, int row, CounterRandom random, float[] destination, int offset) {
            System.arraycopy(values, 0, destination, offset, bands * frames);
        }
    }

    /** Returns the augmentation that changes nothing. */
    static Augmentation none() {
        return new None();
    }

    /**
     * Returns the augmentation of the original Keras program:
     * {@code ImageDataGenerator(height_shift_range=4, width_shift_range=4, horizontal_flip=True)}.
     */
    static Augmentation original() {
        return new ImageShift(new ShiftRange.Whole(4), new ShiftRange.Whole(4), true, false);
    }

    /**
     * Returns the augmentation of the default recipe. Shifts are up to 12 % of the frames and 5 % of the bands, masks
     * up to 16 % of the frames and 20 % of the bands. There is no flip. For rows of 20 x 50 values, that is shifts of 6
     * frames and 1 band, and masks of 8 frames and 4 bands.
     */
    static Augmentation defaultRecipe() {
        return new SpectrogramAugmentation(0.12, 0.05, 0.16, 0.2);
    }

    /** Returns the number of a row's first draw. */
    static long firstDraw(int row) {
        return (long) row * DRAWS_PER_ROW;
    }
}
