package dev.zankyo.cli;

import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Prediction;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.TrainedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what sounds are. */
@Command(description = "Says of every row which classes are the most probable.")
final class PredictCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption model;

    @Parameters(paramLabel = "CSV", description = "Rows with or without labels; labels are not looked at.")
    private Path file;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "3",
            description = "How many classes to name for each row. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to print them: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private PredictionFormat format;

    @Mixin
    private LayoutOption layout;

    @Mixin
    private ComputeOptions compute;

    @Override
    public void run() {
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top: must be a positive number; got " + top);
        }
        TrainedModel trained = model.read();
        Dataset rows = layout.announced(file, layout.reader(trained.config()).readSounds(file, trained.classes()));
        try (var predictor = Predictor.of(trained, compute.select(), compute.threads(), compute.precision())) {
            List<List<Prediction>> predictions = Arrays.stream(predictor.probabilities(rows))
                    .map(row -> Predictor.top(row, trained.classes(), top))
                    .toList();
            format.print(predictions, spec.commandLine().getOut());
        }
    }
}
