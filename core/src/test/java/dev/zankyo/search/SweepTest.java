package dev.zankyo.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.HoldOut;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.random.CounterRandom;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final long SEED = 3;
    private static final ResNetConfig NETWORK = new ResNetConfig(4, 6, 3, 4, List.of(4, 8), 1, 0.99f, 1e-3f);
    private static final Trainer TRAINER = new Trainer(new ReferenceBackend(), 1, TrainingListener.NONE);
    private static final Sweep SWEEP = new Sweep(TRAINER, Recipe.DEFAULT, NETWORK, new SuccessiveHalving(2, 1, 4));

    /** Returns rows of 4 x 6 in which the class determines the loud band. */
    private static Dataset rows() {
        CounterRandom noise = CounterRandom.of(1);
        int[] labels = new int[30];
        float[] values = new float[30 * 24];
        for (int i = 0; i < values.length; i++) {
            int label = i / 24 % 3;
            labels[i / 24] = label;
            values[i] = (float) ((i % 24 / 6 == label ? 3 : 0) + 0.3 * noise.gaussian(i));
        }
        return new Dataset(List.of("low", "middle", "high"), labels, values, 4, 6);
    }

    private static HoldOut parts() {
        return HoldOut.stratified(rows(), 0.3, SEED);
    }

    @Test
    void search_ratesOfWhichOneLearns_findsItAndSaysTheSameAgain() {
        var space = new SearchSpace(List.of(1e-7, 0.01, 1e38), List.of(1.0), List.of(0.0));
        List<String> told = new ArrayList<>();
        HoldOut parts = parts();
        Sweep.Result result = SWEEP.search(
                space, parts, SEED, (setting, epochs, score) -> told.add(setting.learningRate() + "@" + epochs));
        assertEquals(List.of("1.0E-7@1", "0.01@1", "1.0E38@1"), told);
        assertEquals(new Setting(0.01, 1, 0), result.outcome().winner().candidate());
        assertEquals(
                Score.DIVERGED, result.outcome().rungs().getFirst().getLast().score());
        assertEquals(21, result.trainRows());
        assertEquals(9, result.validationRows());
        assertEquals(result, SWEEP.search(space, parts, SEED, (setting, epochs, score) -> {}));
    }

    @Test
    void search_everyRun_isThatOfTheTrainerOnTheRowsNotHeldOut() {
        var space = new SearchSpace(List.of(0.01), List.of(1.0, 2.0), List.of(1.0));
        HoldOut parts = parts();
        SWEEP.search(space, parts, SEED, (setting, epochs, score) -> {
            Recipe recipe = Recipe.DEFAULT.withEpochs(epochs).withLearningRate(0.01);
            Evaluation expected = TRAINER.train(
                            recipe, SEED, NETWORK.withWidth(setting.width()), parts.trainingRows(), parts.heldOut())
                    .evaluation();
            assertEquals(expected.accuracy(), score.accuracy(), setting::toString);
            assertEquals(expected.loss(), score.loss(), setting::toString);
            assertEquals(9, score.losses().size());
        });
    }

    /** Checks learning rates so low that no weight changes: all losses are equal, and the recipe's is kept. */
    @Test
    void search_settingsThatTie_keepsTheRecipes() {
        var space = new SearchSpace(List.of(1e-30, 2e-30, 3e-30), List.of(1.0), List.of(1.0));
        Recipe recipe = Recipe.DEFAULT.withLearningRate(2e-30);
        Sweep.Result result = new Sweep(TRAINER, recipe, NETWORK, new SuccessiveHalving(2, 1, 1))
                .search(space, parts(), SEED, (setting, epochs, score) -> {});
        assertEquals(new Setting(2e-30, 1, 1), result.outcome().winner().candidate());
        assertEquals(3, result.outcome().ties().size());
    }

    @Test
    void changesFrom_anotherSetting_countsTheValuesThatDiffer() {
        var usual = new Setting(0.003, 1, 1);
        assertEquals(0, new Setting(0.003, 1, 1).changesFrom(usual));
        assertEquals(1, new Setting(0.003, 0.5, 1).changesFrom(usual));
        assertEquals(3, new Setting(0.01, 0.5, 1.5).changesFrom(usual));
    }

    @Test
    void settings_ofASpace_areAllCombinationsOnce() {
        var space = new SearchSpace(List.of(0.1, 0.2), List.of(1.0, 2.0), List.of(0.0, 0.5, 1.0));
        List<Setting> settings = space.settings();
        assertEquals(12, settings.stream().distinct().count());
        assertEquals(new Setting(0.1, 1, 0.5), settings.get(1));
        assertEquals(new Setting(0.2, 2, 1), settings.getLast());
    }

    @Test
    void space_ofNothingOrOfTheImpossible_isRefused() {
        List<Double> one = List.of(1.0);
        for (List<Double> wrong : List.of(List.<Double>of(), List.of(-1.0), List.of(Double.NaN), List.of(1.0, 1.0))) {
            assertThrows(InputException.class, () -> new SearchSpace(wrong, one, one));
            assertThrows(InputException.class, () -> new SearchSpace(one, wrong, one));
            assertThrows(InputException.class, () -> new SearchSpace(one, one, wrong));
        }
        var error = assertThrows(InputException.class, () -> new SearchSpace(List.of(0.0), one, one));
        assertEquals("sweep: learning rates must be finite and positive; got 0.0", error.getMessage());
        assertTrue(new SearchSpace(one, one, List.of(0.0)).settings().contains(new Setting(1, 1, 0)));
    }
}
