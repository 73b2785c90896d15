package dev.zankyo.cli.train;

import dev.zankyo.model.ResNetConfig;
import dev.zankyo.train.Recipe;
import picocli.CommandLine.Option;

/** What 'sweep' looks for beside the learning rate, for who has found it. */
final class VariationOptions {
    @Option(
            names = "--width",
            paramLabel = "X",
            defaultValue = "1",
            description = "So many times as many filters; the work grows with the square. Default: ${DEFAULT-VALUE}.")
    private double width;

    @Option(
            names = "--augmentation",
            paramLabel = "X",
            description = "So many times the recipe's shifts and masks; 0 is none. Default: 1.")
    private Double augmentation;

    /** The network in the width asked for. */
    ResNetConfig of(ResNetConfig network) {
        return network.withWidth(width);
    }

    /** The recipe with the augmentation asked for; a width of no use is refused here, before any file is read. */
    Recipe of(Recipe recipe) {
        of(ResNetConfig.original(1));
        return augmentation == null ? recipe : recipe.withAugmentation(augmentation);
    }
}
