package dev.zankyo.cli.sweep;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.Invocation;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.cli.sounds.SoundOptions;
import dev.zankyo.cli.train.TrainCommand;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.HoldOut;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.report.Report;
import dev.zankyo.search.Score;
import dev.zankyo.search.SearchSpace;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving;
import dev.zankyo.search.Sweep;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks for the learning rate, width and augmentation that suit a set of sounds. */
@Command(
        description =
                "Looks for the learning rate, width and augmentation that suit a set of sounds: trains with each for a"
                        + " few epochs, keeps the best, trains those longer. Measures on rows held out of the training rows.")
public final class SweepCommand implements Runnable {
    /** Options that mean something else to 'train', or get their values from the search. */
    private static final List<String> OWN = List.of("--validation-share", "--out", "--epochs", "--seed");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--train",
            paramLabel = "CSV",
            description = "Labelled rows to learn from; without, the synthetic ones that 'train' learns from.")
    private Path train;

    @ArgGroup(exclusive = false)
    private SoundOptions sounds;

    @Mixin
    private LayoutOption layout;

    @Option(
            names = "--learning-rates",
            paramLabel = "X",
            split = ",",
            defaultValue = "0.001,0.003,0.01",
            description = "Learning rates to try. Default: ${DEFAULT-VALUE}.")
    private List<Double> learningRates;

    @Option(
            names = "--widths",
            paramLabel = "X",
            split = ",",
            defaultValue = "0.5,1",
            description = "Widths to try, multiples of the usual number of filters. Default: ${DEFAULT-VALUE}.")
    private List<Double> widths;

    @Option(
            names = "--augmentations",
            paramLabel = "X",
            split = ",",
            defaultValue = "0.5,1,1.5",
            description = "Strengths of augmentation to try, multiples of the usual. Default: ${DEFAULT-VALUE}.")
    private List<Double> augmentations;

    @Option(
            names = "--first-epochs",
            paramLabel = "N",
            defaultValue = "3",
            description = "How long everything is tried at first, at least. Default: ${DEFAULT-VALUE}.")
    private int firstEpochs;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How long the last ones are tried, and the winner is to be trained. Default: the recipe's.")
    private Integer epochs;

    @Option(
            names = "--eta",
            paramLabel = "N",
            defaultValue = "3",
            description = "One in so many is kept and tried so many times as long. Default: ${DEFAULT-VALUE}.")
    private int eta;

    @Option(
            names = "--validation-share",
            paramLabel = "X",
            defaultValue = "0.2",
            description = "The share of every class that is measured on; of recordings with groups, whole groups."
                    + " Default: ${DEFAULT-VALUE}.")
    private double validationShare;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all randomness comes from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ComputeOptions compute;

    @Option(names = "--out", paramLabel = "CSV", description = "Where the table goes as well.")
    private Path csv;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "zankyo-sweep.html",
            description = "Where a page about the search goes, replacing an earlier one. Default: ${DEFAULT-VALUE}.")
    private Path report;

    @Override
    public void run() {
        int last = epochs == null ? Recipe.DEFAULT.epochs() : epochs;
        var halving = new SuccessiveHalving(eta, Math.min(firstEpochs, last), last);
        var space = new SearchSpace(learningRates, widths, augmentations);
        Selection selection = compute.choose();
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        HoldOut parts = parts(err);
        var trainer =
                new Trainer(selection.backend(), compute.threads(), compute.precision(), new Announcement(selection));
        Dataset rows = parts.learnt();
        ResNetConfig network = ResNetConfig.original(rows.classes().size()).withInput(rows.bands(), rows.frames());
        var progress = new Progress(err, halving.runs(space.settings().size()));
        Recipe recipe = Recipe.DEFAULT.suitedTo(parts.size());
        var sweep = new Sweep(trainer, recipe, network, halving);
        long began = System.nanoTime();
        Sweep.Result result = sweep.search(space, parts, seed, progress);
        double seconds = (System.nanoTime() - began) * 1e-9;
        SweepTable table = new SweepTable(result.outcome().ranking());
        table.print(out);
        if (csv != null) {
            table.write(csv);
        }
        String next = training(result.outcome().winner().candidate(), last);
        Report.of(sweep, result, seed, origin(), seconds, next).write(report);
        out.println("report        " + report);
        out.println("next          " + next);
    }

    private String origin() {
        return sounds != null ? sounds.folder().toString() : train != null ? train.toString() : "synthetic sounds";
    }

    /** The rows that 'train' would learn from, in two parts; those it would test on are left alone. */
    private HoldOut parts(PrintWriter err) {
        if (sounds != null && train != null) {
            throw new ParameterException(spec.commandLine(), "--sounds and --train: one of them, not both");
        }
        if (sounds != null) {
            return sounds.holdOut(validationShare, layout.features(), layout.view(), compute.threads(), seed, err);
        }
        Dataset rows = train == null
                ? SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED).training()
                : layout.announced(
                        train, layout.reader(ResNetConfig.original(1)).readTraining(train));
        return HoldOut.stratified(rows, validationShare, seed);
    }

    /** The command that trains by a setting: what was said of the sounds and the machine, then the setting. */
    private String training(Setting setting, int last) {
        Arguments arguments = Arguments.given(spec).knownTo(CommandSpec.forAnnotatedObject(TrainCommand.class));
        for (String option : OWN) {
            arguments = arguments.without(option);
        }
        if (train != null) {
            arguments = arguments.with("--test", "TEST.csv"); // the user's to name: the search has not seen any
        }
        List<String> all = new ArrayList<>(List.of("train"));
        all.addAll(arguments
                .with("--learning-rate", setting.learningRateText())
                .with("--width", setting.widthText())
                .with("--augmentation", setting.augmentationText())
                .with("--epochs", Integer.toString(last))
                .with("--seed", Long.toString(seed))
                .list());
        return Invocation.again(all.toArray());
    }

    /** Says who computes, when the first training begins. */
    private final class Announcement implements TrainingListener {
        private final Selection selection;
        private boolean made;

        Announcement(Selection selection) {
            this.selection = selection;
        }

        @Override
        public void onBegin() {
            if (!made) {
                compute.announced(selection);
                made = true;
            }
        }
    }

    /** A line for every training that ends. */
    private static final class Progress implements Sweep.Listener {
        private final PrintWriter err;
        private final int runs;
        private int done;

        Progress(PrintWriter err, int runs) {
            this.err = err;
            this.runs = runs;
        }

        @Override
        public void onRun(Setting setting, int epochs, Score score) {
            err.printf(
                    Locale.ROOT,
                    "%d/%d  learning rate %s  width %s  augmentation %s  %d %s  accuracy %.2f %%  loss %.4f%n",
                    ++done,
                    runs,
                    setting.learningRateText(),
                    setting.widthText(),
                    setting.augmentationText(),
                    epochs,
                    epochs == 1 ? "epoch" : "epochs",
                    100 * score.accuracy(),
                    score.loss());
            err.flush();
        }
    }
}
