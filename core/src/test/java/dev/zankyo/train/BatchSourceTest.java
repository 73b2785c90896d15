package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.zankyo.augment.Augmentation;
import dev.zankyo.data.Dataset;
import dev.zankyo.random.CounterRandom;
import dev.zankyo.train.Recipe.Decay;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchSourceTest {
    private static final Dataset ROWS = Toy.rows(10, 3); // labels 0 0 0 0 1 1 1 2 2 2
    private static final int[] ORDER = {9, 4, 0, 1, 2, 3, 5, 6, 7, 8};

    private static BatchSource source(float smoothing, Augmentation augmentation) {
        return new BatchSource(
                ROWS, new Recipe("toy", 1, 4, 0.1, Decay.COSINE, 0.9f, false, smoothing, augmentation, false));
    }

    @Test
    void targets_withSmoothing_areKeras() {
        Batch batch = source(0.3f, Augmentation.none()).plain(ORDER, 0);
        float off = 0.1f;
        float on = 0.8f;
        assertArrayEquals(new float[] {off, off, on, off, on, off, on, off, off, on, off, off}, batch.targets(), 1e-7f);
    }

    @Test
    void targets_refilled_forgetTheBatchBefore() {
        BatchSource source = source(0, Augmentation.none());
        Batch first = source.plain(ORDER, 0);
        Batch second = source.plain(ORDER, 1);
        assertSame(first, second, "buffers are used again");
        assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0}, second.targets());
    }

    @Test
    void batches_ofUnevenRows_endWithTheRest() {
        BatchSource source = source(0, Augmentation.none());
        assertEquals(3, source.batches());
        assertEquals(4, source.plain(ORDER, 1).size());
        Batch rest = source.plain(ORDER, 2);
        assertEquals(2, rest.size());
        assertArrayEquals(ROWS.select(7, 8).values(), rest.inputs());
    }

    @Test
    void augmented_row_isTheSameWhereverItStands() {
        CounterRandom random = CounterRandom.of(11);
        BatchSource source = source(0, Augmentation.original());
        float[] first = source.augmented(ORDER, 0, random).inputs().clone();
        int[] other = {0, 1, 2, 9, 3, 4, 5, 6, 7, 8};
        float[] second = source.augmented(other, 0, random).inputs().clone();
        assertArrayEquals(Arrays.copyOfRange(first, 0, 24), Arrays.copyOfRange(second, 72, 96));
        float[] expected = new float[24];
        Augmentation.original().apply(ROWS, 9, expected, 0, random);
        assertArrayEquals(expected, Arrays.copyOfRange(first, 0, 24));
    }
}
