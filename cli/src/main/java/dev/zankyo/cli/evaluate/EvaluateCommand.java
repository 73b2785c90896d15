package dev.zankyo.cli.evaluate;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.Recordings;
import dev.zankyo.Subject;
import dev.zankyo.Training;
import dev.zankyo.TrainingData;
import dev.zankyo.TrainingOptions;
import dev.zankyo.TrainingOverlap;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.cli.options.BareData;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.Invocation;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.cli.sounds.MeasuredSounds;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.cli.terminal.StatusLine;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.report.Evidence;
import dev.zankyo.report.PredictionFile;
import dev.zankyo.report.Report;
import dev.zankyo.report.RunData;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.train.CrossValidation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that evaluates a trained model on labeled data, or a recipe by cross-validation. */
@Command(
        preprocessor = BareData.class,
        customSynopsis = "zankyo evaluate [MODEL] [DIR|CSV] [OPTIONS]",
        description = {
            "Evaluates a model, or a recipe by cross-validation.",
            "MODEL stands for --model MODEL, DIR for --sounds DIR and CSV for --test CSV."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo evaluate zankyo-run/model.safetensors birds-test", "  zankyo evaluate --folds 5 birds"})
public final class EvaluateCommand implements Runnable {
    /** The output format of the figures. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String FOLDS_REPORT = "zankyo-folds.html";

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", description = "Model file that 'train' has written.")
    private Path model;

    @ArgGroup(exclusive = false)
    private FoldOptions folds;

    @Option(
            names = "--test",
            paramLabel = "CSV",
            description = "CSV file of labeled test rows (default: built-in synthetic sounds).")
    private Path test;

    @ArgGroup(exclusive = false)
    private MeasuredSounds sounds;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Mixin
    private LayoutOption layout;

    @Mixin
    private ComputeOptions compute;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "HTML report to write (default: none; with --folds: " + FOLDS_REPORT + ").")
    private Path report;

    @Override
    public void run() {
        require(model != null || folds != null, "Missing required option: '--model=FILE' or '--folds=N'");
        require(model == null || folds == null, "--model and --folds: one of them, not both");
        require(test == null || sounds == null, "--test and --sounds: one of them, not both");
        if (folds == null) {
            require(sounds == null || !sounds.grouped(), "--group-pattern: needs --folds");
            measure(ModelFile.read(model));
        } else {
            require(test == null, "--test: needs --model (--folds takes its test rows from --train or --sounds)");
            require((folds.rows() == null) != (sounds == null), "--folds: needs either --train or --sounds");
            crossValidate();
        }
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }

    /**
     * The test rows, the lengths of their recordings, and the rows that the model was trained on; these are empty if
     * the model stores no digests.
     */
    private record Measured(Evidence evidence, String unit, List<Double> seconds, Optional<TrainingOverlap> overlap) {

        /**
         * Returns what the report says about the rows.
         *
         * @param others the evaluation of the rows that the model was not trained on, if it was trained on some
         */
        RunData data(Optional<Evaluation> others) {
            String heldOut = OverlapText.sentence(overlap, evidence.rows().size(), unit, others);
            boolean trainedOn = overlap.filter(found -> found.count() > 0).isPresent();
            return new RunData(
                    unit,
                    heldOut,
                    trainedOn ? List.of(new Finding(Finding.Kind.IN_BOTH_SETS, heldOut, List.of())) : List.of(),
                    List.of(),
                    seconds);
        }
    }

    private void measure(TrainedModel trained) {
        Measured measured = measured(trained);
        Dataset rows = measured.evidence().rows();
        try (var predictor = compute.predictor(trained);
                var status = new StatusLine(spec.commandLine().getErr())) {
            status.show("evaluating on " + rows.size() + " rows ...");
            Evaluation evaluation = predictor.evaluate(rows);
            Optional<Evaluation> others = measured.overlap()
                    .filter(overlap -> overlap.count() > 0 && overlap.count() < rows.size())
                    .map(overlap -> predictor.evaluate(overlap.others()));
            var overlap = new OverlapText(measured.overlap(), rows.size(), others);
            print(format == Format.JSON ? evaluation.toJson(overlap.json()) : overlap.lines() + text(evaluation));
            if (report != null) {
                List<Prediction> predictions = predictor.predict(rows);
                PredictionFile.of(measured.evidence(), predictions).write(PredictionFile.beside(report));
                Report.of(trained, evaluation, measured.evidence().on(report), measured.data(others), predictions)
                        .write(report);
                shown().println("report       " + report);
                shown().println("predictions  " + PredictionFile.beside(report));
            }
        }
    }

    private String text(Evaluation evaluation) {
        return evaluation.toText(PrintableWriter.columns(spec.commandLine().getOut()));
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.TEXT) {
            PrintableWriter.forPeople(out);
        }
        out.print(text);
    }

    private Measured measured(TrainedModel trained) {
        if (sounds != null) {
            TrainingOptions options = compute.applied(layout.applied(TrainingOptions.defaults()));
            var view = new DataView(spec.commandLine().getErr(), layout.view(), sounds.folder());
            SoundSet recordings = sounds.recordings().readFor(trained, options, view);
            return new Measured(
                    RunReport.sounds(sounds.folder(), recordings),
                    RunReport.unit(recordings),
                    RunReport.seconds(recordings),
                    TrainingOverlap.of(trained, recordings));
        }
        Evidence rows = test == null
                ? RunReport.synthetic(synthetic(trained))
                : RunReport.csv(
                        test,
                        layout.announced(test, layout.reader(trained.config()).readTest(test, trained.classes())));
        return new Measured(rows, "row", List.of(), TrainingOverlap.of(trained, rows.rows()));
    }

    private static Dataset synthetic(TrainedModel trained) {
        Dataset rows = SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED).test();
        if (!rows.classes().equals(trained.classes())) {
            throw InputException.of(
                            Subject.named("model"),
                            "without a test set only a model of the synthetic sounds can be evaluated")
                    .expected("the classes " + rows.classes())
                    .got(trained.classes())
                    .remedy("give --test or --sounds");
        }
        return rows;
    }

    private void crossValidate() {
        Path source = sounds == null ? folds.rows() : sounds.folder();
        TrainingData data = sounds == null ? folds.applied(layout.rows(source)) : recordings();
        TrainingOptions options = folds.applied(compute.applied(layout.applied(TrainingOptions.defaults())));
        long began = System.nanoTime();
        CrossValidation result;
        Evidence evidence;
        RunData held;
        Optional<LogMelSpec> frontEnd;
        try (FoldView view =
                new FoldView(spec.commandLine().getErr(), layout.view(), source, compute::announced, folds.count())) {
            result = Training.on(data).with(options).crossValidate(folds.count(), view);
            evidence = view.recordings()
                    .map(recordings -> RunReport.sounds(source, recordings))
                    .orElseGet(() -> RunReport.csv(source, result.outOfFold().rows()));
            String heldOut =
                    "each of the " + result.folds().size() + " folds once, for a network trained on the others";
            held = view.recordings()
                    .map(set -> new RunData(RunReport.unit(set), heldOut, List.of(), List.of(), RunReport.seconds(set)))
                    .orElseGet(() -> RunData.rows(heldOut, List.of()));
            frontEnd = view.frontEnd();
        }
        print(format == Format.JSON ? FoldText.json(result) : FoldText.summary(result));
        double seconds = (System.nanoTime() - began) * 1e-9;
        Path page = report == null ? Path.of(FOLDS_REPORT) : report;
        PredictionFile.of(evidence, result.outOfFold().predictions()).write(PredictionFile.beside(page));
        Report.of(result, evidence.on(page), held, frontEnd, seconds, repetition())
                .write(page);
        shown().println("report " + page);
    }

    /** Returns the stream for lines about files: standard error if standard output is JSON. */
    private PrintWriter shown() {
        return format == Format.JSON
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    /** Returns the command that repeats this one. */
    private String repetition() {
        return Invocation.again(Stream.concat(Stream.of("evaluate"), Arguments.given(spec).list().stream())
                .toArray());
    }

    private Recordings recordings() {
        Recordings recordings = sounds.recordings();
        return folds.preset() == null ? recordings : recordings.frontEnd(folds.preset());
    }
}
