package dev.zankyo.cli;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.data.CsvDataset;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.LayoutChoice;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.RunDirectory;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network and writes what came of it. */
@Command(description = "Trains a network; without files, on synthetic sounds that come with the program.")
final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** One without the other would be a mistake: what is learnt on one set of classes cannot be tested on another. */
    private static final class Files {
        @Option(names = "--train", paramLabel = "CSV", required = true, description = "Labelled rows to learn from.")
        private Path train;

        @Option(names = "--test", paramLabel = "CSV", required = true, description = "Labelled rows to measure on.")
        private Path test;
    }

    /** What is learnt from and measured on, and lines that say where it came from. */
    private record Rows(Dataset training, Dataset test, List<String> notes) {}

    @ArgGroup(exclusive = false)
    private Files files;

    @Mixin
    private LayoutOption layout;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "How to train: default or original. Default: ${DEFAULT-VALUE}.")
    private String recipeName;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training rows. Default: the recipe's.")
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Rows a step. Default: the recipe's.")
    private Integer batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "The schedule's highest learning rate. Default: the recipe's.")
    private Double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all randomness comes from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ComputeOptions compute;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "zankyo-run",
            description = "Where model, history and metrics go, replacing those of an earlier run."
                    + " Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--profile", description = "Show at the end where the time went, by kind of work.")
    private boolean profiled;

    @Override
    public void run() {
        Recipe recipe = recipe();
        Selection selection = compute.choose();
        Rows rows = files == null ? synthetic() : read();
        RunDirectory directory = RunDirectory.at(out);
        rows.notes().forEach(spec.commandLine().getErr()::println);
        ComputeBackend backend = compute.announced(selection);
        TrainingResult result;
        TrainingProfile profile;
        try (ProgressView progress = ProgressView.of(spec.commandLine().getErr())) {
            profile = new TrainingProfile(progress, profiled);
            ResNetConfig network =
                    ResNetConfig.original(rows.training().classes().size());
            result = new Trainer(backend, compute.threads(), compute.precision(), profile)
                    .train(recipe, seed, network, rows.training(), rows.test());
        }
        directory.write(result);
        report(result, directory);
        profile.print(spec.commandLine().getOut(), result);
    }

    private Recipe recipe() {
        Recipe recipe = Recipe.named(recipeName);
        recipe = epochs == null ? recipe : recipe.withEpochs(epochs);
        recipe = batchSize == null ? recipe : recipe.withBatchSize(batchSize);
        return learningRate == null ? recipe : recipe.withLearningRate(learningRate);
    }

    private static Rows synthetic() {
        SyntheticDataset data = SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED);
        String note = "synthetic sounds: " + data.training().size() + " rows to learn from, "
                + data.test().size() + " to measure on";
        return new Rows(data.training(), data.test(), List.of(note));
    }

    /** Both files are read in one layout: the one found in the training rows. */
    private Rows read() {
        ResNetConfig network = ResNetConfig.original(1);
        CsvDataset training = layout.reader(network).readTraining(files.train);
        Dataset test = layout.reader(network, training.layout().layout())
                .readTest(files.test, training.data().classes())
                .data();
        var sameLayout = new LayoutChoice(training.layout().layout(), "as the training rows");
        List<String> notes = List.of(
                LayoutOption.note(files.train, training),
                LayoutOption.note(files.test, new CsvDataset(test, sameLayout)));
        return new Rows(training.data(), test, notes);
    }

    private void report(TrainingResult result, RunDirectory directory) {
        PrintWriter to = spec.commandLine().getOut();
        to.println("test accuracy " + accuracy(result.evaluation()));
        if (!result.recipe().recalibrate()) {
            to.println("exact         " + accuracy(result.exactEvaluation())
                    + ", with batch-normalisation statistics recomputed");
        }
        to.println("model         " + directory.model());
        Path model = directory.model();
        String next = files == null
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
