package dev.zankyo.cli.sweep;

import dev.zankyo.SweepOptions;
import dev.zankyo.Training;
import dev.zankyo.TrainingData;
import dev.zankyo.TrainingOptions;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.Invocation;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.cli.sounds.SoundOptions;
import dev.zankyo.cli.train.TrainCommand;
import dev.zankyo.report.Report;
import dev.zankyo.search.SearchSpace;
import dev.zankyo.search.Setting;
import dev.zankyo.search.Sweep;
import dev.zankyo.train.Recipe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        TrainingOptions options =
                compute.applied(layout.applied(TrainingOptions.defaults().seed(seed)));
        options = epochs == null ? options : options.epochs(epochs);
        int last = epochs == null ? Recipe.DEFAULT.epochs() : epochs;
        SweepOptions search = SweepOptions.defaults()
                .space(new SearchSpace(learningRates, widths, augmentations))
                .firstEpochs(firstEpochs)
                .eta(eta)
                .validationShare(validationShare);
        int runs = search.halving(last).runs(search.space().settings().size());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long began = System.nanoTime();
        var view = new SweepView(err, layout.view(), source(), compute::announced, runs);
        Sweep.Result result = Training.on(data()).with(options).sweep(search, view);
        double seconds = (System.nanoTime() - began) * 1e-9;
        SweepTable table = new SweepTable(result.outcome().ranking());
        table.print(out);
        if (csv != null) {
            table.write(csv);
        }
        String next = training(result.outcome().winner().candidate(), last);
        Report.of(result, seed, origin(), seconds, next).write(report);
        out.println("report        " + report);
        out.println("next          " + next);
    }

    private Path source() {
        return sounds != null ? sounds.folder() : train;
    }

    /** Returns what 'train' would learn from; what it would test on is left alone. */
    private TrainingData data() {
        if (sounds != null && train != null) {
            throw new ParameterException(spec.commandLine(), "--sounds and --train: one of them, not both");
        }
        if (sounds != null) {
            return sounds.recordings();
        }
        return train == null ? TrainingData.synthetic() : layout.rows(train);
    }

    private String origin() {
        return sounds != null ? sounds.folder().toString() : train != null ? train.toString() : "synthetic sounds";
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
}
