package dev.zankyo;

import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.run.CheckpointFolder;
import dev.zankyo.run.DataRecord;
import dev.zankyo.run.RunCheckpoints;
import dev.zankyo.run.RunDirectory;
import dev.zankyo.run.RunFacts;
import dev.zankyo.run.RunLock;
import dev.zankyo.run.RunRecord;
import dev.zankyo.run.SavedRun;
import dev.zankyo.train.Checkpoint;
import dev.zankyo.train.Checkpointing;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A training run in a folder. It saves checkpoints, can be canceled and resumed, and finally writes model, history,
 * metrics and records. A resumed run gives the same bytes as one that was never interrupted. Only one process at a time
 * can train into a folder. Not safe for several threads, except {@link #cancel}.
 */
public final class TrainingRun implements AutoCloseable {
    private final RunDirectory directory;
    private final RunOptions options;
    private final Consumer<String> notes;
    private Optional<SavedRun> saved = Optional.empty();
    private Optional<RunRecord> finished = Optional.empty();
    private Optional<RunLock> lock = Optional.empty();
    private volatile boolean cancelled;
    private volatile RunCheckpoints checkpoints;

    private TrainingRun(Path folder, RunOptions options, Consumer<String> notes) {
        this.directory = RunDirectory.at(folder);
        this.options = options;
        this.notes = notes;
    }

    /**
     * Starts a run in a folder, which is created when there is something to write.
     *
     * @param notes receives one line for each anomaly, such as a file system without locks
     * @throws InputException if the folder holds a run and the options do not ask to replace it, another process trains
     *     into it, or it cannot be created or written to
     */
    public static TrainingRun begin(Path folder, RunOptions options, Consumer<String> notes) {
        var run = new TrainingRun(folder, options, notes);
        try {
            if (run.directory.wasLocked()) {
                run.lock();
            }
            run.requireFree();
            return run;
        } catch (RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    /**
     * Opens the run in a folder, to continue it: an unfinished run from its newest checkpoint, a finished run from its
     * model.
     *
     * @param notes receives one line for each anomaly, such as a checkpoint that cannot be read
     * @throws InputException if the folder holds no run, or another process trains into it
     */
    public static TrainingRun resume(Path folder, RunOptions options, Consumer<String> notes) {
        var run = new TrainingRun(folder, options, notes);
        try {
            CheckpointFolder found = run.directory.checkpoints();
            if (run.directory.holdsFinishedRun()) {
                run.finished = Optional.of(run.directory.readRecord());
                run.lock();
                return run;
            }
            if (found.isEmpty()) {
                throw InputException.of(Subject.file(folder), "must hold a run; there is neither checkpoint nor model");
            }
            run.lock();
            run.saved = Optional.of(found.newest(notes)
                    .orElseThrow(() ->
                            InputException.of(Subject.file(folder), "must hold an unfinished run; it is finished")));
            return run;
        } catch (RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    private void lock() {
        lock = Optional.of(directory.lock(notes));
    }

    private void requireFree() {
        if (!options.restart() && !directory.checkpoints().isEmpty()) {
            throw InputException.of(Subject.file(directory.folder()), "holds an unfinished run")
                    .remedy("continue it with {resume}, begin anew with {restart}, or choose another folder");
        }
        if (!options.overwrite() && directory.holdsResults()) {
            throw InputException.of(Subject.file(directory.folder()), "holds a finished run")
                    .remedy("replace it with {overwrite}, or choose another folder with {runFolder}");
        }
    }

    /** Returns the folder of the run and its files. */
    public RunDirectory directory() {
        return directory;
    }

    /** Returns the arguments saved with the run to resume ({@link #train}); empty for a new run. */
    public List<String> arguments() {
        return saved.map(SavedRun::arguments)
                .or(() -> finished.map(RunRecord::arguments))
                .orElse(List.of());
    }

    /**
     * Trains, evaluates and writes the run's files.
     *
     * @param training a training with the same data and settings as the run to resume; to continue a finished run, it
     *     must have more epochs
     * @param arguments arguments stored in the run's record, such as a command line that repeats it; they are not
     *     interpreted
     * @throws InputException if the run to resume had different data or settings, or would give different bits on this
     *     machine and the options do not allow it; the message names the differences
     * @throws Checkpointing.StoppedException if the run was canceled; its state has been saved
     */
    public TrainingResult train(PreparedTraining training, List<String> arguments, TrainingListener listener) {
        RunFacts now = training.facts();
        Optional<Checkpoint> from = saved.map(SavedRun::checkpoint);
        RunFacts facts = now;
        if (saved.isPresent()) {
            facts = continued(saved.get(), now);
        } else if (finished.isPresent()) {
            Checkpoint end = end(finished.get());
            facts = furtherTrained(finished.get(), end, now, training.recipe().epochs());
            from = Optional.of(end);
        }
        checkpoints = new RunCheckpoints(directory, options.checkpointEvery(), facts, arguments, from);
        if (cancelled) {
            checkpoints.stop();
        }
        TrainingListener claiming = new TrainingListener() {
            @Override
            public void onBegin() {
                claim();
            }
        };
        TrainingResult result = training.train(TrainingListener.both(claiming, listener), checkpoints);
        RunRecord record = RunRecord.of(result, training.selection().backend(), facts, arguments);
        directory.write(result, record, new DataRecord(training.data()));
        return result;
    }

    /** Returns the state in which a finished run ended, without the moving averages (moments) of its optimizer. */
    private Checkpoint end(RunRecord record) {
        TrainedModel model = ModelFile.read(directory.model());
        return Checkpoint.after(model.weights(), directory.readHistory(), record.trace());
    }

    /**
     * Returns the facts of a finished run that is trained further. The data and all settings except the epochs must be
     * the same.
     */
    private RunFacts furtherTrained(RunRecord record, Checkpoint end, RunFacts now, int epochs) {
        Path folder = directory.folder();
        int trained = end.history().size();
        if (epochs <= trained) {
            throw InputException.of(
                            Subject.file(folder),
                            "holds a finished run of " + trained + (trained == 1 ? " epoch" : " epochs"))
                    .expected("more {epochs}")
                    .got(epochs)
                    .remedy("name the number of all epochs, or begin a new run");
        }
        RunFacts before = record.facts();
        RunFacts same = before.continuedAfter().map(now::continuedAfter).orElse(now);
        before.withEpochsOf(now)
                .requireSame(
                        same,
                        folder,
                        "give the run the data and options it began with, or start a new one from its model with"
                                + " {from}");
        notes.accept("continues the finished run after epoch " + trained + ", as part of a run of " + epochs
                + " epochs: warm-up, then the learning rates of epochs " + (trained + 1) + " to " + epochs);
        return now.continuedAfter(
                before.continuedAfter().map(earlier -> earlier + ", ").orElse("") + trained);
    }

    private RunFacts continued(SavedRun begun, RunFacts started) {
        Path folder = directory.folder();
        RunFacts now =
                begun.facts().continuedAfter().map(started::continuedAfter).orElse(started);
        begun.facts()
                .requireSame(
                        now, folder, "give the run the data and options it began with, or begin anew with {restart}");
        List<String> changes = begun.facts().platformChanges(now);
        if (!changes.isEmpty() && !options.inexact()) {
            throw InputException.of(
                            Subject.file(directory.folder()),
                            "the run would not end in the same bytes here; " + String.join("; ", changes))
                    .remedy("continue it where it began, or with {inexact}, or begin anew with {restart}");
        }
        changes.forEach(notes);
        return begun.facts().continuedOn(now, begun.checkpoint().trace().steps());
    }

    /** Locks the folder. This happens as late as possible, so that a refused run creates nothing. */
    private void claim() {
        if (lock.isEmpty()) {
            lock();
            requireFree(); // another process may have trained into it in the meantime
        }
    }

    /**
     * Asks the run to stop and waits until its state is saved, which takes at most a step and a checkpoint. Any thread
     * may call this method, even before training starts.
     *
     * @return the last checkpoint; empty if none has been saved yet
     */
    public Optional<Checkpoint> cancel() {
        cancelled = true;
        RunCheckpoints running = checkpoints;
        return running == null ? Optional.empty() : running.stop();
    }

    /** Releases the lock on the folder. */
    @Override
    public void close() {
        lock.ifPresent(RunLock::close);
        lock = Optional.empty();
    }
}
