package dev.zankyo;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.Recording;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainingDataSummary;
import dev.zankyo.model.TrainingDataSummary.ClipLengths;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The windows of a recording that is much longer than the clips that a model was trained on. A front end that fits
 * whole clips would squeeze it into the frames of a short clip. Each window is as long as the median training clip, and
 * the windows' probabilities are averaged.
 */
public final class ClipWindows {
    /** A recording is long if it is more than this number of times as long as 95 % of the training clips. */
    private static final double MUCH_LONGER = 3;

    private ClipWindows() {}

    /** Returns whether a recording is much longer than the training clips; false if the model does not know them. */
    public static boolean isLong(TrainedModel model, double recordingSeconds) {
        return recordingSeconds > limit(model);
    }

    /**
     * Returns the length in seconds that a recording must exceed to be much longer than the training clips; infinity if
     * the model does not know them.
     */
    public static double limit(TrainedModel model) {
        return clips(model).map(clips -> MUCH_LONGER * clips.percentile95()).orElse(Double.POSITIVE_INFINITY);
    }

    private static Optional<ClipLengths> clips(TrainedModel model) {
        return model.trainingData().flatMap(TrainingDataSummary::clips).filter(clips -> clips.median() > 0);
    }

    /** Returns the length of a window in seconds; empty if the recording is to be predicted as a whole. */
    public static OptionalDouble seconds(TrainedModel model, double recordingSeconds) {
        boolean divided = isLong(model, recordingSeconds)
                && model.frontEnd().filter(spec -> spec.fit() == Fit.WHOLE).isPresent();
        return divided ? OptionalDouble.of(clips(model).orElseThrow().median()) : OptionalDouble.empty();
    }

    /**
     * Returns one line about the prediction for a recording that is much longer than the training clips: it is divided
     * into windows or, if the front end fits the loudest stretch, predicted by that alone. Empty for another recording.
     */
    public static Optional<String> note(TrainedModel model, double recordingSeconds) {
        if (model.frontEnd().isEmpty() || !isLong(model, recordingSeconds)) {
            return Optional.empty();
        }
        OptionalDouble window = seconds(model, recordingSeconds);
        String how = window.isPresent()
                ? String.format(Locale.ROOT, "predicted as the mean of windows of %.2f s", window.getAsDouble())
                : String.format(
                        Locale.ROOT,
                        "predicted by its loudest %.2f s alone",
                        model.frontEnd().get().seconds());
        return Optional.of(
                String.format(Locale.ROOT, "%.1f s is much longer than the training clips; %s", recordingSeconds, how));
    }

    /**
     * Returns the spectrogram of a recording or, if it is to be divided, of each window in the order of time. They are
     * computed as the stream is read.
     *
     * @param frontEnd the model's front end
     * @param remark receives the {@link #note} about a long recording
     */
    public static Stream<LogMel.Part> parts(
            TrainedModel model, LogMel frontEnd, Recording recording, Consumer<String> remark) {
        note(model, recording.seconds()).ifPresent(remark);
        OptionalDouble window = seconds(model, recording.seconds());
        return window.isEmpty()
                ? Stream.of(frontEnd.whole(recording))
                : frontEnd.parts(recording, window.getAsDouble(), window.getAsDouble());
    }

    /**
     * Returns the prediction for a recording from those for its windows: the mean of the probabilities. The recording
     * is known if a window is.
     *
     * @param windows at least one
     */
    public static Prediction mean(List<Prediction> windows) {
        Prediction first = windows.getFirst();
        if (windows.size() == 1) {
            return first;
        }
        double[] mean = new double[first.classes().size()];
        for (Prediction window : windows) {
            double[] probabilities = window.probabilities();
            for (int c = 0; c < mean.length; c++) {
                mean[c] += probabilities[c] / windows.size();
            }
        }
        boolean known = windows.stream().anyMatch(window -> window.known() == Prediction.Known.YES);
        return new Prediction(first.classes(), mean, known ? Prediction.Known.YES : first.known());
    }
}
