package dev.zankyo.cli.train;

import dev.zankyo.TrainingOptions;
import dev.zankyo.train.EarlyStopping;
import dev.zankyo.train.EarlyStopping.Keep;
import dev.zankyo.train.TrainingResult;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of the number of epochs and of early stopping. */
final class EpochOptions {
    private static final String AUTO = "auto";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--epochs",
            paramLabel = "N|auto",
            description =
                    "Passes over the training set; auto: about 4000 training steps, in 10 to 100 epochs (default: "
                            + "the recipe's).")
    private String epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after N epochs without a lower validation loss (default: never).")
    private Integer patience;

    @Option(
            names = "--keep",
            paramLabel = "best|last",
            defaultValue = "last",
            description = "Weights to keep: lowest validation loss, or last epoch (default: ${DEFAULT-VALUE}).")
    private Keep keep;

    @Option(
            names = "--validation-share",
            paramLabel = "X",
            defaultValue = "0",
            description = "Held-out share of the training set for --patience and --keep best; 0 uses the test "
                    + "set (default: ${DEFAULT-VALUE}).")
    private double validationShare;

    /** Returns the settings with the values of these options. */
    TrainingOptions applied(TrainingOptions options) {
        if (patience != null && patience < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--patience: must be a positive number of epochs; got " + patience);
        }
        TrainingOptions stopping =
                options.patience(patience == null ? 0 : patience).keep(keep).validationShare(validationShare);
        if (epochs == null) {
            return stopping;
        }
        return epochs.equals(AUTO) ? stopping.epochsByRows() : stopping.epochs(number());
    }

    private int number() {
        try {
            return Integer.parseInt(epochs);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--epochs: must be a whole number or auto; got " + epochs, e);
        }
    }

    /** Prints whether the run stopped early, which epoch was kept and which rows chose it. */
    static void report(TrainingResult result, PrintWriter to) {
        EarlyStopping stopping = result.recipe().stopping();
        int trained = result.history().size();
        if (trained < result.recipe().epochs()) {
            to.println("stopped       after epoch " + trained + " of "
                    + result.recipe().epochs() + ": no lower validation loss in " + stopping.patience() + " epochs");
        }
        if (stopping.keep() == Keep.BEST) {
            to.println("kept          weights of epoch " + result.epoch() + ", with the lowest loss on the "
                    + (stopping.choosesByTestRows() ? "test set" : "held-out rows"));
        }
        if (stopping.choosesByTestRows()) {
            to.println("note          the epoch was chosen on the test set, so its accuracy is optimistic"
                    + " (add --validation-share 0.1)");
        }
    }
}
