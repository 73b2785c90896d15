package dev.zankyo;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.Remarks;
import dev.zankyo.audio.SoundSource;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.LimitedBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.io.FileError;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A trained model that predicts the classes of sounds.
 *
 * <pre>{@code
 * try (var classifier = SoundClassifier.load(Path.of("zankyo-run/model.safetensors"))) {
 *     Prediction prediction = classifier.predict(Path.of("doorbell.wav"));
 *     System.out.println(prediction.label() + " " + prediction.probability());
 * }
 * }</pre>
 *
 * <p>The model's own front end turns a recording into a log-mel spectrogram, so recordings may have any sample rate,
 * length and number of channels. A model that was trained on rows of numbers has no front end and accepts only
 * {@linkplain #predictSpectrogram spectrograms}.
 *
 * <p>Safe for several threads. A classifier computes at most {@link ClassifierOptions#plans} predictions at a time,
 * each on its own compiled plan; further callers wait. Plans are compiled when first needed. The calling threads decode
 * recordings.
 *
 * <p>The classifier owns its plans, whose memory may be native, until {@link #close}.
 */
public final class SoundClassifier implements AutoCloseable {
    private static final String INPUT_STREAM = "input stream";

    /** The number of runs after which the JVM has compiled the code of a prediction. */
    private static final int WARM_UP_RUNS = 100;

    private final TrainedModel model;
    private final Optional<LogMel> frontEnd;
    private final ClassifierOptions options;
    private final String backendReason;
    private final PredictorPool pool;

    private SoundClassifier(
            TrainedModel model, ComputeBackend backend, String backendReason, ClassifierOptions options) {
        this.model = model;
        this.frontEnd = model.frontEnd().map(LogMel::new);
        this.options = options;
        this.backendReason = backendReason;
        this.pool = new PredictorPool(model, new LimitedBackend(backend, options.memoryLimit()), options);
    }

    /**
     * Reads a model with the default settings.
     *
     * @param model the file {@code model.safetensors} of a training run
     * @throws InputException if the file is not a complete model, or no backend is available
     */
    public static SoundClassifier load(Path model) {
        return load(model, ClassifierOptions.defaults());
    }

    /**
     * Reads a model.
     *
     * @param model the file {@code model.safetensors} of a training run
     * @throws InputException if the file is not a complete model, or the backend is unknown or unavailable
     */
    public static SoundClassifier load(Path model, ClassifierOptions options) {
        return of(ModelFile.read(model), options);
    }

    /**
     * Returns a classifier of a model in memory.
     *
     * @throws InputException if the backend is unknown or unavailable
     */
    public static SoundClassifier of(TrainedModel model, ClassifierOptions options) {
        Backends.Selection selection = Backends.select(options.backend());
        return new SoundClassifier(model, selection.backend(), selection.reason(), options);
    }

    /** Returns a classifier of a model in memory on a backend that need not be registered with {@link Backends}. */
    static SoundClassifier of(TrainedModel model, ComputeBackend backend, ClassifierOptions options) {
        return new SoundClassifier(model, backend, backend.name(), options);
    }

    /** Returns the names of the classes. */
    public List<String> classes() {
        return model.classes();
    }

    /**
     * Predicts the class of a whole recording. A recording much longer than the model's training clips is predicted in
     * windows of their length ({@link ClipWindows}), and the probabilities are averaged; one warning says so.
     *
     * @param recording a sound file in a format for which this machine has a decoder; WAV, AIFF and AU always have one
     * @throws InputException if the file cannot be read or decoded, or the model has no front end; the message is one
     *     line that starts with the file's name
     * @throws IllegalStateException after {@link #close}
     */
    public Prediction predict(Path recording) {
        return predictOne(features(recording));
    }

    /**
     * Predicts the class of a whole recording. The stream is read to its end and not closed. A stream in another format
     * than WAV, AIFF and AU is copied to a temporary file, which is deleted before this method returns.
     *
     * @throws InputException if the stream cannot be read or decoded, or the model has no front end
     * @throws java.io.UncheckedIOException if the temporary file cannot be written
     * @throws IllegalStateException after {@link #close}
     */
    public Prediction predict(InputStream recording) {
        LogMel features = requireFrontEnd(INPUT_STREAM);
        var decoded = Recording.read(recording, INPUT_STREAM, remarks(INPUT_STREAM));
        return predictOne(spectrograms(INPUT_STREAM, features, decoded));
    }

    /**
     * Predicts the class of a sound in memory.
     *
     * @param samples samples of one channel, where full scale is -1 .. 1; only read during the call
     * @param sampleRate samples per second, 1000 .. 1000000
     * @throws InputException if there are no samples, a sample is not finite, the sample rate is out of range, or the
     *     model has no front end
     * @throws IllegalStateException after {@link #close}
     */
    public Prediction predict(float[] samples, int sampleRate) {
        LogMel features = requireFrontEnd("samples");
        return predictOne(spectrograms("samples", features, Recording.of(samples, sampleRate)));
    }

    /**
     * Predicts the class of a spectrogram, the network's input before standardization. A model that was trained on rows
     * of numbers accepts only this.
     *
     * @param values {@code (bands, frames)}, band-major; only read during the call
     * @throws InputException if the number of values is not {@code bands * frames}, or a value is not finite
     * @throws IllegalStateException after {@link #close}
     */
    public Prediction predictSpectrogram(float[] values) {
        pool.requireOpen();
        ResNetConfig network = model.config();
        if (values.length != network.bands() * network.frames()) {
            throw InputException.of(Subject.named("spectrogram"), "must fit the network")
                    .expected(network.bands() + " bands x " + network.frames() + " frames = "
                            + network.bands() * network.frames() + " values")
                    .got(values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw InputException.of(Subject.named("spectrogram"), "must be finite")
                        .got(values[i] + " at index " + i);
            }
        }
        return predictOne(List.of(values));
    }

    /**
     * Predicts the classes of many whole recordings. This is faster than one call per recording: recordings are decoded
     * in parallel, on the common pool, and run through the network in batches. The spectrograms of only one batch are
     * in memory at a time.
     *
     * @return one prediction per recording, in the same order
     * @throws InputException as {@link #predict(Path)} does, for the first recording that cannot be used
     * @throws IllegalStateException after {@link #close}
     */
    public List<Prediction> predictAll(List<Path> recordings) {
        pool.requireOpen();
        List<Prediction> predictions = new ArrayList<>(recordings.size());
        for (int from = 0; from < recordings.size(); from += Predictor.BATCH_SIZE) {
            List<Path> batch = recordings.subList(from, Math.min(recordings.size(), from + Predictor.BATCH_SIZE));
            List<List<float[]>> windows = allFeatures(batch);
            Iterator<Prediction> rows =
                    predictRows(windows.stream().flatMap(List::stream).toList()).iterator();
            for (List<float[]> recording : windows) {
                predictions.add(ClipWindows.mean(
                        recording.stream().map(window -> rows.next()).toList()));
            }
        }
        return predictions;
    }

    /**
     * Predicts the classes of a long recording, window by window, while it is being decoded. Memory does not grow with
     * the length of the recording. The last window ends with the recording and may overlap the previous one by more
     * than the others do. A recording shorter than a window is one window.
     *
     * <pre>{@code
     * try (var windows = classifier.windows(file, Duration.ofSeconds(5), Duration.ofMillis(2500))) {
     *     windows.forEach(System.out::println);
     * }
     * }</pre>
     *
     * <p>Predictions are computed as the stream is read, a batch at a time. A daemon thread decodes the file. It stops
     * when the stream ends, fails or is closed, so close a stream that is not read to its end. The stream is not safe
     * for several threads.
     *
     * @param recording a sound file in a format for which this machine has a decoder
     * @param length length of a window; each window is processed like a separate recording
     * @param hop time from the start of a window to the start of the next
     * @return the predictions in time order. Reading the stream throws {@link InputException} if the file cannot be
     *     read or decoded, and {@link IllegalStateException} after {@link #close}
     * @throws InputException if the model has no front end
     * @throws IllegalArgumentException if the length or the hop is not positive
     * @throws IllegalStateException after {@link #close}
     */
    public Stream<TimedPrediction> windows(Path recording, Duration length, Duration hop) {
        return windows(SoundSource.file(recording), length, hop);
    }

    /**
     * Predicts the classes of a long or endless recording, window by window, like {@link #windows(Path, Duration,
     * Duration)}. The input is read to its end and not closed. In WAV, AIFF and AU, each window is predicted as soon as
     * its samples have been read. Input in another format is first copied to a temporary file. That file is deleted
     * when the stream ends, fails or is closed.
     *
     * @return the predictions in time order. Reading the stream throws {@link InputException} if the input cannot be
     *     read or decoded, {@link java.io.UncheckedIOException} if the temporary file cannot be written, and {@link
     *     IllegalStateException} after {@link #close}
     * @throws InputException if the model has no front end
     * @throws IllegalArgumentException if the length or the hop is not positive
     * @throws IllegalStateException after {@link #close}
     */
    public Stream<TimedPrediction> windows(InputStream recording, Duration length, Duration hop) {
        return windows(SoundSource.stream(recording, INPUT_STREAM), length, hop);
    }

    private Stream<TimedPrediction> windows(SoundSource source, Duration length, Duration hop) {
        LogMel features = requireFrontEnd(source.name());
        var parts = features.parts(source, seconds("length", length), seconds("hop", hop), remarks(source.name()));
        return parts.flatMap(batch -> {
            try {
                return predicted(batch);
            } catch (RuntimeException | Error e) {
                parts.close();
                throw e;
            }
        });
    }

    private Stream<TimedPrediction> predicted(List<LogMel.Part> parts) {
        Iterator<Prediction> predictions =
                predictRows(parts.stream().map(LogMel.Part::values).toList()).iterator();
        return parts.stream().map(part -> new TimedPrediction(part.start(), part.end(), predictions.next()));
    }

    private static double seconds(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("windows: " + name + " must be positive; got " + duration);
        }
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    /** Returns the spectrograms of recordings; throws the exception of the first recording that failed. */
    private List<List<float[]>> allFeatures(List<Path> recordings) {
        record Outcome(List<float[]> features, InputException failure) {}
        return recordings.parallelStream()
                .map(recording -> {
                    try {
                        return new Outcome(features(recording), null);
                    } catch (InputException e) {
                        return new Outcome(null, e);
                    }
                })
                .toList()
                .stream()
                .map(outcome -> {
                    if (outcome.failure() != null) {
                        throw outcome.failure();
                    }
                    return outcome.features();
                })
                .toList();
    }

    private List<float[]> features(Path recording) {
        String name = FileError.printable(recording.toString());
        LogMel features = requireFrontEnd(name);
        return spectrograms(name, features, Recording.read(recording, name, remarks(name)));
    }

    /** Returns the spectrogram of a recording, or those of its windows if it is much longer than the training clips. */
    private List<float[]> spectrograms(String name, LogMel features, Recording recording) {
        try {
            return ClipWindows.parts(model, features, recording, remarks(name)::note)
                    .map(LogMel.Part::values)
                    .toList();
        } catch (InputException e) { // too long for memory at the front end's sample rate
            throw e.in(Subject.named(name));
        }
    }

    private Remarks remarks(String name) {
        return Remarks.to(remark -> options.warnings().accept(name + ": " + remark));
    }

    private LogMel requireFrontEnd(String what) {
        pool.requireOpen();
        return frontEnd.orElseThrow(
                () -> InputException.of(Subject.named(what), "the model must have a front end to take recordings")
                        .got("one trained on rows of numbers")
                        .remedy("train it on recordings"));
    }

    private Prediction predictOne(List<float[]> windows) {
        PredictorPool.Size size = windows.size() == 1 ? PredictorPool.Size.SINGLE : PredictorPool.Size.BATCH;
        return ClipWindows.mean(pool.with(size, predictor -> predictor.predict(rows(windows))));
    }

    private List<Prediction> predictRows(List<float[]> rows) {
        return pool.with(PredictorPool.Size.BATCH, predictor -> predictor.predict(rows(rows)));
    }

    private Dataset rows(List<float[]> rows) {
        ResNetConfig network = model.config();
        int size = network.bands() * network.frames();
        float[] values = new float[rows.size() * size];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * size, size);
        }
        int[] labels = new int[rows.size()];
        Arrays.fill(labels, -1);
        return new Dataset(model.classes(), labels, values, network.bands(), network.frames());
    }

    /**
     * Prepares for fast predictions: compiles all plans for single predictions, and runs each until the JVM has
     * compiled the code. Otherwise the first predictions take longer. Other callers wait meanwhile.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public void warmUp() {
        float[] values = new float[model.config().bands() * model.config().frames()];
        Dataset silence = rows(List.of(values));
        frontEnd.ifPresent(features -> {
            int rate = features.spec().sampleRate();
            var sound = new Recording(rate, 1, new float[rate]);
            for (int run = 0; run < WARM_UP_RUNS; run++) {
                features.apply(sound);
            }
        });
        pool.fill(predictor -> {
            for (int run = 0; run < WARM_UP_RUNS; run++) {
                predictor.predict(silence);
            }
        });
    }

    /**
     * Returns the bytes held by the plans compiled so far, in native memory and on the heap. The model and the
     * recordings being decoded are not counted. Returns 0 after {@link #close}.
     */
    public long memoryBytes() {
        return pool.memoryBytes();
    }

    /** Returns the classes and the backend as text, with the reason for the backend. */
    @Override
    public String toString() {
        return "SoundClassifier of " + model.classes().size() + " classes on " + backendReason;
    }

    /**
     * Frees the plans. Predictions in progress are finished first; later ones throw {@link IllegalStateException}. A
     * second call does nothing.
     */
    @Override
    public void close() {
        pool.close();
    }
}
