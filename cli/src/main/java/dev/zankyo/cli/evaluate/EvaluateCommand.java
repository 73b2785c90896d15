package dev.zankyo.cli.evaluate;

import dev.zankyo.InputException;
import dev.zankyo.Recordings;
import dev.zankyo.Subject;
import dev.zankyo.Training;
import dev.zankyo.TrainingData;
import dev.zankyo.TrainingOptions;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.cli.sounds.MeasuredSounds;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.report.Evidence;
import dev.zankyo.report.Report;
import dev.zankyo.train.CrossValidation;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a trained model on labelled sounds, or a recipe by cross-validation. */
@Command(
        description = "Measures a trained model: accuracy with its 95 %% interval, loss, calibration, figures by class,"
                + " confusions. With --folds, what training comes to on sounds that it has not seen.")
public final class EvaluateCommand implements Runnable {
    /** How figures are printed. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A model that 'train' has written, such as zankyo-run/model.safetensors.")
    private Path model;

    @ArgGroup(exclusive = false)
    private FoldOptions folds;

    @Option(
            names = "--test",
            paramLabel = "CSV",
            description = "Labelled rows to measure it on; without, the synthetic ones that 'train' tests on.")
    private Path test;

    @ArgGroup(exclusive = false)
    private MeasuredSounds sounds;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to print the figures: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Mixin
    private LayoutOption layout;

    @Mixin
    private ComputeOptions compute;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write a page about it, such as report.html: figures, mistakes, sounds.")
    private Path report;

    @Override
    public void run() {
        require(model != null || folds != null, "Missing required option: '--model=FILE' or '--folds=N'");
        require(model == null || folds == null, "--model and --folds: one of them, not both");
        require(test == null || sounds == null, "--test and --sounds: one of them, not both");
        if (folds == null) {
            require(sounds == null || !sounds.grouped(), "--group-pattern: is for --folds");
            measure(ModelFile.read(model));
        } else {
            require(report == null, "--report: is for --model");
            require(test == null, "--test: is for --model (--folds takes its tests from --train or --sounds)");
            require((folds.rows() == null) != (sounds == null), "--folds: needs either --train or --sounds");
            crossValidate();
        }
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }

    private void measure(TrainedModel trained) {
        Evidence evidence = evidence(trained);
        Dataset rows = evidence.rows();
        try (var predictor = compute.predictor(trained)) {
            Evaluation evaluation = predictor.evaluate(rows);
            print(format == Format.JSON ? evaluation.toJson() : evaluation.toText());
            if (report != null) {
                Report.of(trained, evaluation, evidence, predictor.predict(rows))
                        .write(report);
            }
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
    }

    private Evidence evidence(TrainedModel trained) {
        if (sounds != null) {
            TrainingOptions options = compute.applied(layout.applied(TrainingOptions.defaults()));
            var view = new DataView(spec.commandLine().getErr(), layout.view(), sounds.folder());
            return RunReport.sounds(sounds.folder(), sounds.recordings().readFor(trained, options, view));
        }
        return test == null
                ? RunReport.synthetic(synthetic(trained))
                : RunReport.csv(
                        test,
                        layout.announced(test, layout.reader(trained.config()).readTest(test, trained.classes())));
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
        TrainingData data = sounds == null ? layout.rows(source) : recordings();
        TrainingOptions options = folds.applied(compute.applied(layout.applied(TrainingOptions.defaults())));
        CrossValidation result;
        try (FoldView view = new FoldView(spec.commandLine().getErr(), layout.view(), source, compute::announced)) {
            result = Training.on(data).with(options).crossValidate(folds.count(), view);
        }
        print(format == Format.JSON ? FoldText.json(result) : FoldText.summary(result));
    }

    private Recordings recordings() {
        Recordings recordings = sounds.recordings();
        return folds.preset() == null ? recordings : recordings.frontEnd(folds.preset());
    }
}
