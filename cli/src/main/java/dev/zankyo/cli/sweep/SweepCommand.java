package dev.zankyo.cli.sweep;

import dev.zankyo.SweepOptions;
import dev.zankyo.Training;
import dev.zankyo.TrainingData;
import dev.zankyo.TrainingOptions;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.cli.options.BareData;
import dev.zankyo.cli.options.CheckOptions;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.Invocation;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.cli.sounds.SoundOptions;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.cli.terminal.Trainings;
import dev.zankyo.cli.train.TrainCommand;
import dev.zankyo.report.Report;
import dev.zankyo.report.SweepWords;
import dev.zankyo.search.SearchSpace;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving;
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

/** The command that searches for the learning rate, width and augmentation that suit a set of sounds. */
@Command(
        preprocessor = BareData.class,
        customSynopsis = "zankyo sweep [DIR|CSV] [OPTIONS]",
        description = {
            "Searches for the best hyperparameters.",
            "Trains every combination of learning rate, width and augmentation for a few epochs "
                    + "and continues with the best (successive "
                    + "halving). Measures the loss on held-out training data; the test set stays unseen. "
                    + "If several settings are within one standard error of the lowest loss, takes the one that "
                    + "changes the fewest values of the recipe. DIR stands for --sounds DIR and CSV for --train CSV."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo sweep birds", "  zankyo sweep birds --learning-rates 0.001,0.01 --widths 1 --out sweep.csv"
        })
public final class SweepCommand implements Runnable {
    /** The options that have another meaning in 'train' or whose values the search chooses. */
    private static final List<String> OWN = List.of("--validation-share", "--out", "--epochs", "--seed");

    @Spec
    private CommandSpec spec;

    @Option(names = "--train", paramLabel = "CSV", description = "CSV file of labeled training rows.")
    private Path train;

    @ArgGroup(exclusive = false)
    private SoundOptions sounds;

    @Mixin
    private LayoutOption layout;

    @Mixin
    private CheckOptions check;

    @Option(
            names = "--learning-rates",
            paramLabel = "X",
            split = ",",
            defaultValue = "0.001,0.003,0.01",
            description = "Maximum learning rates to try (default: ${DEFAULT-VALUE}).")
    private List<Double> learningRates;

    @Option(
            names = "--widths",
            paramLabel = "X",
            split = ",",
            defaultValue = "0.5,1",
            description = "Values of --width, the filter multiplier, to try (default: ${DEFAULT-VALUE}).")
    private List<Double> widths;

    @Option(
            names = "--augmentations",
            paramLabel = "X",
            split = ",",
            defaultValue = "0.5,1,1.5",
            description = "Augmentation strengths to try (default: ${DEFAULT-VALUE}).")
    private List<Double> augmentations;

    @Option(
            names = "--first-epochs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Minimum epochs of the first round (default: ${DEFAULT-VALUE}).")
    private int firstEpochs;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs of the last round and of the train command it prints (default: the recipe's).")
    private Integer epochs;

    @Option(
            names = "--eta",
            paramLabel = "N",
            defaultValue = "3",
            description = "Successive-halving factor: keep one candidate in N, then train it N times as long "
                    + "(default: ${DEFAULT-VALUE}).")
    private int eta;

    @Option(
            names = "--validation-share",
            paramLabel = "X",
            defaultValue = "0.2",
            description = "Share of each class to hold out and measure on (default: ${DEFAULT-VALUE}).")
    private double validationShare;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ComputeOptions compute;

    @Option(names = "--out", paramLabel = "CSV", description = "Also write the table of results to this CSV file.")
    private Path csv;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "zankyo-sweep.html",
            description = "HTML report to write (default: ${DEFAULT-VALUE}).")
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
        SuccessiveHalving halving = search.halving(last);
        int candidates = search.space().settings().size();
        var trials = new Trainings("trial", halving.runs(candidates), halving.epochs(candidates));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long began = System.nanoTime();
        Sweep.Result result;
        try (var view = new SweepView(err, layout.view(), source(), compute::announced, trials)) {
            result = Training.on(data()).with(options).sweep(search, view);
        }
        double seconds = (System.nanoTime() - began) * 1e-9;
        SweepTable table = new SweepTable(result.outcome().ranking());
        PrintableWriter.forPeople(out);
        table.print(out);
        out.println("choice        the first: " + SweepWords.choice(result.outcome()));
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

    /** Returns the training data of 'train'. The test set is not used. */
    private TrainingData data() {
        if (sounds != null && train != null) {
            throw new ParameterException(spec.commandLine(), "--sounds and --train: one of them, not both");
        }
        if (sounds != null) {
            return check.applied(sounds.recordings());
        }
        return train == null ? TrainingData.synthetic() : check.applied(layout.rows(train));
    }

    private String origin() {
        return sounds != null ? sounds.folder().toString() : train != null ? train.toString() : "synthetic sounds";
    }

    /** Returns the command that trains with a setting on the same data and hardware. */
    private String training(Setting setting, int last) {
        Arguments arguments = Arguments.given(spec).knownTo(CommandSpec.forAnnotatedObject(TrainCommand.class));
        for (String option : OWN) {
            arguments = arguments.without(option);
        }
        if (train != null) {
            arguments = arguments.with("--test", "TEST.csv"); // a placeholder: the search has seen no test set
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
