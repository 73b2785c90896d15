package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.data.Standardized;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final long SEED = 7;
    private static final Dataset TRAIN = Toy.rows(21, 1); // batches of 8, 8 and 5
    private static final Dataset TEST = Toy.rows(18, 2);

    private static TrainingResult train(ComputeBackend backend, Recipe recipe, long seed) {
        return new Trainer(backend, 1, TrainingListener.NONE).train(recipe, seed, Toy.NETWORK, TRAIN, TEST);
    }

    @Test
    void train_onSeparableRows_learnsThem() {
        TrainingResult result = train(new ReferenceBackend(), Toy.RECIPE.withEpochs(20), SEED);
        assertTrue(result.exactEvaluation().accuracy() >= 0.9, result.exactEvaluation()::toText);
        double first = result.history().getFirst().trainLoss();
        double last = result.history().getLast().trainLoss();
        assertTrue(last < 0.6 * first, () -> first + " -> " + last);
    }

    /** Checks training against the recipe written out a second time, without the loop's classes. */
    @Test
    void train_ofARecipe_isTheHandWrittenLoopBitForBit() {
        Recipe recipe = Recipe.builder("toy")
                .epochs(2)
                .batchSize(8)
                .learningRate(0.01)
                .momentum(0.8f)
                .augmentation(Augmentation.original())
                .recomputeStatistics(false)
                .build();
        TrainingResult result = train(new ReferenceBackend(), recipe, SEED);

        Graph graph = ResNet.graph(Toy.NETWORK.withMomentum(0.8f));
        Dataset rows = Standardized.copy(TRAIN, Standardization.of(TRAIN));
        float[] row24 = new float[24];
        LearningRateSchedule rate = LearningRateSchedule.Cosine.ofEpochs(0.01, 3, 2, 3);
        TrainingPlan eight = new ReferenceBackend().compileTraining(graph, TrainingSpec.of(8, 1));
        TrainingPlan five = new ReferenceBackend().compileTraining(graph, TrainingSpec.of(5, 1));
        eight.load(TrainingState.initial(WeightInitializer.initialize(graph, SEED)));
        long step = 0;
        for (int epoch = 1; epoch <= 2; epoch++) {
            CounterRandom random = CounterRandom.of(SEED);
            int[] order = random.fork("shuffle").fork(epoch).permutation(21);
            double lossSum = 0;
            int correct = 0;
            for (int from : new int[] {0, 8, 16}) {
                int count = from == 16 ? 5 : 8;
                float[] inputs = new float[count * 24];
                float[] targets = new float[count * 3];
                float[] logits = new float[count * 3];
                for (int i = 0; i < count; i++) {
                    int row = order[from + i];
                    CounterRandom draws = random.fork("augment").fork(epoch);
                    rows.copyRow(row, row24, 0);
                    Augmentation.original().apply(row24, 4, 6, row, draws, inputs, i * 24);
                    Arrays.fill(targets, i * 3, i * 3 + 3, 0.1f / 3);
                    targets[i * 3 + TRAIN.labels()[row]] = 1 - 0.1f + 0.1f / 3;
                }
                TrainingPlan plan = count == 5 ? five : eight;
                if (count == 5) {
                    five.load(eight.snapshot());
                }
                lossSum += (double) plan.computeGradients(inputs, targets) * count;
                plan.readOutputs(logits);
                plan.update(rate.at(step++));
                for (int i = 0; i < count; i++) {
                    correct += Predictor.argMax(logits, i * 3, 3) == TRAIN.labels()[order[from + i]] ? 1 : 0;
                }
            }
            eight.load(five.snapshot());
            EpochResult reported = result.history().get(epoch - 1);
            assertEquals(lossSum / 21, reported.trainLoss());
            assertEquals(correct / 21.0, reported.trainAccuracy());
        }
        Weights expected = eight.snapshot().weights();
        assertArrayEquals(expected.parameters(), result.model().weights().parameters());
        assertArrayEquals(expected.movingStatistics(), result.model().weights().movingStatistics());
        eight.close();
        five.close();
    }

    @Test
    void epoch_ofUnevenRows_usesEveryRowOnceInANewOrder() {
        var backend = new RecordingBackend();
        train(backend, Toy.RECIPE, SEED);
        float[] values = Standardized.copy(TRAIN, Standardization.of(TRAIN)).values();
        List<List<Integer>> orders = new ArrayList<>();
        for (int epoch = 0; epoch < 3; epoch++) {
            List<Integer> order = new ArrayList<>();
            for (int step = epoch * 3; step < epoch * 3 + 3; step++) {
                float[] inputs = backend.inputs.get(step);
                assertEquals(step % 3 == 2 ? 5 * 24 : 8 * 24, inputs.length);
                for (int from = 0; from < inputs.length; from += 24) {
                    int row = rowOf(values, Arrays.copyOfRange(inputs, from, from + 24));
                    order.add(row);
                    int label = Predictor.argMax(backend.targets.get(step), from / 24 * 3, 3);
                    assertEquals(TRAIN.labels()[row], label);
                }
            }
            assertEquals(
                    IntStream.range(0, 21).boxed().toList(),
                    order.stream().sorted().toList());
            orders.add(order);
        }
        assertEquals(9, backend.inputs.size());
        assertEquals(3, orders.stream().distinct().count());
    }

    private static int rowOf(float[] values, float[] row) {
        return IntStream.range(0, 21)
                .filter(i -> Arrays.equals(values, i * 24, i * 24 + 24, row, 0, 24))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void learningRates_ofTheOriginalRecipe_changeWithTheEpochs() {
        var backend = new RecordingBackend();
        TrainingResult result = train(backend, Recipe.ORIGINAL.withBatchSize(8), SEED);
        double[] perEpoch = {0.01, 0.01, 0.01, 0.01 / 3, 0.01 / 3, 0.01 / 9, 0.01 / 9, 0.01 / 9, 0.01 / 27, 0.01 / 27};
        assertEquals(30, backend.learningRates.size());
        for (int step = 0; step < 30; step++) {
            assertEquals((float) perEpoch[step / 3], backend.learningRates.get(step), "step " + step);
        }
        for (int epoch = 0; epoch < 10; epoch++) {
            assertEquals((float) perEpoch[epoch], result.history().get(epoch).learningRate());
        }
    }

    @Test
    void rawRows_underTheOriginalRecipe_areNeitherScaledNorSmoothed() {
        var backend = new RecordingBackend();
        train(backend, Recipe.ORIGINAL.withEpochs(1), SEED);
        assertTrue(backend.inputs.get(0)[0] < -3, "raw values are about -7");
        for (float probability : backend.targets.get(0)) {
            assertTrue(probability == 0 || probability == 1, () -> "target " + probability);
        }
    }

    @Test
    void run_ofOneSeed_isTheSameAgainAndOfAnotherIsNot() {
        TrainingResult first = train(new ReferenceBackend(), Toy.RECIPE, SEED);
        TrainingResult again = train(new ReferenceBackend(), Toy.RECIPE, SEED);
        TrainingResult other = train(new ReferenceBackend(), Toy.RECIPE, SEED + 1);
        assertArrayEquals(
                first.model().weights().parameters(), again.model().weights().parameters());
        assertEquals(first.evaluation().loss(), again.evaluation().loss());
        assertNotEquals(first.evaluation().loss(), other.evaluation().loss());
    }

    /** Checks that the calibration prefers validation rows to the test set, and needs 20 of either. */
    @Test
    void calibration_isFittedOnValidationRowsOrElseOnTheTestSet() {
        assertEquals(Optional.empty(), calibration(Optional.empty(), 19));
        assertEquals(Optional.empty(), calibration(Optional.of(19), 19));
        Calibration ofTest = calibration(Optional.of(19), 21).orElseThrow();
        assertEquals(Source.TEST, ofTest.source());
        assertEquals(21, ofTest.rows());
        Calibration ofValidation = calibration(Optional.of(24), 21).orElseThrow();
        assertEquals(Source.VALIDATION, ofValidation.source());
        assertEquals(24, ofValidation.rows());
        assertEquals(
                Source.TEST, calibration(Optional.empty(), 20).orElseThrow().source());
    }

    private static Optional<Calibration> calibration(Optional<Integer> validationRows, int testRows) {
        return new Trainer(new ReferenceBackend(), 1, TrainingListener.NONE)
                .train(
                        Toy.RECIPE.withEpochs(1),
                        SEED,
                        Toy.NETWORK,
                        TRAIN,
                        validationRows.map(rows -> Toy.rows(rows, 5)),
                        Toy.rows(testRows, 6),
                        Checkpointing.NONE)
                .model()
                .calibration();
    }

    @Test
    void model_underARecipeThatRecalibrates_hasTheRecomputedStatistics() {
        Recipe kept = Toy.RECIPE;
        Recipe recalibrated = Recipe.builder("toy")
                .epochs(3)
                .batchSize(8)
                .learningRate(0.01)
                .momentum(0.8f)
                .augmentation(Augmentation.none())
                .build();
        TrainingResult moving = train(new ReferenceBackend(), kept, SEED);
        TrainingResult exact = train(new ReferenceBackend(), recalibrated, SEED);
        assertArrayEquals(
                moving.model().weights().parameters(), exact.model().weights().parameters());
        assertFalse(Arrays.equals(
                moving.model().weights().movingStatistics(),
                exact.model().weights().movingStatistics()));
        assertSame(exact.exactEvaluation(), exact.evaluation());
        assertEquals(exact.exactEvaluation().loss(), moving.exactEvaluation().loss());
        assertEquals(moving.history().getLast().testLoss(), moving.evaluation().loss());
        assertNotEquals(moving.evaluation().loss(), moving.exactEvaluation().loss());
        for (TrainingResult result : List.of(moving, exact)) {
            try (Predictor predictor = Predictor.of(result.model(), new ReferenceBackend(), 1, Precision.FLOAT32)) {
                assertEquals(
                        result.evaluation().loss(), predictor.evaluate(TEST).loss());
            }
        }
    }

    @Test
    void listener_ofARun_isToldOfEveryStepAndEpoch() {
        List<String> told = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onStep(Progress progress) {
                assertEquals(21, progress.rowsPerEpoch());
                assertEquals(2, progress.epochs());
                assertTrue(progress.loss() > 0 && progress.accuracy() >= 0 && progress.seconds() > 0);
                told.add(progress.epoch() + ":" + progress.rows());
            }

            @Override
            public void onEpoch(EpochResult epoch) {
                told.add("epoch " + epoch.epoch());
            }
        };
        new Trainer(new ReferenceBackend(), 1, listener)
                .train(Toy.RECIPE.withEpochs(2), SEED, Toy.NETWORK, TRAIN, TEST);
        assertEquals(List.of("1:8", "1:16", "1:21", "epoch 1", "2:8", "2:16", "2:21", "epoch 2"), told);
    }

    @Test
    void loss_thatIsNotANumber_stopsTheRunAndFreesItsPlans() {
        var backend = new RecordingBackend(4);
        var error = assertThrows(InputException.class, () -> train(backend, Toy.RECIPE, SEED));
        assertEquals(
                "training: the loss must stay finite; got NaN in epoch 2, step 2"
                        + " (lower `learningRate`, or look for outliers in the training rows)",
                error.getMessage());
        assertEquals(4, backend.learningRates.size(), "no update by gradients that are no numbers");
        assertEquals(0, backend.openPlans);
    }

    @Test
    void weights_thatAreNoNumbersAfterTheLastStep_areNotKept() {
        Recipe reckless = Recipe.builder("toy")
                .epochs(1)
                .batchSize(64)
                .learningRate(1e38)
                .momentum(0.8f)
                .labelSmoothing(0)
                .augmentation(Augmentation.none())
                .build();
        var error = assertThrows(InputException.class, () -> train(new ReferenceBackend(), reckless, SEED));
        assertTrue(error.getMessage().startsWith("training: the weights must stay finite; got "), error::getMessage);
    }

    @Test
    void plans_ofARun_areAllClosed() {
        var backend = new RecordingBackend();
        train(backend, Toy.RECIPE, SEED);
        assertEquals(0, backend.openPlans);
    }

    @Test
    void rows_fewerThanABatch_areTrainedAsOne() {
        var backend = new RecordingBackend();
        train(backend, Toy.RECIPE.withBatchSize(64), SEED);
        assertEquals(3, backend.inputs.size());
        assertEquals(21 * 24, backend.inputs.get(0).length);
    }

    @Test
    void result_ofARun_saysHowItWasMade() {
        TrainingResult result = train(new ReferenceBackend(), Toy.RECIPE, SEED);
        assertEquals("reference", result.backend());
        assertEquals(21, result.trainRows());
        assertEquals(18, result.evaluation().confusion().total());
        assertEquals(TRAIN.classes(), result.model().classes());
        assertEquals(Standardization.of(TRAIN), result.model().standardization());
        assertEquals(0.8f, result.model().config().momentum());
        assertEquals("toy", result.model().provenance().recipe());
        assertEquals(SEED, result.model().provenance().seed());
        assertTrue(result.dataShare() >= 0 && result.dataShare() <= 1, () -> "share " + result.dataShare());
        assertTrue(result.samplesPerSecond() > 0 && result.seconds() > 0 && result.peakMemoryMib() > 1);
    }

    @Test
    void rows_thatDoNotSuit_areRefused() {
        var trainer = new Trainer(new ReferenceBackend(), 1, TrainingListener.NONE);
        Dataset unlabelled = new Dataset(TEST.classes(), new int[] {-1}, new float[24], 4, 6);
        Dataset turned = new Dataset(TEST.classes(), new int[] {0}, new float[24], 6, 4);
        Dataset foreign = new Dataset(List.of("a", "b", "c"), new int[] {0}, new float[24], 4, 6);
        assertThrows(InputException.class, () -> trainer.train(Toy.RECIPE, SEED, Toy.NETWORK, TRAIN.select(), TEST));
        assertThrows(InputException.class, () -> trainer.train(Toy.RECIPE, SEED, Toy.NETWORK, TRAIN, unlabelled));
        assertThrows(IllegalArgumentException.class, () -> trainer.train(Toy.RECIPE, SEED, Toy.NETWORK, turned, TEST));
        assertThrows(
                IllegalArgumentException.class, () -> trainer.train(Toy.RECIPE, SEED, Toy.NETWORK, TRAIN, foreign));
    }
}
