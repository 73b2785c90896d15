package dev.zankyo;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.Recording;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.LimitedBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.io.FileError;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
 * <p>A recording is turned into a log-mel spectrogram by the model's own front end, so its sample rate, length and channels may
 * be any. A model that was trained on rows of numbers has no front end and takes {@linkplain #predictSpectrogram spectrograms}
 * only.
 *
 * <p>Any number of threads may use a classifier at once. It computes at most {@link ClassifierOptions#plans} predictions at a
 * time, each on a compiled plan of its own; further callers wait. Plans are compiled when they are first needed. Recordings are
 * decoded by the calling threads.
 *
 * <p>The classifier owns its plans, whose memory may be native, until {@link #close}.
 */
public final class SoundClassifier implements AutoCloseable {
    private static final String INPUT_STREAM = "input stream";

    /** After so many runs the JVM has compiled what a prediction needs. */
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
     * @throws InputException if the file is not a whole model, or no backend is available
     */
    public static SoundClassifier load(Path model) {
        return load(model, ClassifierOptions.defaults());
    }

    /**
     * Reads a model.
     *
     * @param model the file {@code model.safetensors} of a training run
     * @throws InputException if the file is not a whole model, or the backend is unknown or unavailable
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

    /** Returns a classifier of a model in memory on a backend that {@link Backends} need not know. */
    static SoundClassifier of(TrainedModel model, ComputeBackend backend, ClassifierOptions options) {
        return new SoundClassifier(model, backend, backend.name(), options);
    }

    /** Returns the names of the classes. */
    public List<String> classes() {
        return model.classes();
    }

    /**
     * Predicts the class of a recording, taken as a whole.
     *
     * @param recording a sound file of any format that can be decoded here: WAV, AIFF and AU always
     * @throws InputException if the file cannot be read or decoded, or the model has no front end; the message is one line that
     *     starts with the file's name
     * @throws IllegalStateException after {@link #close}
     */
    public Prediction predict(Path recording) {
        return predictRow(features(recording));
    }

    /**
     * Predicts the class of a recording, taken as a whole. The stream is copied to a temporary file, which is deleted before
     * this method returns; the stream is read to its end and not closed.
     *
     * @throws InputException if the content cannot be decoded, or the model has no front end
     * @throws UncheckedIOException if the stream cannot be read or the temporary file cannot be written
     * @throws IllegalStateException after {@link #close}
     */
    public Prediction predict(InputStream recording) {
        LogMel features = requireFrontEnd(INPUT_STREAM);
        Path file = spooled(recording);
        try {
            var decoded = Recording.read(file, INPUT_STREAM, warnings(INPUT_STREAM));
            return predictRow(spectrogram(INPUT_STREAM, features, decoded));
        } finally {
            delete(file);
        }
    }

    /**
     * Predicts the class of a sound in memory.
     *
     * @param samples one channel, -1 .. 1 full scale; only read during the call
     * @param sampleRate samples per second, 1000 .. 1000000
     * @throws InputException if there are no samples, one is not finite, the sample rate is out of range, or the model has no
     *     front end
     * @throws IllegalStateException after {@link #close}
     */
    public Prediction predict(float[] samples, int sampleRate) {
        LogMel features = requireFrontEnd("samples");
        return predictRow(spectrogram("samples", features, Recording.of(samples, sampleRate)));
    }

    /**
     * Predicts the class of a spectrogram: the numbers that the network reads, before standardization. It is what a model that
     * was trained on rows of numbers takes.
     *
     * @param values {@code (bands, frames)}, band-major; only read during the call
     * @throws InputException if the number of values is not {@code bands * frames}, or one is not finite
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
        return predictRow(values);
    }

    /**
     * Predicts the classes of many recordings, each taken as a whole. This is faster than one after another: recordings are
     * decoded in parallel, on the common pool, and go through the network in batches. Memory holds one batch at a time.
     *
     * @return one prediction for each recording, in the same order
     * @throws InputException as {@link #predict(Path)} does, for the first recording that cannot be used
     * @throws IllegalStateException after {@link #close}
     */
    public List<Prediction> predictAll(List<Path> recordings) {
        pool.requireOpen();
        List<Prediction> predictions = new ArrayList<>(recordings.size());
        for (int from = 0; from < recordings.size(); from += Predictor.BATCH_SIZE) {
            List<Path> batch = recordings.subList(from, Math.min(recordings.size(), from + Predictor.BATCH_SIZE));
            predictions.addAll(predictRows(allFeatures(batch)));
        }
        return predictions;
    }

    /**
     * Predicts the classes of a long recording, window by window, while it is decoded. Memory does not grow with the length of the
     * recording. The last window ends with the recording, whatever its distance from the one before; a recording shorter than a
     * window is one window.
     *
     * <pre>{@code
     * try (var windows = classifier.windows(file, Duration.ofSeconds(5), Duration.ofMillis(2500))) {
     *     windows.forEach(System.out::println);
     * }
     * }</pre>
     *
     * <p>Predictions are computed as the stream is read, a batch at a time. A daemon thread decodes the file. It ends when the
     * stream ends, fails or is closed, so close a stream that is not read to its end. One thread at a time reads the stream.
     *
     * @param recording a sound file of any format that can be decoded here
     * @param length of a window; each is scaled and fitted as if it were a recording of its own
     * @param hop from the start of a window to the start of the next
     * @return the predictions in the order of time. Reading the stream throws {@link InputException} where the file cannot be read
     *     or decoded, and {@link IllegalStateException} after {@link #close}
     * @throws InputException if the model has no front end
     * @throws IllegalArgumentException if the length or the hop is not positive
     * @throws IllegalStateException after {@link #close}
     */
    public Stream<TimedPrediction> windows(Path recording, Duration length, Duration hop) {
        return predictions(parts(recording, FileError.printable(recording.toString()), length, hop));
    }

    /**
     * Predicts the classes of a long recording, window by window, as {@link #windows(Path, Duration, Duration)} does. The input is
     * first copied to a temporary file, which is deleted when the stream ends, fails or is closed; the input is read to its end and
     * not closed.
     *
     * @throws InputException if the model has no front end
     * @throws IllegalArgumentException if the length or the hop is not positive
     * @throws UncheckedIOException if the input cannot be read or the temporary file cannot be written
     * @throws IllegalStateException after {@link #close}
     */
    public Stream<TimedPrediction> windows(InputStream recording, Duration length, Duration hop) {
        requireFrontEnd(INPUT_STREAM);
        seconds("length", length);
        seconds("hop", hop);
        Path file = spooled(recording);
        return predictions(parts(file, INPUT_STREAM, length, hop).onClose(() -> delete(file)));
    }

    private Stream<LogMel.Part> parts(Path file, String name, Duration length, Duration hop) {
        return requireFrontEnd(name).parts(file, name, seconds("length", length), seconds("hop", hop), warnings(name));
    }

    private Stream<TimedPrediction> predictions(Stream<LogMel.Part> parts) {
        return StreamSupport.stream(new WindowPredictions(parts, this::predictRows), false)
                .onClose(parts::close);
    }

    private static double seconds(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("windows: " + name + " must be positive; got " + duration);
        }
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    /** The spectrograms of recordings, or the failure of the first that has none. */
    private List<float[]> allFeatures(List<Path> recordings) {
        record Outcome(float[] features, InputException failure) {}
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

    private float[] features(Path recording) {
        String name = FileError.printable(recording.toString());
        LogMel features = requireFrontEnd(name);
        return spectrogram(name, features, Recording.read(recording, name, warnings(name)));
    }

    private static float[] spectrogram(String name, LogMel features, Recording recording) {
        try {
            return features.apply(recording);
        } catch (InputException e) { // too long for memory at the front end's sample rate
            throw e.in(Subject.named(name));
        }
    }

    private Consumer<String> warnings(String name) {
        return warning -> options.warnings().accept(name + ": " + warning);
    }

    private LogMel requireFrontEnd(String what) {
        pool.requireOpen();
        return frontEnd.orElseThrow(
                () -> InputException.of(Subject.named(what), "the model must have a front end to take recordings")
                        .got("one trained on rows of numbers")
                        .remedy("train it on recordings"));
    }

    private Prediction predictRow(float[] values) {
        return pool.with(PredictorPool.Size.SINGLE, predictor -> predictor.predict(rows(List.of(values))))
                .get(0);
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

    private static Path spooled(InputStream in) {
        try {
            Path file = Files.createTempFile("zankyo", ".recording");
            try {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                return file;
            } catch (IOException | RuntimeException e) {
                delete(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    INPUT_STREAM + ": could not be copied to a temporary file; " + FileError.reason(e), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": could not be deleted; " + FileError.reason(e), e);
        }
    }

    /**
     * Prepares for fast predictions: compiles all plans for single predictions, and runs each until the JVM has compiled the code.
     * Without it, the first predictions take longer. Other callers wait meanwhile.
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
     * Returns the bytes that the plans compiled so far hold, in native memory and on the heap. The model and what callers are
     * decoding come on top. Returns 0 after {@link #close}.
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
     * Frees the plans. Predictions that are being computed are finished first; later ones throw {@link IllegalStateException}. A
     * second call does nothing.
     */
    @Override
    public void close() {
        pool.close();
    }
}
