package dev.zankyo.cli.predict;

import dev.zankyo.cli.options.BareFiles;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.model.TrainedModel;
import java.io.PrintWriter;
import java.nio.file.Files;
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

/** The command that predicts classes. It exits with 1 if some files could not be read, with 2 if none could. */
@Command(
        preprocessor = BareFiles.class,
        customSynopsis = "zankyo predict --model=FILE [OPTIONS] FILE|DIR...",
        description = {
            "Predicts the classes of recordings or CSV rows.",
            "Predictions are printed as they are made. A file that cannot be read is reported on "
                    + "standard error and skipped; the exit code is then 1, or 2 if no file could be read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  zankyo predict --model zankyo-run/model.safetensors clip.wav",
            "  zankyo predict --model birds.safetensors --window 5 --format csv forest"
        })
public final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption model;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "1..*",
            description = "Recordings; - for a recording on standard input; CSV files of rows (.csv, .txt, .gz), with"
                    + " or without labels; folders of recordings and CSV files (.txt files in folders are skipped).")
    private List<Path> files;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "3",
            description = "Number of classes to print (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private PredictionFormat format;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            defaultValue = "0",
            description = "Answer 'none of these' below this probability, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Mixin
    private WindowOptions windowing;

    @Mixin
    private LayoutOption layout;

    @Mixin
    private ComputeOptions compute;

    @Override
    public Integer call() {
        requireSense();
        TrainedModel trained = model.read();
        Optional<Windows> windows = windowing.windows(trained);
        boolean live = windowing.follow();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (format == PredictionFormat.TEXT) {
            PrintableWriter.forPeople(out);
        }
        var settings = new Printing(top, threshold, live, trained.frontEnd());
        try (var predictor = compute.predictor(trained);
                var printer = new UntilSignal(format.printer(settings, out, err), out)) {
            FilePrediction.Count count = new FilePrediction(
                            trained,
                            predictor,
                            csv -> layout.announced(
                                    csv, layout.reader(trained.config()).readSounds(csv, trained.classes())),
                            windows,
                            live,
                            System.in)
                    .run(files, printer);
            return count.failed() == 0 ? 0 : count.served() > 0 ? 1 : 2;
        }
    }

    private void requireSense() {
        if (top < 1) {
            throw misuse("--top: must be a positive number; got " + top);
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw misuse("--threshold: must be a probability, 0 to 1; got " + threshold);
        }
        boolean one = files.size() == 1 && (files.contains(Inputs.STANDARD_INPUT) || !Files.isDirectory(files.get(0)));
        if (windowing.follow() && (!one || Inputs.holdsRows(files.get(0)))) {
            throw misuse("--follow: takes one recording, or - for standard input");
        }
        if (format == PredictionFormat.AUDACITY && !one) {
            throw misuse("--format audacity: takes one recording, as a label track cannot name files; use raven");
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
