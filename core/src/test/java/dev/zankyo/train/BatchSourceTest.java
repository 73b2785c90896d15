package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.zankyo.augment.Augmentation;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.data.Standardized;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchSourceTest {
    private static final Dataset ROWS = Toy.rows(10, 3); // labels 0 0 0 0 1 1 1 2 2 2
    private static final Standardization STANDARDIZATION = new Standardization(-6, 2);
    private static final float[] VALUES =
            Standardized.copy(ROWS, STANDARDIZATION).values();
    private static final int[] ORDER = {9, 4, 0, 1, 2, 3, 5, 6, 7, 8};

    private static BatchSource source(float smoothing, Augmentation augmentation) {
        return new BatchSource(
                ROWS,
                STANDARDIZATION,
                Recipe.builder("toy")
                        .epochs(1)
                        .batchSize(4)
                        .learningRate(0.1)
                        .standardize(false)
                        .labelSmoothing(smoothing)
                        .augmentation(augmentation)
                        .recomputeStatistics(false)
                        .build());
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
        float[] inputs = first.inputs().clone();
        assertNotSame(first, source.plain(ORDER, 1), "a batch must stay as it is while the next is put together");
        assertArrayEquals(inputs, first.inputs());
        Batch again = source.plain(ORDER, 1);
        assertSame(first, again, "buffers are used again");
        assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0}, again.targets());
    }

    @Test
    void batches_ofUnevenRows_endWithTheRest() {
        BatchSource source = source(0, Augmentation.none());
        assertEquals(3, source.batches());
        assertEquals(4, source.plain(ORDER, 1).size());
        Batch rest = source.plain(ORDER, 2);
        assertEquals(2, rest.size());
        assertArrayEquals(Arrays.copyOfRange(VALUES, 7 * 24, 9 * 24), rest.inputs());
    }

    @Test
    void pass_ofAnOrder_isItsBatchesInTurn() {
        Iterator<Batch> batches = source(0, Augmentation.none()).pass(ORDER);
        List<Integer> sizes = new ArrayList<>();
        List<Float> firsts = new ArrayList<>();
        batches.forEachRemaining(batch -> {
            sizes.add(batch.size());
            firsts.add(batch.inputs()[0]);
        });
        assertEquals(List.of(4, 4, 2), sizes);
        assertEquals(List.of(VALUES[9 * 24], VALUES[2 * 24], VALUES[7 * 24]), firsts);
    }

    @Test
    void epochs_ofARun_haveOrdersAndAugmentationsOfTheirOwn() {
        CounterRandom random = CounterRandom.of(11);
        Iterator<Batch> batches = source(0, Augmentation.original()).epochs(2, random, 1, 0);
        BatchSource expected = source(0, Augmentation.original());
        for (int epoch = 1; epoch <= 2; epoch++) {
            int[] order = random.fork("shuffle").fork(epoch).permutation(10);
            for (int index = 0; index < 3; index++) {
                Batch batch = batches.next();
                Batch same =
                        expected.augmented(order, index, random.fork("augment").fork(epoch));
                assertArrayEquals(same.inputs(), batch.inputs());
                assertArrayEquals(same.targets(), batch.targets());
            }
        }
        assertFalse(batches.hasNext());
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
        Augmentation.original().apply(Arrays.copyOfRange(VALUES, 9 * 24, 240), 4, 6, 9, random, expected, 0);
        assertArrayEquals(expected, Arrays.copyOfRange(first, 0, 24));
    }

    @Test
    void views_ofARow_areEachAugmentedByTheirOwnDraws_andKeepItsLabel() {
        Recipe once = Recipe.builder("toy")
                .epochs(1)
                .batchSize(4)
                .learningRate(0.1)
                .standardize(false)
                .labelSmoothing(0)
                .augmentation(Augmentation.original())
                .recomputeStatistics(false)
                .build();
        var source = new BatchSource(ROWS, STANDARDIZATION, once.withCopiesPerEpoch(3));
        assertEquals(30, source.size());
        assertEquals(8, source.batches());
        CounterRandom random = CounterRandom.of(11);
        int[] order = IntStream.range(0, 30).toArray();
        order[0] = 25;
        order[25] = 0;
        Batch batch = source.augmented(order, 0, random);
        float[] row5 = Arrays.copyOfRange(VALUES, 5 * 24, 6 * 24);
        float[] expected = new float[24];
        Augmentation.original().apply(row5, 4, 6, 25, random, expected, 0);
        assertArrayEquals(expected, Arrays.copyOfRange(batch.inputs(), 0, 24));
        assertEquals(1, batch.targets()[ROWS.labels()[5]]);
        assertEquals(2, source.plain(order, 7).size());
        assertArrayEquals(row5, Arrays.copyOfRange(source.plain(order, 0).inputs(), 0, 24));
    }
}
