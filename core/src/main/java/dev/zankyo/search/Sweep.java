package dev.zankyo.search;

import dev.zankyo.data.HoldOut;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.train.DivergedException;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trainer;

/**
 * A search for the setting that suits some rows. The same rows, seed, backend and threads give the same ranking.
 *
 * @param trainer computes
 * @param recipe what the settings vary; its epochs are not used
 * @param network what the widths are multiples of
 * @param halving who is trained for how long
 */
public record Sweep(Trainer trainer, Recipe recipe, ResNetConfig network, SuccessiveHalving halving) {

    /** Is told of every training as it ends. */
    @FunctionalInterface
    public interface Listener {
        void onRun(Setting setting, int epochs, Score score);
    }

    /**
     * What a search came to.
     *
     * @param sweep the search
     * @param outcome every training
     * @param trainRows the rows that each learnt from
     * @param validationRows those that each was measured on
     */
    public record Result(Sweep sweep, Outcome<Setting> outcome, int trainRows, int validationRows) {}

    /**
     * Trains by the settings of a space, the better ones longer. Training starts from the same weights and sees the same order
     * of rows in every run: what differs is the setting.
     *
     * @param parts raw rows, each with a label
     * @throws dev.zankyo.InputException if the rows do not suit the network
     */
    public Result search(SearchSpace space, HoldOut parts, long seed, Listener listener) {
        Outcome<Setting> outcome = halving.search(space.settings(), (setting, epochs) -> {
            Score score = train(setting, epochs, parts, seed);
            listener.onRun(setting, epochs, score);
            return score;
        });
        return new Result(this, outcome, parts.learnt().size(), parts.heldOut().size());
    }

    private Score train(Setting setting, int epochs, HoldOut parts, long seed) {
        Recipe varied = recipe.withEpochs(epochs)
                .withLearningRate(setting.learningRate())
                .withAugmentation(setting.augmentation());
        try {
            Evaluation evaluation = trainer.train(
                            varied, seed, network.withWidth(setting.width()), parts.learnt(), parts.heldOut())
                    .evaluation();
            return new Score(evaluation.accuracy(), evaluation.loss());
        } catch (DivergedException e) {
            return Score.DIVERGED; // a learning rate that is too high is an answer, not a failure
        }
    }
}
