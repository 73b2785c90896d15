package dev.zankyo.cli.train;

import dev.zankyo.TrainingOptions;
import picocli.CommandLine.Option;

/** The options of width and augmentation, which 'sweep' searches. */
final class VariationOptions {
    @Option(
            names = "--width",
            paramLabel = "X",
            defaultValue = "1",
            description = "Multiplies the number of filters; cost grows quadratically (default: ${DEFAULT-VALUE}).")
    private double width;

    @Option(
            names = "--augmentation",
            paramLabel = "X",
            description = "Augmentation strength; 0 turns it off (default: 1).")
    private Double augmentation;

    /** Returns the settings with the values of these options. */
    TrainingOptions applied(TrainingOptions options) {
        TrainingOptions wide = options.width(width);
        return augmentation == null ? wide : wide.augmentation(augmentation);
    }
}
