package dev.zankyo.cli.train;

import dev.zankyo.TrainingOptions;
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

    /** Returns the settings with those of these options. */
    TrainingOptions applied(TrainingOptions options) {
        TrainingOptions wide = options.width(width);
        return augmentation == null ? wide : wide.augmentation(augmentation);
    }
}
