package dev.zankyo.cli.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.ClassifierOptions;
import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.SoundClassifier;
import dev.zankyo.TimedPrediction;
import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.WavFile;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.CsvReader;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Layout;
import dev.zankyo.data.Standardization;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.DigestFilter;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of predictions for files with an untrained network: a file's prediction is the same alone and among others. */
final class FilePredictionTest {
    private static final LogMelSpec FRONT_END = LogMelSpec.parse("digits,n_mels=4,frames=5");
    private static final int RATE = FRONT_END.sampleRate();
    private static final ResNetConfig NETWORK = new ResNetConfig(4, 5, 3, 4, List.of(8), 1, 0.9f, 1e-3f);
    private static final TrainedModel OF_ROWS = new TrainedModel(
            NETWORK,
            List.of("a", "b", "c"),
            new Standardization(-5, 3),
            new Provenance("none", 1, "reference", "0.0.0-test", "4 bands x 5 frames"),
            WeightInitializer.initialize(ResNet.graph(NETWORK), 1));

    @TempDir
    private Path folder;

    private final Predictor predictor = Predictor.of(OF_ROWS, new ReferenceBackend(), 1, Precision.FLOAT32);
    private final Told told = new Told();
    private InputStream standardInput = InputStream.nullInputStream();

    @AfterEach
    void close() {
        predictor.close();
    }

    /** A listener that records one word and the file's name per call, and the predictions. */
    private static class Told implements Answers {
        final List<String> lines = new ArrayList<>();
        final List<Prediction> predictions = new ArrayList<>();
        int windows;
        double end;

        @Override
        public void onRow(Path file, int row, Prediction prediction) {
            lines.add("row " + row + " of " + file.getFileName());
            predictions.add(prediction);
        }

        @Override
        public void onRecording(Path file, TimedPrediction whole) {
            lines.add("recording " + file.getFileName());
            predictions.add(whole.prediction());
            end = whole.end();
        }

        @Override
        public void onWindow(Path file, TimedPrediction window) {
            windows++;
            predictions.add(window.prediction());
            end = window.end();
        }

        @Override
        public void onEnd(Path file) {
            lines.add(windows + " windows of " + file.getFileName());
            windows = 0;
        }

        @Override
        public void onFailure(Path file, RuntimeException failure) {
            assertTrue(failure.getMessage().startsWith(file + ":"), failure::getMessage);
            lines.add("failure" + failure.getMessage().substring(file.toString().length() + 1));
        }

        @Override
        public void onWarning(String warning) {
            lines.add("warning " + warning.substring(warning.lastIndexOf('/') + 1));
        }
    }

    private FilePrediction.Count run(TrainedModel model, Optional<Windows> windows, Path... files) {
        var reader = new CsvReader(4, 5, Layout.BAND_MAJOR);
        return new FilePrediction(
                        model,
                        predictor,
                        csv -> reader.readSounds(csv, model.classes()).data(),
                        windows,
                        false,
                        standardInput)
                .run(List.of(files), told);
    }

    private FilePrediction.Count run(Path... files) {
        return run(OF_ROWS.withFrontEnd(FRONT_END), Optional.empty(), files);
    }

    private Path tone(String name, double hertz, double seconds) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        double[] samples = IntStream.range(0, (int) (seconds * RATE))
                .mapToDouble(n -> 0.5 * Math.sin(2 * Math.PI * hertz * n / RATE))
                .toArray();
        WavFile.write(samples, RATE, file);
        return file;
    }

    /** Writes a tone that rises, so that no two windows are equal. */
    private Path chirp(String name, int seconds) {
        Path file = folder.resolve(name);
        double[] samples = IntStream.range(0, seconds * RATE)
                .mapToDouble(n -> 0.5 * Math.sin(2 * Math.PI * (100 + 5.0 * n / RATE) * n / RATE))
                .toArray();
        WavFile.write(samples, RATE, file);
        return file;
    }

    private Path rows(String name, int count) throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int row = 0; row < count; row++) {
            csv.append('a');
            for (int i = 0; i < 20; i++) {
                csv.append(',').append((row * 31 + i * 7) % 19 - 12);
            }
            csv.append('\n');
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, csv);
    }

    private double[] alone(float[] values) {
        var row = new Dataset(OF_ROWS.classes(), new int[1], values, 4, 5);
        return predictor.predict(row).get(0).probabilities();
    }

    private void assertAnswer(float[] values, int number) {
        assertArrayEquals(alone(values), told.predictions.get(number).probabilities(), "answer " + number);
    }

    @Test
    void run_recordingsAndRows_answersInTheOrderOfTheFiles() throws IOException {
        Path low = tone("low.wav", 200, 0.4);
        Path high = tone("high.WAV", 3000, 0.4);
        Path csv = rows("rows.csv", 2);

        assertEquals(new FilePrediction.Count(3, 0), run(low, csv, high));

        assertEquals(
                List.of("recording low.wav", "row 1 of rows.csv", "row 2 of rows.csv", "recording high.WAV"),
                told.lines);
        LogMel frontEnd = new LogMel(FRONT_END);
        assertAnswer(frontEnd.apply(Recording.read(low)), 0);
        assertAnswer(frontEnd.apply(Recording.read(high)), 3);
        assertTrue(
                !Arrays.equals(
                        told.predictions.get(0).probabilities(),
                        told.predictions.get(3).probabilities()),
                "the two tones must differ to the network");
    }

    @Test
    void run_moreRecordingsThanAreHeldAtOnce_answersEachInItsPlace() throws IOException {
        Path[] files = new Path[150];
        for (int i = 0; i < files.length; i++) {
            files[i] = i == 70 ? folder.resolve("gone.wav") : tone(i + ".wav", 100 + 20 * i, 0.1);
        }

        assertEquals(new FilePrediction.Count(149, 1), run(files));

        assertEquals("failure could not be read; no such file or folder", told.lines.remove(70));
        LogMel frontEnd = new LogMel(FRONT_END);
        for (int i = 0; i < told.lines.size(); i++) {
            Path file = files[i < 70 ? i : i + 1];
            assertEquals("recording " + file.getFileName(), told.lines.get(i));
            assertAnswer(frontEnd.apply(Recording.read(file)), i);
        }
    }

    /**
     * Checks that a large recording is predicted before the next file is opened; otherwise a folder of them would have
     * to fit into memory.
     */
    @Test
    void run_aLargeRecording_isAnsweredBeforeTheNextFileIsLookedAt() throws IOException {
        Path large = tone("large.wav", 440, 9 * (1 << 20) / 2.0 / RATE);
        Path next = folder.resolve("next.wav");
        var answers = new Told() {
            @Override
            public void onRecording(Path file, TimedPrediction whole) {
                super.onRecording(file, whole);
                if (file.equals(large)) {
                    try {
                        tone("next.wav", 100, 0.1);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        };
        new FilePrediction(OF_ROWS.withFrontEnd(FRONT_END), predictor, csv -> null, Optional.empty(), false, null)
                .run(List.of(large, next), answers);
        assertEquals(List.of("recording large.wav", "recording next.wav"), answers.lines);
    }

    private static TrainedModel ofClips(String fit, float median, float percentile95) {
        var training = new TrainingDataSummary(
                List.of(DigestFilter.of(0, Stream.empty())), Optional.of(new ClipLengths(median, percentile95)));
        return OF_ROWS.withFrontEnd(LogMelSpec.parse("digits,n_mels=4,frames=5,fit=" + fit))
                .withTrainingData(Optional.of(training));
    }

    /** Checks a recording that is decoded at once and one of 4 MiB, which is decoded while it is predicted. */
    @ParameterizedTest
    @ValueSource(strings = {"whole", "window"})
    void run_recordingsMuchLongerThanTheTrainingClips_areTheMeanOfWindowsAsInTheJavaApi(String fit) throws IOException {
        TrainedModel model = ofClips(fit, 2, 4);
        Path[] files = {chirp("short.wav", 12), chirp("long.wav", 13), chirp("longer.wav", 263)};
        assertTrue(Files.size(files[2]) > 4 << 20);

        assertEquals(new FilePrediction.Count(3, 0), run(model, Optional.empty(), files));

        String much = " s is much longer than the training clips; predicted as the mean of windows of 2.00 s";
        assertEquals(
                List.of(
                        "recording short.wav",
                        "warning long.wav: 13.0" + much,
                        "recording long.wav",
                        "warning longer.wav: 263.0" + much,
                        "recording longer.wav"),
                told.lines);
        assertEquals(263, told.end);
        try (var classifier = SoundClassifier.of(model, ClassifierOptions.defaults())) {
            for (int i = 0; i < files.length; i++) {
                assertArrayEquals(
                        classifier.predict(files[i]).probabilities(),
                        told.predictions.get(i).probabilities(),
                        1e-5,
                        files[i].toString());
            }
        }
        List<Prediction> means = List.copyOf(told.predictions);
        run(model.withTrainingData(Optional.empty()), Optional.empty(), files); // as a whole
        assertArrayEquals(means.get(0).probabilities(), told.predictions.get(3).probabilities());
        for (int i = 1; i < 3; i++) {
            double difference = means.get(i).probabilities()[0]
                    - told.predictions.get(3 + i).probabilities()[0];
            assertTrue(Math.abs(difference) > 1e-4, "difference " + difference);
        }
    }

    @Test
    void run_moreRowsThanAreHeldAtOnce_numbersThemOn() throws IOException {
        Path csv = rows("many.txt", 1030);

        assertEquals(new FilePrediction.Count(1, 0), run(OF_ROWS, Optional.empty(), csv));

        assertEquals(1030, told.lines.size());
        assertEquals("row 1025 of many.txt", told.lines.get(1024));
        Dataset rows = new CsvReader(4, 5, Layout.BAND_MAJOR)
                .readSounds(csv, OF_ROWS.classes())
                .data();
        for (int row : new int[] {0, 1023, 1024, 1029}) {
            assertAnswer(Arrays.copyOfRange(rows.values(), 20 * row, 20 * (row + 1)), row);
        }
    }

    @Test
    void run_aFolder_takesWhatItCanServeInTheOrderOfNames() throws IOException {
        tone("all/b/2.wav", 400, 0.1);
        rows("all/a.csv", 1);
        tone("all/c.wav", 300, 0.1);
        rows("all/notes.txt", 1);
        Files.writeString(folder.resolve("all/README.md"), "no sound");
        tone("all/.hidden/3.wav", 300, 0.1);
        tone("all/b/.4.wav", 300, 0.1);
        Files.createDirectory(folder.resolve("all/looks-like-one.wav"));
        Files.createSymbolicLink(folder.resolve("all/up"), folder.resolve("all"));
        Files.createSymbolicLink(folder.resolve("all/d.wav"), folder.resolve("all/c.wav"));

        assertEquals(new FilePrediction.Count(4, 0), run(folder.resolve("all")));

        assertEquals(
                List.of(
                        "row 1 of a.csv",
                        "warning all: 2 other files skipped (1 .md, 1 .txt)",
                        "recording 2.wav",
                        "recording c.wav",
                        "recording d.wav"),
                told.lines);
    }

    /** Checks a folder in the shape of UrbanSound8K, with a table of the recordings and other files beside them. */
    @Test
    void run_aFolderWithATableOfItsRecordings_skipsTheTableWithANote() throws IOException {
        tone("set/audio/100-0-0-0.wav", 300, 0.1);
        Path table = folder.resolve("set/metadata/UrbanSound8K.csv");
        Files.createDirectories(table.getParent());
        Files.writeString(table, "slice_file_name,fsID,class\n100-0-0-0.wav,100,dog_bark\n");
        Files.writeString(folder.resolve("set/metadata/other.csv"), "\nfile;class\n");
        for (String name : List.of("a.txt", "b.txt", "c.txt", "LICENSE", ".hidden")) {
            Files.writeString(folder.resolve("set").resolve(name), "text");
        }

        assertEquals(new FilePrediction.Count(1, 0), run(folder.resolve("set")));

        assertEquals(
                List.of(
                        "warning set: 6 other files skipped (3 .txt, 2 .csv without rows, 1 without extension)",
                        "recording 100-0-0-0.wav"),
                told.lines);
        assertEquals(new FilePrediction.Count(0, 1), run(table), "named, it is meant");
    }

    @Test
    void run_standardInput_isARecordingAmongFiles() throws IOException {
        Path file = tone("a.wav", 300, 0.4);
        standardInput = new ByteArrayInputStream(Files.readAllBytes(file));

        assertEquals(new FilePrediction.Count(2, 0), run(Path.of("-"), file));

        assertEquals(List.of("recording -", "recording a.wav"), told.lines);
        assertEquals(told.predictions.get(0), told.predictions.get(1));
        assertEquals(0.4, told.end);
        assertEquals(new FilePrediction.Count(0, 1), run(Path.of("-")), "it is read once");
    }

    /** Checks a recording without a length, as a recorder writes it into a pipe. */
    @Test
    void run_windowsOfStandardInput_areThoseOfTheFile() throws IOException {
        Path file = tone("a.wav", 300, 3.1);
        byte[] streamed = Files.readAllBytes(file);
        Arrays.fill(streamed, 40, 44, (byte) 0xff);
        standardInput = new ByteArrayInputStream(streamed);
        var windows = Optional.of(new Windows(1, 0.5));

        assertEquals(
                new FilePrediction.Count(2, 0),
                run(OF_ROWS.withFrontEnd(FRONT_END), windows, file, Inputs.STANDARD_INPUT));

        assertEquals(
                List.of(
                        "6 windows of a.wav",
                        "warning -: the header does not know the length; the samples go on to the end of the file",
                        "6 windows of -"),
                told.lines);
        assertEquals(told.predictions.subList(0, 6), told.predictions.subList(6, 12));
    }

    @Test
    void run_aFolderWithNothingToServe_isAFailureAmongOthers() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertEquals(new FilePrediction.Count(1, 1), run(tone("a.wav", 300, 0.1), empty));

        assertEquals(
                List.of(
                        "recording a.wav",
                        "failure folder must hold recordings or CSV files; got neither (name files of rows .csv or .gz)"),
                told.lines);
    }

    @Test
    void run_filesThatCannotBeServed_stopNoneOfTheOthers() throws IOException {
        Path text = Files.writeString(folder.resolve("text.wav"), "text");
        Path words = Files.writeString(folder.resolve("words.csv"), "a,b\n");

        assertEquals(new FilePrediction.Count(2, 2), run(tone("a.wav", 300, 0.1), text, words, tone("b.wav", 9, 0.1)));

        assertEquals("recording a.wav", told.lines.get(0));
        assertTrue(told.lines.get(1).startsWith("failure must be a sound file"), told.lines::toString);
        assertTrue(
                told.lines.get(2).startsWith("failure1:1: file must hold at least one row; got only a header"),
                told.lines::toString);
        assertEquals("recording b.wav", told.lines.get(3));
    }

    @Test
    void run_aTruncatedRecording_isAnsweredAfterItsWarning() throws IOException {
        Path cut = tone("cut.wav", 300, 0.1);
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 400));

        assertEquals(new FilePrediction.Count(1, 0), run(cut));

        assertEquals(
                List.of(
                        "warning cut.wav: truncated; the header promises 800 frames, there are 600",
                        "recording cut.wav"),
                told.lines);
    }

    /** Checks a long, truncated recording that is decoded while its windows are predicted. */
    @Test
    void run_windowsOfALongRecording_areThoseOfTheWholeRecording() throws IOException {
        Path file = tone("long.wav", 300, 9 * (1 << 20) / 2.0 / RATE);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 400));
        var windows = new Windows(1, 0.37);

        assertEquals(
                new FilePrediction.Count(3, 0),
                run(
                        OF_ROWS.withFrontEnd(FRONT_END),
                        Optional.of(windows),
                        tone("a.wav", 300, 0.1),
                        file,
                        tone("z.wav", 300, 0.1)));

        List<LogMel.Part> parts = new LogMel(FRONT_END)
                .parts(Recording.read(file), windows.seconds(), windows.hop())
                .toList();
        assertTrue(parts.size() > 1024, "more than are predicted at once");
        assertEquals(
                List.of(
                        "1 windows of a.wav",
                        "warning long.wav: truncated; the header promises 4718592 frames, there are 4718392",
                        parts.size() + " windows of long.wav",
                        "1 windows of z.wav"),
                told.lines);
        for (int i : new int[] {0, 1, 1023, 1024, parts.size() - 1}) {
            assertAnswer(parts.get(i).values(), 1 + i);
        }
    }

    @Test
    void run_windows_areAnsweredAsClipsOfTheirOwn() throws IOException {
        Path file = tone("a.wav", 300, 1);

        assertEquals(
                new FilePrediction.Count(2, 0),
                run(
                        OF_ROWS.withFrontEnd(FRONT_END),
                        Optional.of(new Windows(0.25, 0.125)),
                        file,
                        tone("short.wav", 300, 0.1)));

        assertEquals(List.of("7 windows of a.wav", "1 windows of short.wav"), told.lines);
        float[] samples = Recording.read(file).samples();
        LogMel frontEnd = new LogMel(FRONT_END);
        for (int i = 0; i < 7; i++) {
            float[] window = Arrays.copyOfRange(samples, 1000 * i, 1000 * i + 2000);
            assertAnswer(frontEnd.apply(new Recording(RATE, 1, window)), i);
        }
    }

    @Test
    void run_aRecordingForAModelOfRows_isRefusedAtOnce() throws IOException {
        Path file = tone("a.wav", 300, 0.1);

        var refusal = assertThrows(InputException.class, () -> run(OF_ROWS, Optional.empty(), file));

        assertTrue(
                refusal.getMessage().startsWith(file + ": must be a CSV file, because the model was trained on rows"),
                refusal::getMessage);
        assertEquals(List.of(), told.lines);
    }

    @Test
    void windows_thatLeadNowhere_areRefused() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Windows(bad, 1));
            assertThrows(IllegalArgumentException.class, () -> new Windows(1, bad));
        }
    }
}
