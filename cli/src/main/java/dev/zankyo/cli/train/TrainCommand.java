package dev.zankyo.cli.train;

import dev.zankyo.PreparedData;
import dev.zankyo.PreparedTraining;
import dev.zankyo.Training;
import dev.zankyo.TrainingData;
import dev.zankyo.TrainingOptions;
import dev.zankyo.TrainingRun;
import dev.zankyo.cli.evaluate.RunReport;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.cli.options.BareData;
import dev.zankyo.cli.options.CheckOptions;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.cli.options.Invocation;
import dev.zankyo.cli.options.LayoutOption;
import dev.zankyo.cli.sounds.SoundOptions;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.cli.terminal.ProgressView;
import dev.zankyo.cli.terminal.StatusLine;
import dev.zankyo.data.LayoutChoice;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.report.CalibrationWords;
import dev.zankyo.run.RunDirectory;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.train.Checkpointing;
import dev.zankyo.train.Start;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that trains a model and writes model, report and records to the run folder. */
@Command(
        preprocessor = BareData.class,
        customSynopsis = "zankyo train [DIR|CSV] [OPTIONS]",
        description = {
            "Trains a model on recordings or on a CSV file.",
            "DIR stands for --sounds DIR and CSV for --train CSV. Without data, trains on built-in "
                    + "synthetic sounds."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo train birds", "  zankyo train rows.csv --test test.csv --epochs auto --out runs/rows"})
public final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** The training and the test file. Both are needed: a model cannot be tested on other classes than its own. */
    private static final class Files {
        @Option(
                names = "--train",
                paramLabel = "CSV",
                required = true,
                description = "CSV file of labeled training rows; needs --test.")
        private Path train;

        @Option(names = "--test", paramLabel = "CSV", required = true, description = "CSV file of labeled test rows.")
        private Path test;
    }

    @ArgGroup(exclusive = false)
    private Files files;

    @ArgGroup(exclusive = false)
    private SoundOptions sounds;

    @Mixin
    private LayoutOption layout;

    @Mixin
    private CheckOptions check;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Hyperparameters: default, or original, those of a Keras script (default: ${DEFAULT-VALUE}).")
    private String recipeName;

    @Mixin
    private EpochOptions epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Batch size (default: the recipe's, halved for few rows).")
    private Integer batchSize;

    @Option(
            names = "--views",
            paramLabel = "N",
            description = "Augmented copies of each row per epoch (default: 1, more below 640 rows).")
    private Integer copiesPerEpoch;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Maximum learning rate (default: the recipe's).")
    private Double learningRate;

    @Mixin
    private VariationOptions variation;

    @Option(names = "--from", paramLabel = "MODEL", description = "Start from the weights and features of a model.")
    private Path from;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private AboutOptions about;

    @Mixin
    private RunOptions run;

    @Mixin
    private LogOptions logs;

    @Option(names = "--profile", description = "Print the time spent in each operation.")
    private boolean profiled;

    @Override
    public void run() {
        try (RunOptions closing = run) {
            train(closing.open());
        }
    }

    private void train(TrainingRun trainingRun) {
        PreparedTraining prepared = prepare();
        List<String> arguments = arguments(prepared);
        TrainingResult result;
        var profile = new TrainingProfile(profiled);
        try (ProgressView progress = ProgressView.of(spec.commandLine().getErr(), () -> begin(prepared));
                LogOptions.Log log = logs.open(prepared.recipe().batchSize())) {
            TrainingListener watching = TrainingListener.both(log.listener(), TrainingListener.both(progress, profile));
            var saving = new SaveOnSignal(trainingRun, run.resumption(), progress::show);
            result = saving.during(() -> trainingRun.train(prepared, arguments, watching));
        } catch (Checkpointing.StoppedException e) {
            return; // the process ends by the signal that asked for it
        }
        RunDirectory directory = trainingRun.directory();
        String command = Invocation.again(
                Stream.concat(Stream.of("train"), arguments.stream()).toArray());
        try (var status = new StatusLine(spec.commandLine().getErr())) {
            status.show("writing the report ...");
            page(prepared.data()).write(result, prepared.selection().backend(), command, directory);
        }
        report(result, directory, prepared.data());
        profile.print(spec.commandLine().getOut(), result);
    }

    private void begin(PreparedTraining prepared) {
        notes(prepared.data()).forEach(spec.commandLine().getErr()::println);
        prepared.start().map(this::note).ifPresent(spec.commandLine().getErr()::println);
        compute.announced(prepared.selection());
    }

    private String note(Start start) {
        return "starts from " + from
                + (start.newHead() ? ", with a new last layer, as the classes differ" : ": all weights, same classes");
    }

    /** Reads the data without printing messages. If the data is refused, the refusal is the only line. */
    PreparedTraining prepare() {
        PrintWriter err = spec.commandLine().getErr();
        Path source = sounds == null ? null : sounds.folder();
        return Training.on(data()).with(options()).prepare(new DataView(err, layout.view(), source));
    }

    /** Returns the user's options and the chosen backend and threads; a resumed run must use the same. */
    private List<String> arguments(PreparedTraining prepared) {
        return Arguments.given(spec)
                .without("--restart")
                .without("--overwrite")
                .without("--inexact")
                .with("--backend", prepared.selection().backend().name())
                .with("--threads", Integer.toString(prepared.threads()))
                .list();
    }

    private TrainingOptions options() {
        TrainingOptions options = TrainingOptions.defaults().recipe(recipeName).seed(seed);
        options = about.applied(options);
        options = epochs.applied(variation.applied(compute.applied(layout.applied(options))));
        options = from == null ? options : options.from(from);
        options = learningRate == null ? options : options.learningRate(learningRate);
        options = copiesPerEpoch == null ? options : options.copiesPerEpoch(copiesPerEpoch);
        return batchSize == null ? options : options.batchSize(batchSize);
    }

    private TrainingData data() {
        if (sounds != null && files != null) {
            throw new ParameterException(spec.commandLine(), "--sounds and --train: one of them, not both");
        }
        if (sounds != null) {
            return check.applied(sounds.recordings());
        }
        return files == null
                ? TrainingData.synthetic()
                : check.applied(layout.rows(files.train)).test(files.test);
    }

    /** Returns one line about each file of rows. Recordings and findings were announced when they were read. */
    List<String> notes(PreparedData data) {
        if (sounds != null) {
            return List.of();
        }
        if (files == null) {
            return List.of("synthetic sounds: " + data.training().size() + " training rows, "
                    + data.test().size() + " test rows");
        }
        LayoutChoice found = data.layout().orElseThrow();
        List<String> notes = new ArrayList<>();
        notes.add(DataView.note(files.train, data.training(), found));
        notes.add(DataView.note(files.test, data.test(), new LayoutChoice(found.layout(), "as the training rows")));
        notes.add(DataView.classes(data.training()));
        return notes;
    }

    private RunReport page(PreparedData data) {
        if (sounds != null) {
            return RunReport.sounds(sounds.recordings(), data);
        }
        return files == null ? RunReport.synthetic(data) : RunReport.csv(files.train, files.test, data);
    }

    private void report(TrainingResult result, RunDirectory directory, PreparedData data) {
        PrintWriter to = spec.commandLine().getOut();
        PrintableWriter.forPeople(to);
        to.println("test accuracy " + accuracy(result.evaluation()));
        if (!result.recipe().recomputeStatistics()) {
            to.println("exact         " + accuracy(result.exactEvaluation()) + ", with batch-norm averages recomputed");
        }
        EpochOptions.report(result, to);
        to.println(
                "calibration   " + CalibrationWords.temperature(result.model().calibration()));
        to.println(
                "unknown       " + CalibrationWords.unknownSounds(result.model().calibration()));
        to.println("model         " + directory.model());
        to.println("report        " + directory.report());
        to.println("next          " + next(directory, data));
    }

    /**
     * Returns the command to run next, on data that the model was not trained on. After training on synthetic sounds,
     * writes some of them for prediction.
     */
    private String next(RunDirectory directory, PreparedData data) {
        if (files != null) {
            return Invocation.again("evaluate", "--model", directory.model(), "--test", files.test);
        }
        if (sounds != null && sounds.areFoundByLabels() && directory.hasTestFiles()) {
            List<Object> words = new ArrayList<>(List.of("evaluate", "--model", directory.model()));
            words.addAll(List.of("--sounds", sounds.folder(), "--test-list", directory.testFiles()));
            words.addAll(SoundOptions.labels(Arguments.given(spec)).list());
            return Invocation.again(words.toArray());
        }
        if (sounds != null) {
            List<SoundFile> tested = data.recordings().orElseThrow().test().files();
            return Invocation.again(
                    "predict", "--model", directory.model(), tested.getFirst().path());
        }
        Path written = SyntheticDataset.writeTestSounds(
                SyntheticDataset.DEFAULT_SEED, directory.folder().resolve("sounds"));
        return Invocation.again("predict", "--model", directory.model(), written);
    }

    private static String accuracy(Evaluation evaluation) {
        return String.format(
                Locale.ROOT,
                "%.2f %% (%d of %d), 95 %% interval %s",
                100 * evaluation.accuracy(),
                evaluation.confusion().correct(),
                evaluation.confusion().total(),
                evaluation.accuracyInterval().inPercent());
    }
}
