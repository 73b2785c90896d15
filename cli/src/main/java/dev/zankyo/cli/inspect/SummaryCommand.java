package dev.zankyo.cli.inspect;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.graph.Graph;
import dev.zankyo.io.FileError;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that prints a network's layers. */
@Command(
        customSynopsis = "zankyo summary [OPTIONS]",
        description = "Prints the layers of a network, as Keras does.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  zankyo summary --model zankyo-run/model.safetensors",
            "  zankyo summary --bands 40 --frames 64 --classes 50"
        })
public final class SummaryCommand implements Runnable {
    private static final String ORIGINAL_FILTERS = "64,128,256";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Model file that 'train' has written; the other options do not apply.")
    private Path model;

    @Option(
            names = "--bands",
            paramLabel = "N",
            defaultValue = "20",
            description = "Frequency bands of the input (default: ${DEFAULT-VALUE}).")
    private int bands;

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "50",
            description = "Time frames of the input (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "8",
            description = "Number of classes (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Option(
            names = "--stem-filters",
            paramLabel = "N",
            defaultValue = "16",
            description = "Filters of the first convolution (default: ${DEFAULT-VALUE}).")
    private int stemFilters;

    @Option(
            names = "--stage-filters",
            paramLabel = "N",
            split = ",",
            defaultValue = ORIGINAL_FILTERS,
            description = "Filters of each stage (default: ${DEFAULT-VALUE}).")
    private List<Integer> stageFilters;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            defaultValue = "6",
            description = "Residual blocks per stage (default: ${DEFAULT-VALUE}).")
    private int blocks;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        PrintableWriter.forPeople(out);
        int columns = PrintableWriter.columns(out);
        if (model == null) {
            out.print(ModelSummary.of(graph(config(ResNetConfig.original(1))), columns));
            return;
        }
        requireModelAlone();
        TrainedModel trained = ModelFile.read(model);
        out.print(ModelSummary.of(graph(trained.config()), columns));
        out.println("classes   " + trained.classes().size() + ": "
                + trained.classes().stream().map(FileError::printable).collect(Collectors.joining(", ")));
        out.println("input     "
                + trained.frontEnd()
                        .map(LogMelSpec::summary)
                        .orElse(trained.config().bands() + " bands x "
                                + trained.config().frames() + " frames, rows of numbers"));
        out.println("recipe    " + trained.provenance().recipe() + ", seed "
                + trained.provenance().seed());
    }

    private void requireModelAlone() {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!option.longestName().equals("--model") && !option.inherited()) {
                throw new ParameterException(
                        spec.commandLine(), "--model and " + option.longestName() + ": one of them, not both");
            }
        }
    }

    private Graph graph(ResNetConfig config) {
        try {
            return ResNet.graph(config);
        } catch (ArithmeticException e) {
            throw new ParameterException(
                    spec.commandLine(), "network: every layer must have fewer than 2^31 elements; got more", e);
        }
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
