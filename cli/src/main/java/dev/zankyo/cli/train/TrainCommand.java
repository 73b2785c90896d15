package dev.zankyo.cli.train;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.cli.evaluate.RunReport;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.Invocation;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.cli.sounds.SoundOptions;
import dev.zankyo.cli.terminal.ProgressView;
import dev.zankyo.data.CsvDataset;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.LayoutChoice;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.train.Checkpointing;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.RunCheckpoints;
import dev.zankyo.train.RunDirectory;
import dev.zankyo.train.RunFacts;
import dev.zankyo.train.RunRecord;
import dev.zankyo.train.SavedRun;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
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

/** Trains a network and writes what came of it. */
@Command(description = "Trains a network; without files, on synthetic sounds that come with the program.")
public final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** One without the other would be a mistake: what is learnt on one set of classes cannot be tested on another. */
    private static final class Files {
        @Option(names = "--train", paramLabel = "CSV", required = true, description = "Labelled rows to learn from.")
        private Path train;

        @Option(names = "--test", paramLabel = "CSV", required = true, description = "Labelled rows to measure on.")
        private Path test;
    }

    @ArgGroup(exclusive = false)
    private Files files;

    @ArgGroup(exclusive = false)
    private SoundOptions sounds;

    @Mixin
    private LayoutOption layout;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "How to train: default or original. Default: ${DEFAULT-VALUE}.")
    private String recipeName;

    @Mixin
    private EpochOptions epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Rows a step. Default: the recipe's, fewer for few rows.")
    private Integer batchSize;

    @Option(
            names = "--views",
            paramLabel = "N",
            description =
                    "How often an epoch shows every row, each time augmented anew. Default: once, more for few rows.")
    private Integer views;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "The schedule's highest learning rate. Default: the recipe's.")
    private Double learningRate;

    @Mixin
    private VariationOptions variation;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all randomness comes from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private RunOptions run;

    @Mixin
    private LogOptions logs;

    @Option(names = "--profile", description = "Show at the end where the time went, by kind of work.")
    private boolean profiled;

    @Override
    public void run() {
        try (RunOptions locking = run) {
            train(locking.saved());
        }
    }

    private void train(Optional<SavedRun> saved) {
        TrainingJob job = job();
        RunFacts now = job.facts();
        RunFacts facts = saved.map(begun -> run.continued(begun, now)).orElse(now);
        List<String> arguments = arguments(job);
        RunCheckpoints checkpoints = run.checkpoints(facts, arguments, saved);
        TrainingResult result;
        var profile = new TrainingProfile(profiled);
        try (ProgressView progress = ProgressView.of(spec.commandLine().getErr(), () -> begin(job));
                LogOptions.Log log = logs.open(job.recipe().batchSize())) {
            TrainingListener watching = TrainingListener.both(log.listener(), TrainingListener.both(progress, profile));
            var saving = new SaveOnSignal(checkpoints, run.resumption(), progress::show);
            result = saving.during(() -> job.run(watching, checkpoints));
        } catch (Checkpointing.StoppedException e) {
            return; // the process ends by the signal that asked for it
        }
        RunDirectory directory = run.directory();
        directory.write(result, RunRecord.of(result, job.selection().backend(), facts, arguments));
        String command = Invocation.again(
                Stream.concat(Stream.of("train"), arguments.stream()).toArray());
        job.rows().report().write(result, job.selection().backend(), command, directory.report());
        report(result, directory);
        profile.print(spec.commandLine().getOut(), result);
    }

    private void begin(TrainingJob job) {
        run.claim();
        job.rows().notes().forEach(spec.commandLine().getErr()::println);
        compute.announced(job.selection());
    }

    /** Reads the files, in silence: they may yet be refused, which takes one line. */
    TrainingJob job() {
        Recipe recipe = recipe();
        Selection selection = compute.choose();
        TrainingRows rows = rows(recipe.stopping().validationShare());
        recipe = overridden(recipe.suitedTo(rows.training().size()));
        recipe = epochs.of(recipe, rows.training().size());
        ResNetConfig network =
                variation.of(ResNetConfig.original(rows.training().classes().size())
                        .withInput(rows.training().bands(), rows.training().frames()));
        return new TrainingJob(selection, compute.threads(), compute.precision(), recipe, seed, network, rows);
    }

    /** What was asked for, and what was chosen where nothing was: a run that continues must get the same. */
    private List<String> arguments(TrainingJob job) {
        return Arguments.given(spec)
                .without("--restart")
                .without("--inexact")
                .with("--backend", job.selection().backend().name())
                .with("--threads", Integer.toString(job.threads()))
                .list();
    }

    private Recipe recipe() {
        Recipe recipe = epochs.of(variation.of(Recipe.named(recipeName)));
        recipe = learningRate == null ? recipe : recipe.withLearningRate(learningRate);
        return overridden(recipe);
    }

    /** The recipe with what was asked for of that which else follows the number of rows. */
    private Recipe overridden(Recipe recipe) {
        Recipe shown = views == null ? recipe : recipe.withViews(views);
        return batchSize == null ? shown : shown.withBatchSize(batchSize);
    }

    private TrainingRows rows(double validationShare) {
        if (sounds != null && files != null) {
            throw new ParameterException(spec.commandLine(), "--sounds and --train: one of them, not both");
        }
        if (sounds != null) {
            PrintWriter err = spec.commandLine().getErr();
            return TrainingRows.of(
                    sounds.read(validationShare, layout.features(), layout.view(), compute.threads(), seed, err));
        }
        return files == null ? synthetic() : read();
    }

    private static TrainingRows synthetic() {
        SyntheticDataset data = SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED);
        String note = "synthetic sounds: " + data.training().size() + " rows to learn from, "
                + data.test().size() + " to measure on";
        return new TrainingRows(data.training(), data.test(), List.of(note), RunReport.synthetic(data));
    }

    /** Both files are read in one layout: the one found in the training rows. */
    private TrainingRows read() {
        ResNetConfig network = ResNetConfig.original(1);
        CsvDataset training = layout.reader(network).readTraining(files.train);
        Dataset test = layout.reader(network, training.layout().layout())
                .readTest(files.test, training.data().classes())
                .data();
        var sameLayout = new LayoutChoice(training.layout().layout(), "as the training rows");
        List<String> notes = List.of(
                LayoutOption.note(files.train, training),
                LayoutOption.note(files.test, new CsvDataset(test, sameLayout)));
        return new TrainingRows(
                training.data(), test, notes, RunReport.csv(files.train, training.data(), files.test, test));
    }

    private void report(TrainingResult result, RunDirectory directory) {
        PrintWriter to = spec.commandLine().getOut();
        to.println("test accuracy " + accuracy(result.evaluation()));
        if (!result.recipe().recalibrate()) {
            to.println("exact         " + accuracy(result.exactEvaluation())
                    + ", with batch-normalisation statistics recomputed");
        }
        EpochOptions.report(result, to);
        to.println("model         " + directory.model());
        to.println("report        " + directory.report());
        Path model = directory.model();
        String next = sounds != null
                ? Invocation.again("predict", "--model", model, sounds.folder())
                : files == null
                        ? Invocation.again("evaluate", "--model", model)
                        : Invocation.again("evaluate", "--model", model, "--test", files.test);
        to.println("next          " + next);
    }

    private static String accuracy(Evaluation evaluation) {
        return String.format(
                Locale.ROOT,
                "%.2f %% (%d of %d)",
                100 * evaluation.accuracy(),
                evaluation.confusion().correct(),
                evaluation.confusion().total());
    }
}
