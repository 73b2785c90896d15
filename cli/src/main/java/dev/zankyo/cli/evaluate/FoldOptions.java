package dev.zankyo.cli.evaluate;

import dev.zankyo.TrainingOptions;
import dev.zankyo.train.Recipe;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Cross-validation instead of a trained model. */
final class FoldOptions {
    @Option(
            names = "--folds",
            paramLabel = "N",
            required = true,
            description =
                    "Instead of measuring a model, train N of them, each on all rows but its fold's, and measure each"
                            + " on its fold.")
    private int count;

    @Option(names = "--train", paramLabel = "CSV", description = "Labelled rows to do it with; or --sounds.")
    private Path rows;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "How sounds become spectrograms, as for 'train'. Default: what suits the recordings.")
    private String preset;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "How to train: default or original. Default: default.")
    private String recipe = Recipe.DEFAULT.name();

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training rows. Default: the recipe's.")
    private Integer epochs;

    @Option(names = "--seed", paramLabel = "S", description = "Where all randomness comes from. Default: 1.")
    private long seed = 1;

    int count() {
        return count;
    }

    /** Null for recordings. */
    Path rows() {
        return rows;
    }

    /** Null for what suits the recordings. */
    String preset() {
        return preset;
    }

    /** Returns the settings with those of these options. */
    TrainingOptions applied(TrainingOptions options) {
        TrainingOptions seeded = options.recipe(recipe).seed(seed);
        return epochs == null ? seeded : seeded.epochs(epochs);
    }
}
