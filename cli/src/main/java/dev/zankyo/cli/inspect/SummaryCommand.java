package dev.zankyo.cli.inspect;

import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a network's layers. */
@Command(description = "Prints a network's layers as Keras does.", showDefaultValues = true)
public final class SummaryCommand implements Runnable {
    private static final String ORIGINAL_FILTERS = "64,128,256";

    @Spec
    private CommandSpec spec;

    @Option(names = "--bands", paramLabel = "N", defaultValue = "20", description = "Frequency bands of a sound.")
    private int bands;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "50", description = "Frames of a sound.")
    private int frames;

    @Option(names = "--classes", paramLabel = "N", defaultValue = "8", description = "Classes to tell apart.")
    private int classes;

    @Option(
            names = "--stem-filters",
            paramLabel = "N",
            defaultValue = "16",
            description = "Filters of the first convolution.")
    private int stemFilters;

    @Option(
            names = "--stage-filters",
            paramLabel = "N",
            split = ",",
            defaultValue = ORIGINAL_FILTERS,
            description = "Filters of each stage.")
    private List<Integer> stageFilters;

    @Option(names = "--blocks", paramLabel = "N", defaultValue = "6", description = "Residual blocks in each stage.")
    private int blocks;

    @Override
    public void run() {
        ResNetConfig original = ResNetConfig.original(1);
        spec.commandLine().getOut().print(ModelSummary.of(ResNet.graph(config(original))));
    }

    private ResNetConfig config(ResNetConfig original) {
        try {
            return new ResNetConfig(
                    bands, frames, classes, stemFilters, stageFilters, blocks, original.momentum(), original.epsilon());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
