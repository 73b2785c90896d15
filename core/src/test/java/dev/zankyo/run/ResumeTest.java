package dev.zankyo.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.model.ModelFile;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import dev.zankyo.train.Checkpoint;
import dev.zankyo.train.Checkpointing;
import dev.zankyo.train.Checkpointing.StoppedException;
import dev.zankyo.train.EarlyStopping;
import dev.zankyo.train.EarlyStopping.Keep;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Recipe.Decay;
import dev.zankyo.train.RecordingBackend;
import dev.zankyo.train.Toy;
import dev.zankyo.train.Trace;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of runs that are stopped and continued within this process, through files as on the command line. */
class ResumeTest {
    private static final long SEED = 7;
    private static final Dataset TRAIN = Toy.rows(21, 1); // batches of 8, 8 and 5
    private static final Dataset TEST = Toy.rows(18, 2);
    private static final Recipe RECIPE = Recipe.builder("toy")
            .epochs(3)
            .batchSize(8)
            .learningRate(0.01)
            .momentum(0.8f)
            .augmentation(Augmentation.original())
            .build();
    private static final int STEPS = 9;
    private static final String STOPPED =
            "runs stopped after each of their steps and continued, also with early stopping: the same model, bit for"
                    + " bit";

    /** A recipe whose validation loss falls for two epochs and then rises, so that it ends after the fourth. */
    private static final Recipe STOPPING = Recipe.builder("toy")
            .epochs(9)
            .batchSize(8)
            .learningRate(0.3)
            .decay(Decay.STEPPED)
            .momentum(0.8f)
            .augmentation(Augmentation.original())
            .build()
            .withStopping(new EarlyStopping(2, Keep.BEST, 0.2));

    @TempDir
    Path folder;

    private Recipe recipe = RECIPE;

    /** A listener that asks the run to stop after a number of steps. */
    private static final class StopAfter implements TrainingListener {
        private final int steps;
        private RunCheckpoints checkpoints;

        StopAfter(int steps) {
            this.steps = steps;
        }

        @Override
        public void onTrace(Trace trace) {
            if (trace.steps() == steps) {
                checkpoints.stop();
            }
        }
    }

    private RunCheckpoints checkpoints(long every, Optional<Checkpoint> from) {
        RunFacts facts =
                RunFacts.of(trainer(TrainingListener.NONE), recipe, SEED, Toy.NETWORK, TRAIN, Optional.empty(), TEST);
        return new RunCheckpoints(RunDirectory.at(folder), every, facts, List.of("--seed=7"), from);
    }

    private static Trainer trainer(TrainingListener listener) {
        return new Trainer(new RecordingBackend(), 1, listener);
    }

    private TrainingResult train(TrainingListener listener, Checkpointing checkpointing) {
        return trainer(listener).train(recipe, SEED, Toy.NETWORK, TRAIN, Optional.empty(), TEST, checkpointing);
    }

    private void stop(int afterSteps, Optional<Checkpoint> from) {
        var listener = new StopAfter(afterSteps);
        listener.checkpoints = checkpoints(1000, from);
        assertThrows(StoppedException.class, () -> train(listener, listener.checkpoints));
    }

    private Checkpoint saved() {
        return RunDirectory.at(folder)
                .checkpoints()
                .newest(note -> assertEquals("", note))
                .orElseThrow()
                .checkpoint();
    }

    private byte[] model(TrainingResult result) throws IOException {
        Path file = folder.resolve("model.safetensors");
        ModelFile.write(file, result.model());
        return Files.readAllBytes(file);
    }

    private static void assertSame(TrainingResult expected, TrainingResult got) {
        assertEquals(withoutTime(expected.history()), withoutTime(got.history()));
        assertEquals(expected.evaluation().loss(), got.evaluation().loss());
        assertEquals(expected.trace().weights(), got.trace().weights());
        assertEquals(expected.epoch(), got.epoch());
        int steps = expected.trace().steps();
        assertEquals(steps, got.trace().steps());
        for (int step = 0; step < steps; step++) {
            assertEquals(expected.trace().loss(step), got.trace().loss(step));
            assertEquals(expected.trace().outputs(step), got.trace().outputs(step));
        }
    }

    private static List<EpochResult> withoutTime(List<EpochResult> history) {
        return history.stream()
                .map(epoch -> new EpochResult(
                        epoch.epoch(),
                        epoch.learningRate(),
                        epoch.trainLoss(),
                        epoch.trainAccuracy(),
                        epoch.testLoss(),
                        epoch.testAccuracy(),
                        0,
                        0))
                .toList();
    }

    @Test
    @Survives(promise = Promise.RESUME, what = STOPPED)
    void run_stoppedAfterAnyStep_endsAsIfItHadNotBeen(Trials trials) throws IOException {
        TrainingResult whole = train(TrainingListener.NONE, Checkpointing.NONE);
        byte[] model = model(whole);
        for (int steps = 1; steps < STEPS; steps++) {
            stop(steps, Optional.empty());
            assertEquals(steps, saved().state().step());
            TrainingResult result = train(TrainingListener.NONE, checkpoints(1000, Optional.of(saved())));
            assertSame(whole, result);
            assertArrayEquals(model, model(result), "stopped after step " + steps);
            RunDirectory.at(folder).checkpoints().discard();
            trials.survived();
        }
    }

    @Test
    @Survives(promise = Promise.RESUME, what = STOPPED)
    void run_stoppedAfterEveryStep_endsAsIfItHadNotBeen(Trials trials) throws IOException {
        TrainingResult whole = train(TrainingListener.NONE, Checkpointing.NONE);
        assertEquals(STEPS, whole.trace().steps());
        TrainingResult result = stoppedAfterEveryStep(STEPS);
        assertSame(whole, result);
        assertArrayEquals(model(whole), model(result));
        trials.survived(STEPS - 1);
    }

    @Test
    @Survives(promise = Promise.RESUME, what = STOPPED)
    void run_ofSeveralViewsStoppedAfterEveryStep_endsAsIfItHadNotBeen(Trials trials) throws IOException {
        recipe = RECIPE.withCopiesPerEpoch(2);
        TrainingResult whole = train(TrainingListener.NONE, Checkpointing.NONE);
        assertEquals(3 * 6, whole.trace().steps());
        TrainingResult result = stoppedAfterEveryStep(3 * 6);
        assertSame(whole, result);
        assertArrayEquals(model(whole), model(result));
        trials.survived(3 * 6 - 1);
    }

    @Test
    @Survives(promise = Promise.RESUME, what = STOPPED)
    void run_withEarlyStoppingStoppedAfterEveryStep_endsAsIfItHadNotBeen(Trials trials) throws IOException {
        recipe = STOPPING;
        TrainingResult whole = train(TrainingListener.NONE, Checkpointing.NONE);
        int epochs = whole.history().size();
        assertTrue(epochs < STOPPING.epochs(), "patience was not at an end");
        assertEquals(epochs - 2, whole.epoch());
        assertTrue(whole.epoch() > 1, "the first epoch is the best, so that no weights are replaced");
        int steps = whole.trace().steps();
        TrainingResult result = stoppedAfterEveryStep(steps);
        assertSame(whole, result);
        assertArrayEquals(model(whole), model(result));
        trials.survived(steps - 1);
    }

    private TrainingResult stoppedAfterEveryStep(int steps) {
        stop(1, Optional.empty());
        for (int step = 2; step < steps; step++) {
            stop(step, Optional.of(saved()));
        }
        return train(TrainingListener.NONE, checkpoints(1000, Optional.of(saved())));
    }

    /** Checks a run killed during its last validation or the recomputation of its statistics. */
    @Test
    @Survives(promise = Promise.RESUME, what = STOPPED)
    void run_continuedFromTheEndOfItsLastEpoch_takesNoStepAndEndsTheSame() throws IOException {
        TrainingResult whole = train(TrainingListener.NONE, checkpoints(1000, Optional.empty()));
        assertEquals(STEPS, saved().state().step());
        TrainingResult result = train(TrainingListener.NONE, checkpoints(1000, Optional.of(saved())));
        assertSame(whole, result);
        assertArrayEquals(model(whole), model(result));
    }

    @Test
    void checkpoints_ofARun_areAtItsBeginningEverySoOftenAndAtTheEndOfEpochs() {
        var saved = new StringBuilder();
        RunCheckpoints files = checkpoints(2, Optional.empty());
        Checkpointing telling = new Checkpointing() {
            @Override
            public boolean due(long steps, boolean epochEnds) {
                return files.due(steps, epochEnds);
            }

            @Override
            public void save(Checkpoint checkpoint) {
                saved.append(checkpoint.epoch())
                        .append(':')
                        .append(checkpoint.batch())
                        .append(' ');
                files.save(checkpoint);
            }
        };
        train(TrainingListener.NONE, telling);
        assertEquals("1:0 1:2 1:3 2:1 2:3 3:2 3:3 ", saved.toString());
    }

    @Test
    void checkpoint_thatIsNotOfTheRun_isRefused() {
        stop(4, Optional.empty());
        Checkpoint real = saved();
        Checkpoint elsewhere =
                new Checkpoint(2, 7, real.sums(), real.history(), real.best(), real.trace(), real.state(), 0);
        var tiny = new TrainingState(4, new Weights(new float[1], new float[1]), new float[1], new float[1]);
        Checkpoint other = new Checkpoint(2, 1, real.sums(), real.history(), real.best(), real.trace(), tiny, 0);
        for (Checkpoint bad : List.of(elsewhere, other)) {
            var error = assertThrows(
                    InputException.class, () -> train(TrainingListener.NONE, checkpoints(1000, Optional.of(bad))));
            assertTrue(error.getMessage().startsWith("checkpoint: must "), error::getMessage);
        }
    }

    @Test
    void stop_beforeTheFirstStep_savesTheBeginning() {
        RunCheckpoints checkpoints = checkpoints(1000, Optional.empty());
        assertTrue(checkpoints.stop().isEmpty());
        assertThrows(StoppedException.class, () -> train(TrainingListener.NONE, checkpoints));
        assertEquals(0, saved().state().step());
    }

    @Test
    void loss_thatIsNotANumber_leavesNothingToContinue() throws IOException {
        ComputeBackend backend = new RecordingBackend(4);
        Path out = folder.resolve("out");
        RunFacts facts = new RunFacts(Map.of());
        var checkpoints = new RunCheckpoints(RunDirectory.at(out), 1, facts, List.of(), Optional.empty());
        assertThrows(InputException.class, () -> new Trainer(backend, 1, TrainingListener.NONE)
                .train(RECIPE, SEED, Toy.NETWORK, TRAIN, Optional.empty(), TEST, checkpoints));
        assertTrue(Files.notExists(out), "an empty folder would be left");
    }
}
