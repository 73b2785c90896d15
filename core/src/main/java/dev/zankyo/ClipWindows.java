package dev.zankyo;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.Recording;
import dev.zankyo.model.TrainedModel;
import java.util.List;
import java.util.Locale;
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

    /** Returns the length of a window in seconds; empty if the recording is to be predicted as a whole. */
    public static OptionalDouble seconds(TrainedModel model, double recordingSeconds) {
        return model.frontEnd()
                .filter(spec -> spec.fit() == Fit.WHOLE)
                .flatMap(spec -> model.trainingData())
                .flatMap(training -> training.clips())
                .filter(clips -> clips.median() > 0 && recordingSeconds > MUCH_LONGER * clips.percentile95())
                .map(clips -> OptionalDouble.of(clips.median()))
                .orElse(OptionalDouble.empty());
    }

    /**
     * Returns the spectrogram of a recording or, if it is long, of each window in the order of time. They are computed
     * as the stream is read.
     *
     * @param frontEnd the model's front end
     * @param remark receives one line if the recording is divided into windows
     */
    public static Stream<LogMel.Part> parts(
            TrainedModel model, LogMel frontEnd, Recording recording, Consumer<String> remark) {
        OptionalDouble window = seconds(model, recording.seconds());
        if (window.isEmpty()) {
            return Stream.of(new LogMel.Part(0, recording.seconds(), frontEnd.apply(recording)));
        }
        double seconds = window.getAsDouble();
        remark.accept(String.format(
                Locale.ROOT,
                "%.1f s is much longer than the training clips; predicted as the mean of windows of %.2f s",
                recording.seconds(),
                seconds));
        return frontEnd.parts(recording, seconds, seconds);
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
