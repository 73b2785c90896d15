package dev.zankyo.cli.evaluate;

import dev.zankyo.InputException;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.cli.sounds.MeasuredSounds;
import dev.zankyo.cli.terminal.ProgressView;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Folds;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.report.Evidence;
import dev.zankyo.report.Report;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.train.CrossValidation;
import dev.zankyo.train.Trainer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
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
                Report.of(trained, evaluation, evidence, predictor.answers(rows))
                        .write(report);
            }
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
    }

    private Evidence evidence(TrainedModel trained) {
        if (sounds != null) {
            LogMelSpec frontEnd = trained.frontEnd()
                    .orElseThrow(
                            () -> new InputException("--sounds: the model learnt from rows of numbers and does not know"
                                    + " how to make such of recordings (train with --sounds, or measure with --test)"));
            return RunReport.sounds(sounds.folder(), listen(files -> frontEnd).withClasses(trained.classes()));
        }
        return test == null
                ? RunReport.synthetic(synthetic(trained))
                : RunReport.csv(
                        test,
                        layout.announced(test, layout.reader(trained.config()).readTest(test, trained.classes())));
    }

    private SoundSet listen(Function<List<SoundFile>, LogMelSpec> frontEnd) {
        PrintWriter err = spec.commandLine().getErr();
        return sounds.read(frontEnd, layout.features(), layout.view(), compute.threads(), err);
    }

    private static Dataset synthetic(TrainedModel trained) {
        Dataset rows = SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED).test();
        if (!rows.classes().equals(trained.classes())) {
            throw new InputException(
                    "--test or --sounds: is needed for a model of other classes than the synthetic ones;" + " expected "
                            + rows.classes() + ", got " + trained.classes());
        }
        return rows;
    }

    private void crossValidate() {
        Dataset rows;
        Folds parts;
        if (sounds == null) {
            rows = layout.announced(
                    folds.rows(), layout.reader(ResNetConfig.original(1)).readTraining(folds.rows()));
            parts = Folds.stratified(rows, folds.count(), folds.seed());
        } else {
            SoundSet heard = listen(this::frontEnd);
            rows = heard.data();
            parts = sounds.grouped()
                    ? Folds.grouped(
                            heard.files().stream()
                                    .map(file -> file.group().orElseThrow())
                                    .toList(),
                            folds.count())
                    : Folds.stratified(rows, folds.count(), folds.seed());
        }
        ResNetConfig network = ResNetConfig.original(rows.classes().size()).withInput(rows.bands(), rows.frames());
        ComputeBackend backend = compute.select();
        CrossValidation result;
        try (ProgressView progress = ProgressView.of(spec.commandLine().getErr())) {
            var trainer = new Trainer(backend, compute.threads(), compute.precision(), progress);
            result = CrossValidation.run(
                    trainer,
                    folds.recipe(),
                    folds.seed(),
                    network,
                    rows,
                    parts,
                    fold -> progress.show(FoldText.line(fold)));
        }
        print(format == Format.JSON ? FoldText.json(result) : FoldText.summary(result));
    }

    private LogMelSpec frontEnd(List<SoundFile> files) {
        FrontEndChoice choice =
                folds.preset() == null ? FrontEndChoice.suiting(files) : FrontEndChoice.named(folds.preset());
        spec.commandLine().getErr().println(choice.reason());
        return choice.spec();
    }
}
