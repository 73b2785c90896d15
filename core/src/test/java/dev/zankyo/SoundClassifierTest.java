package dev.zankyo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.Prediction.Known;
import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.WavFile;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.Standardization;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.DigestFilter;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.OutOfDistributionDetector;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.TrainingDataSummary;
import dev.zankyo.model.TrainingDataSummary.ClipLengths;
import dev.zankyo.model.WeightInitializer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the main API with an untrained network on the reference backend. */
final class SoundClassifierTest {
    private static final LogMelSpec FRONT_END = LogMelSpec.parse("digits,n_mels=4,frames=5");
    private static final int RATE = FRONT_END.sampleRate();
    private static final ResNetConfig NETWORK = new ResNetConfig(4, 5, 3, 4, List.of(8), 1, 0.9f, 1e-3f);
    private static final TrainedModel OF_ROWS = new TrainedModel(
            NETWORK,
            List.of("a", "b", "c"),
            new Standardization(-5, 3),
            new Provenance("none", 1, "reference", "0.0.0-test", "4 bands x 5 frames"),
            WeightInitializer.initialize(ResNet.graph(NETWORK), 1));
    private static final TrainedModel OF_SOUNDS = OF_ROWS.withFrontEnd(FRONT_END);

    private static final Duration HALF = Duration.ofMillis(500);
    private static final Duration QUARTER = Duration.ofMillis(250);

    @TempDir
    private Path folder;

    private final SoundClassifier classifier = classifier(OF_SOUNDS, ClassifierOptions.defaults());

    @AfterEach
    void close() {
        classifier.close();
    }

    private static SoundClassifier classifier(TrainedModel model, ClassifierOptions options) {
        return SoundClassifier.of(model, new ReferenceBackend(), options);
    }

    private static double[] tone(int number) {
        return IntStream.range(0, RATE / 10 + number)
                .mapToDouble(n -> 0.5 * Math.sin(2 * Math.PI * (100 + 37 * number) * n / RATE))
                .toArray();
    }

    private Path recording(int number) {
        Path file = folder.resolve(number + ".wav");
        WavFile.write(tone(number), RATE, file);
        return file;
    }

    private static float[] spectrogram(int number) {
        float[] values = new float[20];
        for (int i = 0; i < values.length; i++) {
            values[i] = (number * 31 + i * 7) % 19 - 12;
        }
        return values;
    }

    private static String refusal(Callable<?> call) {
        String message = assertThrows(InputException.class, call::call).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    @Test
    void predict_aRecordingAsFileStreamOrSamples_isTheSame() throws IOException {
        Path file = recording(1);
        Prediction expected = classifier.predict(file);
        assertEquals(OF_SOUNDS.classes(), expected.classes());
        assertEquals(1, Arrays.stream(expected.probabilities()).sum(), 1e-12);
        Recording decoded = Recording.read(file);
        assertEquals(expected, classifier.predict(decoded.samples(), decoded.sampleRate()));
        try (InputStream in = Files.newInputStream(file)) {
            assertEquals(expected, classifier.predict(in));
            assertEquals(-1, in.read());
        }
        assertNotEquals(expected, classifier.predict(recording(20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "window"})
    void predict_aRecordingMuchLongerThanTheTrainingClips_isTheMeanOfWindowsOfTheirLength(String fit) {
        var training = new TrainingDataSummary(
                List.of(DigestFilter.of(0, Stream.empty())), Optional.of(new ClipLengths(0.125f, 0.25f)));
        TrainedModel model = OF_ROWS.withFrontEnd(LogMelSpec.parse("digits,n_mels=4,frames=5,fit=" + fit))
                .withTrainingData(Optional.of(training));
        List<String> warnings = new ArrayList<>();
        Path file = folder.resolve("long.wav");
        double[] samples = new double[RATE];
        for (int n = 0; n < RATE; n++) {
            samples[n] = 0.5 * Math.sin(2 * Math.PI * (200 + 300.0 * n / RATE) * n / RATE);
        }
        WavFile.write(samples, RATE, file); // one second, in 8 windows
        Path shorter = folder.resolve("short.wav");
        WavFile.write(Arrays.copyOf(samples, 3 * RATE / 4), RATE, shorter); // three times as long
        try (var windowed = classifier(model, ClassifierOptions.defaults().warnings(warnings::add));
                var whole = classifier(model.withTrainingData(Optional.empty()), ClassifierOptions.defaults())) {
            double[] mean = new double[3];
            Duration eighth = Duration.ofMillis(125);
            try (Stream<TimedPrediction> windows = whole.windows(file, eighth, eighth)) {
                windows.forEach(window -> {
                    for (int c = 0; c < 3; c++) {
                        mean[c] += window.prediction().probabilities()[c] / 8;
                    }
                });
            }
            assertEquals(1, Arrays.stream(mean).sum(), 1e-9);
            Prediction prediction = windowed.predict(file);
            assertArrayEquals(mean, prediction.probabilities(), 1e-12);
            assertEquals(
                    List.of(file + ": 1.0 s is much longer than the training clips; predicted as the mean of windows"
                            + " of 0.13 s"),
                    warnings);
            assertNotEquals(whole.predict(file), prediction);
            assertEquals(whole.predict(shorter), windowed.predict(shorter));
            assertEquals(
                    List.of(whole.predict(shorter), prediction, whole.predict(shorter)),
                    windowed.predictAll(List.of(shorter, file, shorter)));
            assertEquals(2, warnings.size());
        }
    }

    @Test
    void predictAll_manyRecordings_givesThePredictionOfEachInItsPlace() {
        List<Path> files = IntStream.range(0, 35).mapToObj(this::recording).toList();
        List<Prediction> expected = files.stream().map(classifier::predict).toList();
        assertEquals(expected, classifier.predictAll(files));
        assertEquals(List.of(), classifier.predictAll(List.of()));
    }

    @Test
    void predictAll_withBadFiles_namesTheFirst() {
        List<Path> files = new ArrayList<>(List.of(recording(1), folder.resolve("none.wav"), recording(2)));
        files.add(folder.resolve("neither.wav"));
        assertEquals(
                folder.resolve("none.wav") + ": could not be read; no such file or folder",
                refusal(() -> classifier.predictAll(files)));
    }

    @Test
    void load_ofAModelFile_predictsAsTheModel() {
        Path file = folder.resolve("model.safetensors");
        ModelFile.write(file, OF_SOUNDS);
        // The class path of core has no backend; the message says so in one line.
        assertTrue(refusal(() -> SoundClassifier.load(file)).startsWith("backend: none is available"));
        String missing = refusal(() -> SoundClassifier.load(folder.resolve("none")));
        assertTrue(missing.startsWith(folder.resolve("none") + ": "), missing);
    }

    @Test
    void known_ofAModelWithoutCalibration_cannotBeTold() {
        assertEquals(
                Known.CANNOT_TELL, classifier.predictSpectrogram(spectrogram(1)).known());
    }

    @Test
    void known_ofACalibratedModel_followsItsThreshold() {
        float[] prototype = new float[8];
        prototype[0] = 1;
        for (float threshold : new float[] {-1, 1}) {
            var calibration =
                    new Calibration(1, Source.TEST, 20, 0, 0, new OutOfDistributionDetector(threshold, 8, prototype));
            try (var calibrated =
                    classifier(OF_SOUNDS.withCalibration(Optional.of(calibration)), ClassifierOptions.defaults())) {
                Prediction prediction = calibrated.predictSpectrogram(spectrogram(1));
                assertEquals(threshold < 0 ? Known.YES : Known.NO, prediction.known());
                assertEquals(classifier.predictSpectrogram(spectrogram(1)).label(), prediction.label());
            }
        }
    }

    @Test
    void modelOfRows_takesSpectrogramsAndRefusesRecordings() {
        try (var ofRows = classifier(OF_ROWS, ClassifierOptions.defaults())) {
            assertEquals(classifier.predictSpectrogram(spectrogram(3)), ofRows.predictSpectrogram(spectrogram(3)));
            String rule = ": the model must have a front end to take recordings; got one trained on rows of numbers"
                    + " (train it on recordings)";
            Path file = recording(1);
            assertEquals(file + rule, refusal(() -> ofRows.predict(file)));
            assertEquals(file + rule, refusal(() -> ofRows.predictAll(List.of(file))));
            assertEquals("samples" + rule, refusal(() -> ofRows.predict(new float[8], 8000)));
            assertEquals("input stream" + rule, refusal(() -> ofRows.predict(InputStream.nullInputStream())));
        }
    }

    @Test
    void badInput_isRefusedInALine() throws IOException {
        assertEquals("samples: must not be empty; got none", refusal(() -> classifier.predict(new float[0], 8000)));
        assertEquals(
                "samples: must be finite; got NaN at index 1",
                refusal(() -> classifier.predict(new float[] {0, Float.NaN}, 8000)));
        assertEquals(
                "samples: sample rate must be in 1000..1000000 Hz; got 999",
                refusal(() -> classifier.predict(new float[1], 999)));
        assertEquals(
                "spectrogram: must fit the network; expected 4 bands x 5 frames = 20 values, got 19",
                refusal(() -> classifier.predictSpectrogram(new float[19])));
        float[] infinite = new float[20];
        infinite[7] = Float.POSITIVE_INFINITY;
        assertEquals(
                "spectrogram: must be finite; got Infinity at index 7",
                refusal(() -> classifier.predictSpectrogram(infinite)));
        Path text = Files.writeString(folder.resolve("text.wav"), "no sound");
        assertTrue(refusal(() -> classifier.predict(text)).startsWith(text + ": must be a sound file"));
        assertTrue(refusal(() -> classifier.predict(new ByteArrayInputStream("no sound".getBytes("US-ASCII"))))
                .startsWith("input stream: must be a sound file"));
        assertEquals(
                "input stream: must be a sound file; got an empty one (copy or download it again)",
                refusal(() -> classifier.predict(InputStream.nullInputStream())));
    }

    @Test
    void predict_aStreamThatFails_leavesNoTemporaryFile() throws IOException {
        List<Path> before = temporaryFiles();
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("line is dead");
            }
        };
        assertEquals("input stream: could not be read; line is dead", refusal(() -> classifier.predict(failing)));
        refusal(() -> classifier.predict(InputStream.nullInputStream()));
        assertEquals(before, temporaryFiles());
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".recording"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void warning_ofATruncatedFile_reachesTheReceiver() throws IOException {
        byte[] whole = Files.readAllBytes(recording(1));
        Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, whole.length / 2));
        List<String> warnings = new ArrayList<>();
        try (var warned = classifier(OF_SOUNDS, ClassifierOptions.defaults().warnings(warnings::add))) {
            warned.predict(cut);
        }
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith(cut + ": truncated; "), warnings.get(0));
    }

    @Test
    void predict_fromManyThreads_isWhatOneThreadPredicts() throws Exception {
        Path file = recording(5);
        List<Prediction> expected = IntStream.range(0, 100)
                .mapToObj(number -> classifier.predictSpectrogram(spectrogram(number)))
                .toList();
        Prediction ofFile = classifier.predict(file);
        for (int plans : new int[] {1, 3}) {
            try (var shared = classifier(OF_SOUNDS, ClassifierOptions.defaults().plans(plans));
                    ExecutorService threads = Executors.newFixedThreadPool(8)) {
                Callable<List<Prediction>> all = () -> {
                    assertEquals(ofFile, shared.predict(file));
                    return IntStream.range(0, 100)
                            .mapToObj(number -> shared.predictSpectrogram(spectrogram(number)))
                            .toList();
                };
                for (Future<List<Prediction>> predicted : threads.invokeAll(Collections.nCopies(8, all))) {
                    assertEquals(expected, predicted.get());
                }
                long one = memoryOfOnePlan();
                assertTrue(
                        shared.memoryBytes() <= plans * one && shared.memoryBytes() >= one,
                        shared.memoryBytes() + " bytes for " + plans + " plans of " + one);
            }
        }
    }

    private static long memoryOfOnePlan() {
        try (var one = classifier(OF_SOUNDS, ClassifierOptions.defaults().plans(1))) {
            one.predictSpectrogram(spectrogram(0));
            return one.memoryBytes();
        }
    }

    @Test
    void warmUp_makesAllPlansAndChangesNoPrediction() {
        try (var warm = classifier(OF_SOUNDS, ClassifierOptions.defaults().plans(3))) {
            assertEquals(0, warm.memoryBytes());
            warm.warmUp();
            assertEquals(3 * memoryOfOnePlan(), warm.memoryBytes());
            assertEquals(classifier.predictSpectrogram(spectrogram(2)), warm.predictSpectrogram(spectrogram(2)));
            assertEquals(3 * memoryOfOnePlan(), warm.memoryBytes());
        }
    }

    @Test
    void closedClassifier_refusesEverythingAndHoldsNothing() {
        Path file = recording(1);
        classifier.predict(file);
        classifier.close();
        classifier.close();
        assertEquals(0, classifier.memoryBytes());
        for (Callable<?> call : List.<Callable<?>>of(
                () -> classifier.predict(file),
                () -> classifier.predict(InputStream.nullInputStream()),
                () -> classifier.predict(new float[1], 8000),
                () -> classifier.predictSpectrogram(spectrogram(1)),
                () -> classifier.predictAll(List.of(file)))) {
            assertEquals(
                    "sound classifier: must not be used after close",
                    assertThrows(IllegalStateException.class, call::call).getMessage());
        }
        assertThrows(IllegalStateException.class, classifier::warmUp);
    }

    /** Closes a classifier while one prediction runs and a second waits for the only plan. */
    @Test
    void close_waitsForARunningPredictionAndRefusesTheOneThatWaits() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool();
                var backend = new BlockingBackend(new ReferenceBackend())) {
            var blocked = SoundClassifier.of(
                    OF_SOUNDS, backend, ClassifierOptions.defaults().plans(1));
            Future<Prediction> running = threads.submit(() -> blocked.predictSpectrogram(spectrogram(1)));
            backend.awaitRun();
            Future<Prediction> waiting = threads.submit(() -> blocked.predictSpectrogram(spectrogram(2)));
            Thread closing = Thread.ofPlatform().start(blocked::close);
            while (closing.isAlive() && closing.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertTrue(closing.isAlive() && refuses(blocked));
            backend.release();
            assertEquals(classifier.predictSpectrogram(spectrogram(1)), running.get());
            assertInstanceOf(
                    IllegalStateException.class,
                    assertThrows(ExecutionException.class, waiting::get).getCause());
            closing.join();
            assertEquals(0, blocked.memoryBytes());
        }
    }

    private static boolean refuses(SoundClassifier closing) {
        try {
            closing.predictSpectrogram(new float[0]);
            throw new AssertionError("no values are no spectrogram");
        } catch (InputException e) {
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Returns the expected windows of a recording of 21.3 windows: half a window apart, the last one at the end. */
    private List<TimedPrediction> expectedWindows(Path file) {
        return new LogMel(FRONT_END)
                .parts(Recording.read(file), 0.5, 0.25)
                .map(part ->
                        new TimedPrediction(part.start(), part.end(), classifier.predictSpectrogram(part.values())))
                .toList();
    }

    private Path longRecording() {
        double[] samples = IntStream.range(0, (int) (RATE * 10.65))
                .mapToDouble(n -> 0.5 * Math.sin(n * (0.05 + n * 1e-6)))
                .toArray();
        Path file = folder.resolve("long.wav");
        WavFile.write(samples, RATE, file);
        return file;
    }

    @Test
    void windows_ofAFileOrStream_areThePredictionsOfItsParts() throws IOException {
        Path file = longRecording();
        List<TimedPrediction> expected = expectedWindows(file);
        assertEquals(42, expected.size());
        assertEquals(10.65, expected.get(41).end());
        try (Stream<TimedPrediction> windows = classifier.windows(file, HALF, QUARTER)) {
            assertEquals(expected, windows.toList());
        }
        List<Path> before = temporaryFiles();
        try (InputStream in = Files.newInputStream(file)) {
            assertEquals(expected, classifier.windows(in, HALF, QUARTER).toList());
            assertEquals(before, temporaryFiles());
        }
        try (Stream<TimedPrediction> one = classifier.windows(file, Duration.ofHours(1), QUARTER)) {
            List<TimedPrediction> whole = one.toList();
            assertEquals(1, whole.size());
            assertEquals(classifier.predict(file), whole.get(0).prediction());
        }
    }

    @Test
    void windows_closedHalfWay_leaveNoThreadAndNoFile() throws IOException {
        Path file = longRecording();
        List<Path> before = temporaryFiles();
        try (InputStream in = Files.newInputStream(file);
                Stream<TimedPrediction> windows = classifier.windows(in, HALF, QUARTER)) {
            assertEquals(expectedWindows(file).subList(0, 3), windows.limit(3).toList());
        }
        assertEquals(before, temporaryFiles());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("zankyo-decode")));
    }

    @Test
    void windows_ofABadStream_failWhereTheyAreReadAndLeaveNoFile() throws IOException {
        List<Path> before = temporaryFiles();
        var windows = classifier.windows(new ByteArrayInputStream(new byte[] {1, 2, 3}), HALF, QUARTER);
        assertTrue(refusal(windows::toList).startsWith("input stream: must be a sound file"));
        assertEquals(before, temporaryFiles());
        assertThrows(IllegalArgumentException.class, () -> classifier.windows(folder, Duration.ZERO, HALF));
        assertThrows(
                IllegalArgumentException.class,
                () -> classifier.windows(InputStream.nullInputStream(), HALF, Duration.ofSeconds(-1)));
        assertEquals(before, temporaryFiles());
    }

    @Test
    void windows_ofAClassifierThatIsClosedMeanwhile_refuse() {
        var windows = classifier.windows(longRecording(), HALF, QUARTER);
        var one = windows.iterator();
        one.next();
        classifier.close();
        assertThrows(IllegalStateException.class, () -> one.forEachRemaining(window -> {}));
    }

    /** Checks an hour of sound, which as a whole would need three times the heap of the child process. */
    @Test
    void windows_ofAnHour_fitIntoASmallHeap() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HourOfSound.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("3600 windows to 3600.0 s", said.strip());
    }

    /** A program that predicts every second of an hour of sound from a stream. */
    static final class HourOfSound {
        private HourOfSound() {}

        public static void main(String[] arguments) {
            int bytes = 3600 * RATE * Short.BYTES;
            ByteBuffer header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
            header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
            header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
            header.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
            header.putShort((short) 2).putShort((short) 16);
            header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
            InputStream noise = new InputStream() {
                private int left = bytes;

                @Override
                public int read() {
                    return left == 0 ? -1 : left-- * 31 & 0xff;
                }
            };
            var sound = new SequenceInputStream(new ByteArrayInputStream(header.array()), noise);
            try (var classifier = classifier(OF_SOUNDS, ClassifierOptions.defaults());
                    var windows = classifier.windows(sound, Duration.ofSeconds(1), Duration.ofSeconds(1))) {
                long[] count = new long[1];
                double[] end = new double[1];
                windows.forEach(window -> {
                    count[0]++;
                    end[0] = window.end();
                });
                System.out.println(count[0] + " windows to " + end[0] + " s");
            }
        }
    }

    @Test
    void options_thatMakeNoSense_areRefused() {
        ClassifierOptions options = ClassifierOptions.defaults();
        assertThrows(IllegalArgumentException.class, () -> options.plans(0));
        assertThrows(IllegalArgumentException.class, () -> options.threads(-1));
        assertThrows(IllegalArgumentException.class, () -> options.memoryLimit(0));
        assertThrows(NullPointerException.class, () -> options.backend(null));
    }

    @Test
    void options_setOneByOne_keepTheOthers() {
        ClassifierOptions options =
                ClassifierOptions.defaults().backend("java").plans(3).threads(2).memoryLimit(1 << 20);
        assertEquals("java", options.backend());
        assertEquals(3, options.plans());
        assertEquals(2, options.threads());
        assertEquals(1 << 20, options.memoryLimit());
        assertEquals("auto", ClassifierOptions.defaults().backend());
    }
}
