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

/** Whether recordings are taken as a whole or by windows. */
final class WindowOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            description =
                    "Answer for every so many seconds of a recording, with times, rather than once for the whole.")
    private Double window;

    @Option(
            names = "--hop",
            paramLabel = "SECONDS",
            description =
                    "From one window to the next. Default: half a window. Alone, it asks for windows as long as what"
                            + " the model looks at.")
    private Double hop;

    /** The windows asked for, if any. */
    Optional<Windows> windows(TrainedModel model) {
        requirePositive("--window", window);
        requirePositive("--hop", hop);
        if (window == null && hop == null) {
            return Optional.empty();
        }
        double seconds = window == null ? natural(model) : window;
        return Optional.of(new Windows(seconds, hop == null ? seconds / 2 : hop));
    }

    /** What the front end covers, where that is a fixed length. */
    private static double natural(TrainedModel model) {
        return model.frontEnd()
                .filter(frontEnd -> frontEnd.fit() == Fit.WINDOW)
                .map(LogMelSpec::seconds)
                .orElseThrow(() -> InputException.of(
                                Subject.setting("hop"),
                                "needs --window with this model, which takes recordings of any length")
                        .remedy("give --window the length of its training recordings in seconds"));
    }

    private void requirePositive(String name, Double value) {
        if (value != null && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new ParameterException(spec.commandLine(), name + ": must be a positive number; got " + value);
        }
    }
}
