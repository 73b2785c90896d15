package dev.zankyo.plot;

import dev.zankyo.ClipWindows;
import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.Subject;
import dev.zankyo.TimedPrediction;
import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.Remarks;
import dev.zankyo.audio.SoundSource;
import dev.zankyo.audio.Waveform;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.io.FileError;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.sounds.FrontEndChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A reader of recordings for pictures. It decodes a file three times instead of holding it in memory. For one thread.
 */
public final class RecordingReader {
    /** Without a model, a longer recording is divided into windows of this length in seconds. */
    private static final double WINDOW = 10;

    /** A recording more than this many times as long as the front end's fixed length is divided into windows. */
    private static final double MUCH_LONGER = 3;

    /**
     * A model that predicts.
     *
     * @param model the model; it must have a front end
     * @param predictor a predictor of that model, closed by the caller
     * @param window seconds of a window; empty to predict a recording as a whole, or in windows if it is much longer
     *     than the training clips ({@link ClipWindows}) or the front end
     * @param hop seconds from the start of a window to the next; half a window if empty
     */
    public record Network(TrainedModel model, Predictor predictor, OptionalDouble window, OptionalDouble hop) {}

    private final Optional<Network> network;
    private final int columns;
    private final Consumer<String> warnings;

    /**
     * Creates a reader.
     *
     * @param network the model; without one, the front end is the usual one for the recording
     * @param columns columns of the spectrograms
     * @param warnings receives lines about files that are odd or damaged; each begins with the path
     */
    public RecordingReader(Optional<Network> network, int columns, Consumer<String> warnings) {
        this.network = network;
        this.columns = columns;
        this.warnings = warnings;
    }

    /**
     * Reads a recording.
     *
     * @throws InputException if the file cannot be decoded, or the model has no front end
     */
    public RecordingView read(Path file) {
        String name = FileError.printable(file.toString());
        Waveform wave = Waveform.read(file, columns, Remarks.to(remark -> warnings.accept(name + ": " + remark)));
        LogMelSpec spec = frontEnd(file, wave);
        OptionalDouble window = window(spec, wave.seconds());
        double[] one = new double[spec.nMels()];
        Arrays.fill(one, 1);
        var input = new Columns(spec, columns, wave.seconds(), one);
        List<TimedPrediction> predictions = new ArrayList<>();
        double length = window.orElse(2 * wave.seconds()); // one part, however the length is rounded
        double hop = window.isPresent() ? hop(length) : length;
        try (Stream<List<LogMel.Part>> parts =
                new LogMel(spec).parts(SoundSource.file(file), length, hop, Remarks.to(remark -> {}))) {
            parts.forEachOrdered(batch -> {
                batch.forEach(input::add);
                network.ifPresent(model -> predictions.addAll(predicted(model, batch)));
            });
        }
        return new RecordingView(
                title(file, wave),
                wave,
                Overview.of(file, wave, columns),
                input,
                inputTitle(spec, window),
                predictions);
    }

    private static String title(Path file, Waveform wave) {
        return String.format(
                Locale.ROOT,
                "%s: %.2f s at %,d Hz",
                FileError.printable(file.getFileName().toString()),
                wave.seconds(),
                wave.sampleRate());
    }

    private String inputTitle(LogMelSpec spec, OptionalDouble window) {
        String clip =
                window.isPresent() ? String.format(Locale.ROOT, "window of %.2f s", window.getAsDouble()) : "clip";
        String frames = spec.frames() + " frames per " + clip;
        boolean loudest = spec.fit() == Fit.WINDOW && !(window.orElse(Double.MAX_VALUE) <= spec.seconds());
        return String.format(
                Locale.ROOT,
                "%s: %d mel bands, %s%s, dB",
                network.isPresent() ? "The network's input" : "A network's usual input",
                spec.nMels(),
                frames,
                loudest
                        ? String.format(Locale.ROOT, ", its loudest %.2f s", spec.seconds())
                        : spec.fit() == Fit.WHOLE && spec.topDb() > 0 ? ", without silent ends" : "");
    }

    private LogMelSpec frontEnd(Path file, Waveform wave) {
        if (network.isEmpty()) {
            return LogMelSpec.parse(FrontEndChoice.usual(wave.sampleRate(), Math.min(WINDOW, wave.seconds())));
        }
        return network.get().model().frontEnd().orElseThrow(() -> InputException.of(
                        Subject.file(file), "the model must have a front end to take recordings")
                .got("one trained on rows of numbers")
                .remedy("train it on recordings"));
    }

    private OptionalDouble window(LogMelSpec spec, double seconds) {
        if (network.isEmpty()) {
            return seconds > WINDOW ? OptionalDouble.of(WINDOW) : OptionalDouble.empty();
        }
        OptionalDouble asked = network.get().window();
        if (asked.isPresent()) {
            return asked;
        }
        OptionalDouble clips = ClipWindows.seconds(network.get().model(), seconds);
        boolean partly = spec.fit() == Fit.WINDOW && seconds > MUCH_LONGER * spec.seconds();
        return clips.isEmpty() && partly ? OptionalDouble.of(spec.seconds()) : clips;
    }

    /** Returns the seconds from a window to the next: half a window if the user chose the windows. */
    private double hop(double window) {
        return network.filter(model -> model.window().isPresent())
                .map(model -> model.hop().orElse(window / 2))
                .orElse(window);
    }

    private static List<TimedPrediction> predicted(Network network, List<LogMel.Part> parts) {
        var config = network.model().config();
        int size = config.bands() * config.frames();
        float[] values = new float[parts.size() * size];
        int[] labels = new int[parts.size()];
        Arrays.fill(labels, -1);
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i).values(), 0, values, i * size, size);
        }
        List<Prediction> found = network.predictor()
                .predict(new Dataset(network.model().classes(), labels, values, config.bands(), config.frames()));
        List<TimedPrediction> timed = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            timed.add(new TimedPrediction(parts.get(i).start(), parts.get(i).end(), found.get(i)));
        }
        return timed;
    }
}
