package dev.zankyo.cli.evaluate;

import dev.zankyo.RowFiles;
import dev.zankyo.TrainingOptions;
import dev.zankyo.train.Recipe;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of cross-validation. */
final class FoldOptions {
    @Option(
            names = "--folds",
            paramLabel = "N",
            required = true,
            description = "Cross-validate: train N models, each tested on one held-out fold of the data.")
    private int count;

    @Option(names = "--train", paramLabel = "CSV", description = "With --folds: CSV file of labeled rows.")
    private Path rows;

    @Option(
            names = "--bands",
            paramLabel = "N",
            description = "With --folds: frequency bands of a CSV row (default: 20).")
    private Integer bands;

    @Option(names = "--frames", paramLabel = "N", description = "With --folds: frames of a CSV row (default: 50).")
    private Integer frames;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "With --folds: features of the recordings, as in 'train' (default: chosen from the "
                    + "recordings).")
    private String preset;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "With --folds: hyperparameters, default or original (default: default).")
    private String recipe = Recipe.DEFAULT.name();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "With --folds: passes over the training set (default: the recipe's).")
    private Integer epochs;

    @Option(names = "--seed", paramLabel = "S", description = "With --folds: random seed (default: 1).")
    private long seed = 1;

    int count() {
        return count;
    }

    /** Returns the CSV file; null for recordings. */
    Path rows() {
        return rows;
    }

    /** Returns the rows with the size that these options give. */
    RowFiles applied(RowFiles given) {
        RowFiles sized = bands == null ? given : given.bands(bands);
        return frames == null ? sized : sized.frames(frames);
    }

    /** Returns the preset of the features; null to choose it from the recordings. */
    String preset() {
        return preset;
    }

    /** Returns the settings with the values of these options. */
    TrainingOptions applied(TrainingOptions options) {
        TrainingOptions seeded = options.recipe(recipe).seed(seed);
        return epochs == null ? seeded : seeded.epochs(epochs);
    }
}
