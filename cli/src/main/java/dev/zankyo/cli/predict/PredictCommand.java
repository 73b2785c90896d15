package dev.zankyo.cli.predict;

import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.model.TrainedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what sounds are. Exits with 1 if some files could not be served, with 2 if none could. */
@Command(
        description = "Says of every recording, or row of a CSV file, which classes are the most probable.",
        footer = {
            "",
            "A file that cannot be served is a line on standard error; the others are served. The exit code is then 1, or 2 if"
                    + " none could be."
        })
public final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption model;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "1..*",
            description =
                    "Recordings; rows, with or without labels, where the name ends in .csv, .txt or .gz; folders of"
                            + " either, of which .txt files are passed over.")
    private List<Path> files;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "3",
            description = "How many classes to name each time. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to print them: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private PredictionFormat format;

    @Mixin
    private WindowOptions windowing;

    @Mixin
    private LayoutOption layout;

    @Mixin
    private ComputeOptions compute;

    @Override
    public Integer call() {
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top: must be a positive number; got " + top);
        }
        TrainedModel trained = model.read();
        Optional<Windows> windows = windowing.windows(trained);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (var predictor = compute.predictor(trained);
                var printer = format.printer(top, out, err)) {
            FilePrediction.Count count = new FilePrediction(
                            trained,
                            predictor,
                            csv -> layout.announced(
                                    csv, layout.reader(trained.config()).readSounds(csv, trained.classes())),
                            windows)
                    .run(files, printer);
            return count.failed() == 0 ? 0 : count.served() > 0 ? 1 : 2;
        }
    }
}
