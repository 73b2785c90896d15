package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.HoldOut;
import dev.zankyo.train.EarlyStopping.Best;
import dev.zankyo.train.EarlyStopping.Keep;
import dev.zankyo.train.Recipe.Decay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyStoppingTest {
    private static final long SEED = 7;
    private static final Dataset TRAIN = Toy.rows(21, 1);
    private static final Dataset TEST = Toy.rows(18, 2);

    /**
     * A recipe that learns so fast that a middle epoch is the best. It does not recompute batch-norm statistics, so the
     * model has the loop's weights.
     */
    private static final Recipe HASTY = Recipe.builder("toy")
            .epochs(12)
            .batchSize(8)
            .learningRate(0.3)
            .decay(Decay.STEPPED)
            .momentum(0.5f)
            .labelSmoothing(0)
            .augmentation(Augmentation.none())
            .recomputeStatistics(false)
            .build();

    private static TrainingResult train(Recipe recipe) {
        return new Trainer(new RecordingBackend(), 1, TrainingListener.NONE)
                .train(recipe, SEED, Toy.NETWORK, TRAIN, TEST);
    }

    private static int bestEpoch(TrainingResult result) {
        return result.history().stream()
                .min(Comparator.comparingDouble(EpochResult::testLoss))
                .orElseThrow()
                .epoch();
    }

    private static int lastEpoch(int patience, double... losses) {
        var stopping = new EarlyStopping(patience, Keep.LAST, 0);
        Optional<Best> best = Optional.empty();
        for (int epoch = 1; epoch <= losses.length; epoch++) {
            best = Optional.of(stopping.after(best, epoch, losses[epoch - 1], null));
            if (stopping.endsAfter(epoch, best.get())) {
                return epoch;
            }
        }
        return losses.length;
    }

    @Test
    void patience_isCountedFromTheLowestLoss() {
        assertEquals(5, lastEpoch(2, 5, 4, 3, 3.5, 3.2, 1));
        assertEquals(3, lastEpoch(2, 5, 5, 5, 1), "an equal loss is not a lower one");
        assertEquals(2, lastEpoch(1, 1, 2, 0));
        assertEquals(4, lastEpoch(0, 1, 2, 3, 4));
        assertEquals(4, lastEpoch(2, Double.NaN, 3, 4, Double.POSITIVE_INFINITY, 1), "NaN is the highest of all");
        assertEquals(4, lastEpoch(3, 1, Double.NaN, Double.NaN, Double.NaN, 0));
    }

    @Test
    void best_keepsTheWeightsOfItsEpoch() {
        TrainingResult whole = train(HASTY);
        TrainingResult best = train(HASTY.withStopping(new EarlyStopping(0, Keep.BEST, 0)));
        int epoch = bestEpoch(whole);
        assertTrue(epoch < 12, "the last is the best, which shows nothing");
        assertEquals(12, whole.epoch());
        assertEquals(epoch, best.epoch());
        assertEquals(whole.trace().weights(), best.trace().weights());
        assertEquals(
                best.trace().weights().get(epoch - 1),
                Fingerprint.of(best.model().weights()));
        assertEquals(best.history().get(epoch - 1).testLoss(), best.evaluation().loss());
    }

    /**
     * Checks that the run equals one with the right number of epochs; the learning rate is constant, so the schedule
     * does not differ.
     */
    @Test
    void patience_endsTheRunAfterTheEpochsWithoutALowerLoss() {
        TrainingResult whole = train(HASTY);
        TrainingResult stopped = train(HASTY.withStopping(new EarlyStopping(1, Keep.LAST, 0)));
        int last = lastEpoch(
                1, whole.history().stream().mapToDouble(EpochResult::testLoss).toArray());
        assertTrue(last < 12, "all epochs were trained, which shows nothing");
        assertEquals(last, stopped.history().size());
        assertEquals(last, stopped.epoch());
        Weights expected = train(HASTY.withEpochs(last)).model().weights();
        assertArrayEquals(expected.parameters(), stopped.model().weights().parameters());
    }

    @Test
    void share_isHeldOutOfEveryClass() {
        HoldOut parts = HoldOut.stratified(TRAIN, 0.3, SEED); // 2 of 7
        Dataset held = parts.heldOut();
        assertArrayEquals(new int[] {0, 0, 1, 1, 2, 2}, held.labels());
        assertEquals(15, parts.trainingRows().size());
        List<String> all = rows(parts.trainingRows());
        all.addAll(rows(held));
        List<String> expected = rows(TRAIN);
        assertEquals(expected.stream().sorted().toList(), all.stream().sorted().toList());
        assertEquals(rows(held), rows(HoldOut.stratified(TRAIN, 0.3, SEED).heldOut()));
        assertNotEquals(rows(held), rows(HoldOut.stratified(TRAIN, 0.3, 8).heldOut()));
    }

    private static List<String> rows(Dataset data) {
        float[] row = new float[data.rowSize()];
        List<String> rows = new ArrayList<>();
        IntStream.range(0, data.size()).forEach(i -> {
            data.copyRow(i, row, 0);
            rows.add(data.labels()[i] + Arrays.toString(row));
        });
        return rows;
    }

    @Test
    void share_ofClassesOfOneRow_isRefused() {
        Dataset rows = Toy.rows(3, 1);
        assertThrows(InputException.class, () -> HoldOut.stratified(rows, 0.5, SEED));
    }

    /** Checks that other test rows give the same choice. */
    @Test
    void share_leavesTheTestRowsOutOfTheChoice() {
        Recipe recipe = HASTY.withStopping(new EarlyStopping(2, Keep.BEST, 0.3));
        TrainingResult one = train(recipe);
        TrainingResult other = new Trainer(new RecordingBackend(), 1, TrainingListener.NONE)
                .train(recipe, SEED, Toy.NETWORK, TRAIN, Toy.rows(9, 5));
        assertEquals(15, one.trainRows());
        assertEquals(one.epoch(), other.epoch());
        assertArrayEquals(
                one.model().weights().parameters(), other.model().weights().parameters());
    }

    @Test
    void validationRows_whereTheyAreGiven_areChosenByInsteadOfAShare() {
        Recipe recipe = HASTY.withStopping(new EarlyStopping(2, Keep.BEST, 0.3));
        HoldOut parts = HoldOut.stratified(TRAIN, 0.3, SEED);
        TrainingResult drawn = train(recipe);
        TrainingResult given = new Trainer(new RecordingBackend(), 1, TrainingListener.NONE)
                .train(
                        recipe,
                        SEED,
                        Toy.NETWORK,
                        parts.trainingRows(),
                        Optional.of(parts.heldOut()),
                        TEST,
                        Checkpointing.NONE);
        assertEquals(15, given.trainRows());
        assertEquals(drawn.epoch(), given.epoch());
        assertEquals(drawn.trace().weights(), given.trace().weights());
    }

    @ParameterizedTest
    @CsvSource({
        "0, LAST, 0,   false",
        "3, LAST, 0,   true",
        "0, BEST, 0,   true",
        "3, BEST, 0.1, false",
    })
    void testRows_areChosenByUnlessOthersAre(int patience, Keep keep, double share, boolean chosenBy) {
        assertEquals(chosenBy, new EarlyStopping(patience, keep, share).choosesByTestRows());
    }

    @Test
    void share_withNothingToChoose_isRefused() {
        var error = assertThrows(InputException.class, () -> new EarlyStopping(0, Keep.LAST, 0.1));
        assertTrue(error.getMessage().startsWith("validationShare: "), error::getMessage);
        assertThrows(InputException.class, () -> new EarlyStopping(1, Keep.LAST, 1));
        assertThrows(InputException.class, () -> new EarlyStopping(-1, Keep.LAST, 0));
    }
}
