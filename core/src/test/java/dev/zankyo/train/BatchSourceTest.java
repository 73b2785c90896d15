package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.augment.Augmentation;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.data.Standardized;
import dev.zankyo.random.CounterRandom;
import dev.zankyo.train.Recipe.Decay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSourceTest {
    private static final Dataset ROWS = Toy.rows(10, 3); // labels 0 0 0 0 1 1 1 2 2 2
    private static final Standardization STANDARDIZATION = new Standardization(-6, 2);
    private static final float[] VALUES =
            Standardized.copy(ROWS, STANDARDIZATION).values();
    private static final int[] ORDER = {9, 4, 0, 1, 2, 3, 5, 6, 7, 8};

    private static BatchSource source(float smoothing, Augmentation augmentation) {
        return source(smoothing, augmentation, 0);
    }

    private static BatchSource source(float smoothing, Augmentation augmentation, float mixup) {
        return new BatchSource(
                ROWS,
                STANDARDIZATION,
                new Recipe("toy", 1, 4, 0.1, Decay.COSINE, 0.9f, false, smoothing, augmentation, mixup, false));
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

    /** Row by row, by the definition, from the draws a row has to itself. */
    @Test
    void augmented_withMixup_isTheWeightedSumOfRowAndPartner() {
        CounterRandom random = CounterRandom.of(11);
        Batch batch = source(0.3f, Augmentation.original(), 1).augmented(ORDER, 0, random);
        for (int i = 0; i < 4; i++) {
            int number = ORDER[i];
            int partner = random.below(16L * number + 14, 10);
            float weight = (float) random.uniform(16L * number + 15, 0.5, 1);
            float[] own = new float[24];
            float[] other = new float[24];
            float[] row = Arrays.copyOfRange(VALUES, number * 24, number * 24 + 24);
            Augmentation.original().apply(row, 4, 6, number, random, own, 0);
            row = Arrays.copyOfRange(VALUES, partner * 24, partner * 24 + 24);
            Augmentation.original().apply(row, 4, 6, 10 + number, random, other, 0);
            for (int k = 0; k < 24; k++) {
                assertEquals(weight * own[k] + (1 - weight) * other[k], batch.inputs()[i * 24 + k], "row " + i);
            }
            float[] targets = {0.1f, 0.1f, 0.1f};
            targets[ROWS.labels()[number]] += 0.7f * weight;
            targets[ROWS.labels()[partner]] += 0.7f * (1 - weight);
            assertArrayEquals(targets, Arrays.copyOfRange(batch.targets(), 3 * i, 3 * i + 3), 1e-6f);
        }
    }

    @Test
    void augmented_withMixupOfAShare_mixesThatShareAndKeepsTheRowsClassFirst() {
        CounterRandom random = CounterRandom.of(11);
        BatchSource plain = source(0, Augmentation.none());
        BatchSource mixed = source(0, Augmentation.none(), 0.25f);
        int changed = 0;
        int n = 2000;
        for (int draw = 0; draw < n; draw++) {
            CounterRandom stream = random.fork(draw);
            float[] inputs = plain.augmented(ORDER, 0, stream).inputs().clone();
            Batch batch = mixed.augmented(ORDER, 0, stream);
            changed += Arrays.equals(inputs, 0, 24, batch.inputs(), 0, 24) ? 0 : 1;
            assertTrue(batch.targets()[2] > 0.5, "row 9 is of class 2");
        }
        // A row that is mixed with itself stays as it is, but for rounding.
        double share = 0.25;
        assertEquals(share, (double) changed / n, 0.025 + 5 * Math.sqrt(share * (1 - share) / n));
    }
}
