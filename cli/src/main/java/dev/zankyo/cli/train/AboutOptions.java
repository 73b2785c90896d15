package dev.zankyo.cli.train;

import dev.zankyo.TrainingOptions;
import picocli.CommandLine.Option;

/** The options that say something about the model and change nothing in it. */
final class AboutOptions {
    @Option(
            names = "--license",
            paramLabel = "NAME",
            description = "License of the model, such as CC-BY-4.0, for its file and card.")
    private String license;

    @Option(names = "--description", paramLabel = "TEXT", description = "What the model is for, for its file and card.")
    private String description;

    /** Returns the settings with the license and the description that the user gave. */
    TrainingOptions applied(TrainingOptions options) {
        TrainingOptions licensed = license == null ? options : options.license(license);
        return description == null ? licensed : licensed.description(description);
    }
}
