package dev.zankyo;

import dev.zankyo.audio.LogMel;
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
 * The division of a recording into windows, for a recording much longer than the clips that a model was trained on. As
 * a whole, such a recording would be squeezed into the frames of a short clip, or judged by its loudest part alone.
 * Each window is as long as the median training clip. The prediction for the recording is the mean of the
 * probabilities of its windows.
 */
public final class ClipWindows {
    /** A recording is long if it is more than this number of times as long as 95 % of the training clips. */
    private static final double MUCH_LONGER = 3;

    private ClipWindows() {}

    private static boolean isLong(TrainedModel model, double recordingSeconds) {
        return recordingSeconds > limit(model);
    }

    /**
     * Returns the limit in seconds. A recording longer than the limit is divided into windows. The limit is infinite if
     * the model does not store the lengths of its training clips.
     */
    public static double limit(TrainedModel model) {
        return clips(model).map(clips -> MUCH_LONGER * clips.percentile95()).orElse(Double.POSITIVE_INFINITY);
    }

    private static Optional<ClipLengths> clips(TrainedModel model) {
        return model.trainingData().flatMap(TrainingDataSummary::clips).filter(clips -> clips.median() > 0);
    }

    /** Returns the length of a window in seconds; empty if the recording is not to be divided. */
    public static OptionalDouble seconds(TrainedModel model, double recordingSeconds) {
        boolean divided = model.frontEnd().isPresent() && isLong(model, recordingSeconds);
        return divided ? OptionalDouble.of(clips(model).orElseThrow().median()) : OptionalDouble.empty();
    }

    /** Returns a one-line note about a recording that is to be divided into windows; empty for other recordings. */
    public static Optional<String> note(TrainedModel model, double recordingSeconds) {
        return seconds(model, recordingSeconds).stream()
                .mapToObj(window -> String.format(
                        Locale.ROOT,
                        "%.1f s is much longer than the training clips; predicted as the mean of windows of %.2f s",
                        recordingSeconds,
                        window))
                .findAny();
    }

    /**
     * Returns the spectrogram of a recording or, if the recording is to be divided, of each window in time order.
     * Spectrograms are computed as the stream is read.
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
     * Returns the prediction for a recording from the predictions for its windows. The probabilities are averaged. The
     * recording resembles the training set if at least one window does.
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
