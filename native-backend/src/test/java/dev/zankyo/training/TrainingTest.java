package dev.zankyo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.PreparedData;
import dev.zankyo.ProgressListener;
import dev.zankyo.Recordings;
import dev.zankyo.RunOptions;
import dev.zankyo.SweepOptions;
import dev.zankyo.Training;
import dev.zankyo.TrainingData;
import dev.zankyo.TrainingOptions;
import dev.zankyo.TrainingOverlap;
import dev.zankyo.TrainingRun;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.WavFile;
import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.data.Dataset;
import dev.zankyo.io.Digest;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.search.Score;
import dev.zankyo.search.SearchSpace;
import dev.zankyo.search.Setting;
import dev.zankyo.sounds.Balance;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.sounds.Split;
import dev.zankyo.train.Checkpointing;
import dev.zankyo.train.CrossValidation;
import dev.zankyo.train.CrossValidation.Fold;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.LearningRateSchedule;
import dev.zankyo.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with a small network through the public API, from recordings on disk to a saved model. */
final class TrainingTest {
    private static final TrainingOptions SMALL = TrainingOptions.defaults()
            .backend("java")
            .width(0.25)
            .epochs(2)
            .copiesPerEpoch(1)
            .batchSize(4)
            .threads(1)
            .withoutCache();

    @TempDir
    private Path folder;

    /** Makes 16 recordings of each of two classes, low and high tones, by two speakers each. */
    @BeforeEach
    void makeRecordings() throws IOException {
        for (int i = 0; i < 32; i++) {
            String name = i % 2 == 0 ? "low" : "high";
            double hertz = i % 2 == 0 ? 300 + 11 * i : 1500 + 23 * i;
            double[] samples = new double[1600 + 8 * (i / 2)];
            for (int n = 0; n < samples.length; n++) {
                samples[n] = 0.5 * Math.sin(2 * Math.PI * hertz * n / 8000);
            }
            Path file = sounds().resolve(name).resolve("s" + i / 2 % 2 + "_" + i + ".wav");
            Files.createDirectories(file.getParent());
            WavFile.write(samples, 8000, file);
        }
    }

    private Path sounds() {
        return folder.resolve("sounds");
    }

    private Recordings recordings() {
        return TrainingData.recordings(sounds());
    }

    /** A listener that records the events that a program would show as progress. */
    private static final class Told implements ProgressListener {
        private final List<String> events = new ArrayList<>();
        private Optional<PreparedData> data = Optional.empty();

        @Override
        public void onFrontEnd(FrontEndChoice choice) {
            events.add("front end");
        }

        @Override
        public void onData(PreparedData read) {
            events.add("data");
            data = Optional.of(read);
        }

        @Override
        public void onBackend(Selection selection) {
            events.add("backend " + selection.backend().name());
        }

        @Override
        public void onEpoch(EpochResult epoch) {
            events.add("epoch " + epoch.epoch());
        }

        @Override
        public void onFold(Fold fold) {
            events.add(fold.name());
        }

        @Override
        public void onTrial(Setting setting, int epochs, Score score) {
            events.add("trial " + setting.learningRateText());
        }
    }

    @Test
    void run_onAFolder_savesAModelThatTakesRecordings() {
        Path run = folder.resolve("run");
        var told = new Told();
        TrainingResult result = Training.on(recordings()).with(SMALL).run(run, told);

        assertEquals(List.of("front end", "data", "backend java", "epoch 1", "epoch 2"), told.events);
        assertEquals(26, result.trainRows()); // a fifth of the 16 recordings is 3 per class
        assertEquals(6, result.evaluation().confusion().total());
        TrainedModel model = ModelFile.read(run.resolve("model.safetensors"));
        assertEquals(List.of("high", "low"), model.classes());
        assertEquals(told.data.orElseThrow().frontEnd(), model.frontEnd());
        assertArrayEquals(result.model().weights().parameters(), model.weights().parameters());
    }

    @Test
    void run_onAFolder_recordsTheDataByNameAndDigest() throws IOException {
        Path run = folder.resolve("run");
        var told = new Told();
        Training training = Training.on(recordings().testPattern("s0_.*").balance(Balance.SAMPLING))
                .with(SMALL.epochs(1));
        TrainedModel model = training.run(run, told).model();

        Split split = told.data.orElseThrow().recordings().orElseThrow();
        List<String> tests = split.test().files().stream().map(SoundFile::name).toList();
        assertEquals(16, tests.size());
        assertEquals("high/s0_1.wav", tests.getFirst());
        assertEquals(tests, Files.readAllLines(run.resolve("test-files.txt")));
        List<String> lines = Files.readAllLines(run.resolve("training-data.csv"));
        assertEquals(17, lines.size());
        String digest = Digest.of(sounds().resolve("low/s1_2.wav")).substring(0, 32);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("low/s1_2.wav," + digest + ",")), lines::toString);

        Path renamed = Files.createDirectories(folder.resolve("other/low"));
        Files.copy(sounds().resolve("low/s1_2.wav"), renamed.resolve("copy.wav")); // trained on
        Files.copy(sounds().resolve("low/s0_0.wav"), renamed.resolve("s1_2.wav"));
        SoundSet given = TrainingData.recordings(folder.resolve("other")).readFor(model, SMALL, ProgressListener.NONE);
        TrainingOverlap overlap = TrainingOverlap.of(model, given).orElseThrow();
        assertEquals(1, overlap.count());
        assertEquals(1, overlap.others().size());
        assertArrayEquals(given.data().select(1).values(), overlap.others().values());
        // the rows are known without their files, too
        assertEquals(1, TrainingOverlap.of(model, given.data()).orElseThrow().count());
    }

    @Test
    void run_withATestFolder_listsNoTestFiles() throws IOException {
        Path run = folder.resolve("run");
        Path tests = folder.resolve("tests");
        for (String name : List.of("low/s0_0.wav", "high/s0_1.wav")) {
            Files.createDirectories(tests.resolve(name).getParent());
            Files.move(sounds().resolve(name), tests.resolve(name));
        }
        Training.on(recordings().testFolder(tests)).with(SMALL.epochs(1)).run(run, ProgressListener.NONE);
        assertFalse(Files.exists(run.resolve("test-files.txt")));
        assertTrue(Files.exists(run.resolve("training-data.csv")));
    }

    @Test
    @Tag("full")
    void run_inMemoryAndInAFolder_givesTheSameWeights() {
        Training training = Training.on(recordings()).with(SMALL);
        TrainingResult inMemory = training.run(ProgressListener.NONE);
        TrainingResult inFolder = training.run(folder.resolve("run"), ProgressListener.NONE);
        assertArrayEquals(
                inMemory.model().weights().parameters(),
                inFolder.model().weights().parameters());
    }

    @Test
    void run_intoTheFolderOfAFinishedRun_isRefusedUnlessItMayReplaceIt() throws IOException {
        Path finished = folder.resolve("run");
        Training training = Training.on(recordings()).with(SMALL);
        training.run(finished, ProgressListener.NONE);
        byte[] model = Files.readAllBytes(finished.resolve("model.safetensors"));

        Training other = training.with(SMALL.seed(2));
        InputException refused = assertThrows(InputException.class, () -> other.run(finished, ProgressListener.NONE));
        assertEquals(
                finished + ": holds a finished run (replace it with `overwrite`, or choose another folder with"
                        + " `runFolder`)",
                refused.getMessage());
        assertArrayEquals(model, Files.readAllBytes(finished.resolve("model.safetensors")));

        RunOptions replacing = RunOptions.defaults().overwrite(true);
        try (TrainingRun run = TrainingRun.begin(finished, replacing, note -> {})) {
            other.run(run, ProgressListener.NONE);
        }
        assertEquals(
                2,
                ModelFile.read(finished.resolve("model.safetensors"))
                        .provenance()
                        .seed());
    }

    @Test
    void resume_ofACancelledRun_givesTheModelOfAnUndisturbedOne() throws IOException {
        Training training = Training.on(recordings()).with(SMALL);
        training.run(folder.resolve("whole"), ProgressListener.NONE);

        Path cut = folder.resolve("cut");
        try (TrainingRun run = TrainingRun.begin(cut, RunOptions.defaults(), note -> {})) {
            var cancelling = new ProgressListener() {
                private Thread canceller;

                @Override
                public void onStep(Progress progress) {
                    if (canceller == null) {
                        canceller = Thread.ofPlatform().start(run::cancel);
                        awaitBlocked(canceller);
                    }
                }
            };
            assertThrows(Checkpointing.StoppedException.class, () -> training.run(run, cancelling));
        }
        assertFalse(Files.exists(cut.resolve("model.safetensors")));
        InputException unfinished = assertThrows(InputException.class, () -> training.run(cut, ProgressListener.NONE));
        assertTrue(unfinished.getMessage().contains("holds an unfinished run"), unfinished.getMessage());

        training.resume(cut, ProgressListener.NONE);
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("whole/model.safetensors")),
                Files.readAllBytes(cut.resolve("model.safetensors")));
    }

    @Test
    @Tag("full")
    void resume_ofAFinishedRunWithMoreEpochs_numbersThemOnAndUsesTheScheduleOfAll() throws IOException {
        Path run = folder.resolve("run");
        Training training = Training.on(recordings()).with(SMALL);
        TrainingResult first = training.run(run, ProgressListener.NONE);
        InputException same = assertThrows(InputException.class, () -> training.resume(run, ProgressListener.NONE));
        assertTrue(
                same.getMessage()
                        .endsWith("holds a finished run of 2 epochs; expected more `epochs`, got 2 (name the"
                                + " number of all epochs, or begin a new run)"),
                same.getMessage());
        Training other = training.with(SMALL.epochs(5).learningRate(0.01));
        InputException refused = assertThrows(InputException.class, () -> other.resume(run, ProgressListener.NONE));
        assertTrue(
                refused.getMessage()
                        .contains("run: learning rate must be as when the run began; expected 0.003, got 0.01 ("),
                refused.getMessage());

        var told = new Told();
        Training longer = training.with(SMALL.epochs(5));
        TrainingResult result = longer.resume(run, told);
        assertEquals("epoch 3", told.events.get(told.events.size() - 3));
        List<EpochResult> history = result.history();
        assertEquals(
                List.of(1, 2, 3, 4, 5), history.stream().map(EpochResult::epoch).toList());
        assertEquals(first.history(), history.subList(0, 2));
        assertEquals(6, Files.readAllLines(run.resolve("history.csv")).size());
        int steps = first.trace().steps() / 2;
        assertEquals(5 * steps, result.trace().steps());
        LearningRateSchedule whole = result.recipe().schedule(steps);
        assertEquals(whole.at(5 * steps - 1), history.getLast().learningRate());
        assertTrue(history.get(2).learningRate() < whole.at(3 * steps - 1)); // warm-up is half of the further epochs
        String record = Files.readString(run.resolve("run.json"));
        assertTrue(record.contains("\"continued after epochs\" : \"2\""), record);
        assertArrayEquals(
                result.model().weights().parameters(),
                ModelFile.read(run.resolve("model.safetensors")).weights().parameters());

        longerThan(longer, run);
    }

    /** Continues once more, stopped at once and resumed. */
    private void longerThan(Training training, Path run) throws IOException {
        Training more = training.with(SMALL.epochs(6));
        try (TrainingRun begun = TrainingRun.resume(run, RunOptions.defaults(), note -> {})) {
            begun.cancel();
            assertThrows(Checkpointing.StoppedException.class, () -> more.run(begun, ProgressListener.NONE));
        }
        assertTrue(Files.exists(run.resolve("model.safetensors")), "that of the finished run");
        RunOptions anew = RunOptions.defaults().restart(true);
        InputException lost = assertThrows(InputException.class, () -> TrainingRun.begin(run, anew, note -> {}));
        assertTrue(lost.getMessage().contains("holds a finished run"), lost.getMessage());
        TrainingResult result = more.resume(run, ProgressListener.NONE);
        assertEquals(6, result.history().getLast().epoch());
        assertTrue(Files.readString(run.resolve("run.json")).contains("\"continued after epochs\" : \"2, 5\""));
    }

    @Test
    @Tag("full")
    void run_fromAModel_keepsItsFeaturesAndStartsAtItsLoss() throws IOException {
        Path first = folder.resolve("first");
        String features = "general,n_mels=32,fit=whole";
        TrainedModel model = Training.on(recordings().frontEnd(features))
                .with(SMALL.epochs(4))
                .run(first, ProgressListener.NONE)
                .model();
        TrainingOptions from = SMALL.width(1).epochs(1).learningRate(1e-12).from(first.resolve("model.safetensors"));

        TrainingResult same = Training.on(recordings()).with(from).run(ProgressListener.NONE);
        assertEquals(model.frontEnd(), same.model().frontEnd());
        assertEquals(model.standardization(), same.model().standardization());
        assertEquals(model.config(), same.model().config());
        assertArrayEquals(model.weights().parameters(), same.model().weights().parameters(), 1e-6f);

        Dataset earlier = Training.on(recordings().frontEnd(features))
                .with(SMALL)
                .prepare(ProgressListener.NONE)
                .data()
                .training();
        TrainedModel onOne = Training.on(recordings().testPattern("s1_.*"))
                .with(from)
                .run(ProgressListener.NONE)
                .model();
        assertEquals(26, TrainingOverlap.of(onOne, earlier).orElseThrow().count(), "rows of both trainings");

        Training speakers = Training.on(recordings().labelPattern("(s\\d)_.*")).with(from);
        assertTrue(speakers.prepare(ProgressListener.NONE).start().orElseThrow().newHead());
        assertEquals(
                List.of("s0", "s1"), speakers.run(ProgressListener.NONE).model().classes());

        for (Training wrong : List.of(
                Training.on(recordings().frontEnd("digits")).with(from),
                Training.on(recordings()).with(from.width(0.5)),
                Training.on(TrainingData.synthetic()).with(from))) {
            InputException refused = assertThrows(InputException.class, () -> wrong.prepare(ProgressListener.NONE));
            assertTrue(refused.getMessage().matches("(frontEnd|width|from): .*"), refused.getMessage());
        }
        assertThrows(
                InputException.class,
                () -> Training.on(recordings()).with(from).crossValidate(2, ProgressListener.NONE));
    }

    /** Waits until the thread has asked the run to stop and waits for the step to end. */
    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void cancel_beforeTheFirstStep_stopsTheRun() {
        try (TrainingRun run = TrainingRun.begin(folder.resolve("run"), RunOptions.defaults(), note -> {})) {
            assertTrue(run.cancel().isEmpty());
            Training training = Training.on(recordings()).with(SMALL);
            assertThrows(Checkpointing.StoppedException.class, () -> training.run(run, ProgressListener.NONE));
        }
    }

    @Test
    void resume_withOtherSettings_namesWhatDiffers() {
        Path cut = folder.resolve("cut");
        try (TrainingRun run = TrainingRun.begin(cut, RunOptions.defaults(), note -> {})) {
            run.cancel();
            Training training = Training.on(recordings()).with(SMALL);
            assertThrows(Checkpointing.StoppedException.class, () -> training.run(run, ProgressListener.NONE));
        }
        Training other = Training.on(recordings()).with(SMALL.seed(2));
        InputException refused = assertThrows(InputException.class, () -> other.resume(cut, ProgressListener.NONE));
        assertTrue(
                refused.getMessage().contains("must be as when the run began; expected seed 1, "),
                refused.getMessage());
    }

    @Test
    void prepare_withAGroupPattern_keepsSpeakersOnOneSide() {
        var told = new Told();
        Training.on(recordings().groupPattern("(s\\d)_.*").testShare(0.5))
                .with(SMALL)
                .prepare(told);
        var split = told.data.orElseThrow().recordings().orElseThrow();
        assertEquals(
                1,
                split.test().files().stream()
                        .map(file -> file.group().orElseThrow())
                        .distinct()
                        .count());
        assertEquals(
                1,
                split.training().files().stream()
                        .map(file -> file.group().orElseThrow())
                        .distinct()
                        .count());
    }

    @Test
    void prepare_withALabelPattern_takesTheClassFromTheName() {
        Training training = Training.on(recordings()
                        .labelPattern("(s\\d)_.*")
                        .testPattern(".*_[0-7]\\.wav")
                        .frontEnd("digits"))
                .with(SMALL);
        var data = training.prepare(ProgressListener.NONE).data();
        assertEquals(List.of("s0", "s1"), data.training().classes());
        assertEquals(8, data.test().size());
        assertEquals(Optional.of(LogMelSpec.DEFAULT), data.frontEnd());
    }

    @Test
    void prepare_withTwoTestSets_isRefused() {
        Recordings ambiguous = recordings().testShare(0.5).testPattern(".*");
        InputException refused = assertThrows(
                InputException.class, () -> Training.on(ambiguous).with(SMALL).prepare(ProgressListener.NONE));
        assertTrue(refused.getMessage().contains("at most one of"), refused.getMessage());
    }

    @Test
    void prepare_ofStrictRecordings_refusesFindingsThatTheListenerHasBeenTold() throws IOException {
        Files.copy(sounds().resolve("low/s0_0.wav"), sounds().resolve("high/copy.wav"));
        var told = new Told();
        assertThrows(
                InputException.class,
                () -> Training.on(recordings().strict()).with(SMALL).prepare(told));
        assertFalse(told.data.orElseThrow().findings().isEmpty());
    }

    @Test
    void prepare_ofCsvWithoutATestFile_isRefused() {
        InputException refused =
                assertThrows(InputException.class, () -> Training.on(TrainingData.csv(Path.of("rows.csv")))
                        .prepare(ProgressListener.NONE));
        assertTrue(refused.getMessage().contains("rows.csv"), refused.getMessage());
    }

    @Test
    void prepare_ofSettingsOutOfRange_isRefusedBeforeFilesAreRead() {
        Training training = Training.on(TrainingData.recordings(folder.resolve("missing")))
                .with(TrainingOptions.defaults().epochs(0));
        InputException refused = assertThrows(InputException.class, () -> training.prepare(ProgressListener.NONE));
        assertTrue(refused.getMessage().contains("epochs must be positive"), refused.getMessage());
    }

    @Test
    void prepare_ofSyntheticSounds_knowsTheirFrontEnd() {
        var data = Training.on(TrainingData.synthetic())
                .prepare(ProgressListener.NONE)
                .data();
        assertEquals(720, data.training().size());
        assertEquals(80, data.test().size());
        assertEquals(Optional.of(LogMelSpec.DEFAULT), data.frontEnd());
    }

    @Test
    @Tag("full")
    void crossValidate_onAFolder_evaluatesEveryRecordingOnce() {
        var told = new Told();
        CrossValidation folds = Training.on(recordings()).with(SMALL.epochs(1)).crossValidate(2, told);
        assertEquals(32, folds.pooled().total());
        assertEquals(
                List.of("front end", "data", "backend java", "epoch 1", "fold 1", "epoch 1", "fold 2"), told.events);
    }

    @Test
    @Tag("full")
    void sweep_onRows_triesEverySetting() {
        Dataset rows = Training.on(recordings())
                .with(SMALL)
                .prepare(ProgressListener.NONE)
                .data()
                .training();
        var told = new Told();
        SweepOptions search = SweepOptions.defaults()
                .space(new SearchSpace(List.of(0.001, 0.01), List.of(1.0), List.of(1.0)))
                .firstEpochs(1)
                .eta(2);
        var result = Training.on(TrainingData.rows(rows, rows)).with(SMALL).sweep(search, told);
        assertEquals(
                List.of("trial 0.001", "trial 0.01"),
                told.events.stream()
                        .filter(event -> event.startsWith("trial"))
                        .limit(2)
                        .toList());
        assertEquals(rows.size(), result.trainRows() + result.validationRows());
    }
}
