package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.augment.SpectrogramAugmentation;
import dev.zankyo.train.Recipe.Decay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    @Test
    void original_isTheKerasScripts() {
        assertEquals(
                Recipe.builder("original")
                        .epochs(10)
                        .learningRate(0.01)
                        .decay(Decay.STEPPED)
                        .momentum(0.99f)
                        .standardize(false)
                        .labelSmoothing(0)
                        .augmentation(Augmentation.original())
                        .recomputeStatistics(false)
                        .build(),
                Recipe.named("original"));
    }

    @Test
    void named_ofANameUnknown_saysTheKnownOnes() {
        var error = assertThrows(InputException.class, () -> Recipe.named("best"));
        assertEquals("recipe: must name a recipe; expected default or original, got best", error.getMessage());
    }

    @Test
    void overrides_ofARecipe_changeTheirPartAlone() {
        Recipe recipe = Recipe.DEFAULT.withEpochs(3).withBatchSize(4).withLearningRate(0.5);
        assertEquals(
                Recipe.builder("default")
                        .epochs(3)
                        .batchSize(4)
                        .learningRate(0.5)
                        .build(),
                recipe);
        assertSame(Recipe.DEFAULT, Recipe.named("default"));
    }

    @ParameterizedTest
    @CsvSource({"1,100", "720,89", "2700,24", "100000,10"})
    void epochs_forSoManyRows_makeFourThousandStepsWithinReason(int rows, int expected) {
        assertEquals(expected, Recipe.DEFAULT.withEpochsFor(rows).epochs());
    }

    @ParameterizedTest
    @CsvSource({"1,640,8", "64,10,8", "190,3,8", "320,2,8", "639,1,8", "640,1,16", "100000,1,16"})
    void suitedTo_rows_showsTheFewAgainAndAgain_inSmallerBatches(int rows, int copiesPerEpoch, int batchSize) {
        Recipe expected = Recipe.DEFAULT.withCopiesPerEpoch(copiesPerEpoch).withBatchSize(batchSize);
        assertEquals(expected, Recipe.DEFAULT.adaptedTo(rows));
        assertEquals(Recipe.ORIGINAL, Recipe.ORIGINAL.adaptedTo(rows));
    }

    @Test
    void epochs_forRowsInSeveralViews_areTheFewer() {
        assertEquals(30, Recipe.DEFAULT.withCopiesPerEpoch(3).withEpochsFor(720).epochs());
    }

    @Test
    void stepsPerEpoch_ofRows_areThoseOfEveryView_theLastPerhapsSmaller() {
        assertEquals(1, Recipe.DEFAULT.stepsPerEpoch(5));
        assertEquals(45, Recipe.DEFAULT.stepsPerEpoch(720));
        assertEquals(46, Recipe.DEFAULT.stepsPerEpoch(721));
        assertEquals(10, Recipe.DEFAULT.withCopiesPerEpoch(3).stepsPerEpoch(50));
    }

    @Test
    void withAugmentation_ofAStrength_scalesTheDefaultsAndLeavesTheOriginalAlone() {
        var usual = (SpectrogramAugmentation) Recipe.DEFAULT.augmentation();
        Recipe half = Recipe.DEFAULT.withAugmentation(0.5);
        assertEquals(usual.scaled(0.5), half.augmentation());
        assertEquals(Recipe.DEFAULT, Recipe.DEFAULT.withAugmentation(1));
        var error = assertThrows(InputException.class, () -> Recipe.ORIGINAL.withAugmentation(1));
        assertEquals(
                "augmentation: cannot be combined with `recipe` original, whose augmentation is fixed",
                error.getMessage());
    }

    @Test
    void schedule_ofEachDecay_startsFromTheRecipesRate() {
        assertEquals(
                new LearningRateSchedule.Original(0.02, 45),
                Recipe.ORIGINAL.withLearningRate(0.02).schedule(45));
        assertEquals(
                new LearningRateSchedule.Cosine(0.003, 3 * 45, 20 * 45),
                Recipe.DEFAULT.withEpochs(20).schedule(45));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY, 1e-60, 1e60})
    void learningRate_thatIsNoPositiveFloat_isRefused(double rate) {
        var error = assertThrows(InputException.class, () -> Recipe.DEFAULT.withLearningRate(rate));
        assertEquals("recipe: learning rate must be positive and finite; got " + rate, error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 1, Float.NaN})
    void shares_outsideTheirRange_areRefused(float share) {
        assertThrows(InputException.class, () -> Recipe.builder("toy")
                .epochs(3)
                .batchSize(8)
                .learningRate(0.01)
                .momentum(share)
                .augmentation(Augmentation.none())
                .recomputeStatistics(false)
                .build());
        assertThrows(InputException.class, () -> Recipe.builder("toy")
                .epochs(3)
                .batchSize(8)
                .learningRate(0.01)
                .labelSmoothing(share)
                .augmentation(Augmentation.none())
                .recomputeStatistics(false)
                .build());
    }

    @Test
    void counts_thatAreNotPositive_areRefused() {
        assertThrows(InputException.class, () -> Recipe.DEFAULT.withEpochs(0));
        assertThrows(InputException.class, () -> Recipe.DEFAULT.withBatchSize(-1));
        assertThrows(InputException.class, () -> Recipe.DEFAULT.withCopiesPerEpoch(0));
    }

    @Test
    void views_thatAreTooMany_areRefused() {
        var copiesPerEpoch = assertThrows(InputException.class, () -> Recipe.DEFAULT.withCopiesPerEpoch(1001));
        assertEquals("recipe: copies per epoch must be from 1 to 1000; got 1001", copiesPerEpoch.getMessage());
        Recipe most = Recipe.DEFAULT.withCopiesPerEpoch(1000);
        var rows = assertThrows(InputException.class, () -> most.stepsPerEpoch(3_000_000));
        assertEquals(
                "recipe: copies per epoch must be few enough for an epoch of 2^31 - 1 rows; got 1000",
                rows.getMessage());
    }
}
