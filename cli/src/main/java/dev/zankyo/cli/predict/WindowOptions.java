package dev.zankyo.cli.predict;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.model.TrainedModel;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options for classifying windows of a recording instead of the whole. */
final class WindowOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            description = "Classify every SECONDS of a recording, with times, instead of the whole recording.")
    private Double window;

    @Option(
            names = "--hop",
            paramLabel = "SECONDS",
            description = "Seconds between the starts of two windows (default: half a window).")
    private Double hop;

    @Option(
            names = "--follow",
            description = "Predict a recording while it grows, window by window, until Ctrl-C or the end of a pipe.")
    private boolean follow;

    /** Returns whether recordings are predicted while they are being written. */
    boolean follow() {
        return follow;
    }

    /** Returns the windows that the options describe; empty for whole recordings. */
    Optional<Windows> windows(TrainedModel model) {
        requirePositive("--window", window);
        requirePositive("--hop", hop);
        if (window == null && hop == null && !follow) {
            return Optional.empty();
        }
        double seconds = window == null ? natural(model) : window;
        try {
            return Optional.of(new Windows(seconds, hop == null ? seconds / 2 : hop));
        } catch (IllegalArgumentException e) { // half of the smallest double is 0
            throw InputException.of(Subject.named("--window"), e);
        }
    }

    /** Returns the seconds of a window of the feature extractor, if its length is fixed. */
    private double natural(TrainedModel model) {
        return model.frontEnd()
                .filter(frontEnd -> frontEnd.fit() == Fit.WINDOW)
                .map(LogMelSpec::seconds)
                .orElseThrow(() -> InputException.of(
                                Subject.setting(hop == null ? "follow" : "hop"),
                                "needs --window with this model, which takes recordings of any length")
                        .remedy("give --window the length of its training recordings in seconds"));
    }

    private void requirePositive(String name, Double value) {
        if (value != null && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new ParameterException(spec.commandLine(), name + ": must be a positive number; got " + value);
        }
    }
}
