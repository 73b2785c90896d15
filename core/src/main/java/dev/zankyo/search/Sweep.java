package dev.zankyo.search;

import dev.zankyo.data.Dataset;
import dev.zankyo.data.HoldOut;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.train.DivergedException;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A search for the setting that suits a data set. The same rows, seed, backend and threads give the same ranking.
 *
 * @param trainer trains the candidates
 * @param recipe the recipe that the settings vary; its number of epochs is not used
 * @param network the network that the widths multiply
 * @param halving the schedule of the search
 */
public record Sweep(Trainer trainer, Recipe recipe, ResNetConfig network, SuccessiveHalving halving) {

    /** A listener that receives every training run when it ends. */
    @FunctionalInterface
    public interface Listener {
        void onRun(Setting setting, int epochs, Score score);
    }

    /**
     * The result of a search.
     *
     * @param sweep the search
     * @param outcome all training runs
     * @param trainRows number of training rows
     * @param validationRows number of held-out rows that the scores are measured on
     */
    public record Result(Sweep sweep, Outcome<Setting> outcome, int trainRows, int validationRows) {}

    /**
     * Trains with the settings of a space, the better ones for longer. Every run starts from the same weights and uses
     * the same order of rows, so runs differ only in the setting. Of settings whose losses tie, the simplest is the one
     * that changes the fewest values of the recipe; of several such settings, the one with the narrowest network.
     *
     * @param parts raw rows, each with a label
     * @throws dev.zankyo.InputException if a part is empty, a row has no label, or a width makes the network too wide
     */
    public Result search(SearchSpace space, HoldOut parts, long seed, Listener listener) {
        Outcome<Setting> outcome = halving.search(space.settings(), simplestFirst(), (setting, epochs) -> {
            Score score = train(setting, epochs, parts, seed);
            listener.onRun(setting, epochs, score);
            return score;
        });
        return new Result(
                this, outcome, parts.trainingRows().size(), parts.heldOut().size());
    }

    private Comparator<Setting> simplestFirst() {
        var ofTheRecipe = new Setting(recipe.learningRate(), 1, 1);
        return Comparator.comparingInt((Setting setting) -> setting.changesFrom(ofTheRecipe))
                .thenComparingDouble(Setting::width);
    }

    private Score train(Setting setting, int epochs, HoldOut parts, long seed) {
        Recipe varied = recipe.withEpochs(epochs)
                .withLearningRate(setting.learningRate())
                .withAugmentation(setting.augmentation());
        try {
            TrainingResult result = trainer.train(
                    varied, seed, network.withWidth(setting.width()), parts.trainingRows(), parts.heldOut());
            return new Score(result.evaluation().accuracy(), losses(result.model(), parts.heldOut()));
        } catch (DivergedException e) {
            return Score.DIVERGED; // a learning rate that is too high is a result, not an error
        }
    }

    private List<Double> losses(TrainedModel model, Dataset rows) {
        TrainedModel asTrained = model.withCalibration(Optional.empty());
        try (var predictor = Predictor.of(asTrained, trainer.backend(), trainer.threads(), trainer.precision())) {
            return predictor.losses(rows);
        }
    }
}
