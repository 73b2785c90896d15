package dev.zankyo.augment;

import dev.zankyo.data.Dataset;
import dev.zankyo.random.CounterRandom;
import java.util.List;

/** The rows that augmentation tests use. */
final class TestRows {
    private TestRows() {}

    /** Applies an augmentation to a row. */
    static void apply(
            Augmentation augmentation, Dataset rows, int row, float[] destination, int offset, CounterRandom random) {
        float[] values = new float[rows.rowSize()];
        rows.copyRow(row, values, 0);
        augmentation.apply(values, rows.bands(), rows.frames(), row, random, destination, offset);
    }

    /** Returns standard normal values of a fixed seed, none of them 0. */
    static Dataset random(int rows, int bands, int frames) {
        CounterRandom random = CounterRandom.of(3);
        float[] values = new float[rows * bands * frames];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.gaussian(i);
        }
        return new Dataset(List.of("a"), new int[rows], values, bands, frames);
    }

    /** Returns rows of the numbers 1, 2, 3, ..., so that a value tells where it came from. */
    static Dataset numbered(int rows, int bands, int frames) {
        float[] values = new float[rows * bands * frames];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + i % (bands * frames);
        }
        return new Dataset(List.of("a"), new int[rows], values, bands, frames);
    }
}
