package dev.zankyo;

import dev.zankyo.run.CheckpointFolder;
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
 * metrics and record. A resumed run gives the same bytes as one that was never interrupted. Only one process at a time
 * can train into a folder. Not safe for several threads, except {@link #cancel}.
 */
public final class TrainingRun implements AutoCloseable {
    private final RunDirectory directory;
    private final RunOptions options;
    private final Consumer<String> notes;
    private Optional<SavedRun> saved = Optional.empty();
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
     * @throws InputException if the folder holds an unfinished run and the options do not ask to replace it, another
     *     process trains into it, or it cannot be created or written to
     */
    public static TrainingRun begin(Path folder, RunOptions options, Consumer<String> notes) {
        var run = new TrainingRun(folder, options, notes);
        try {
            if (run.directory.wasLocked()) {
                run.lock();
            }
            run.requireFinished();
            return run;
        } catch (RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    /**
     * Opens the unfinished run in a folder, to continue it from its newest checkpoint.
     *
     * @param notes receives one line for each anomaly, such as a checkpoint that cannot be read
     * @throws InputException if the folder holds no unfinished run, or another process trains into it
     */
    public static TrainingRun resume(Path folder, RunOptions options, Consumer<String> notes) {
        var run = new TrainingRun(folder, options, notes);
        try {
            CheckpointFolder found = run.directory.checkpoints();
            if (found.isEmpty()) {
                throw InputException.of(Subject.file(folder), "must hold an unfinished run; there is no checkpoint");
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

    private void requireFinished() {
        if (!options.restart() && !directory.checkpoints().isEmpty()) {
            throw InputException.of(Subject.file(directory.folder()), "holds an unfinished run")
                    .remedy("continue it with {resume}, begin anew with {restart}, or choose another folder");
        }
    }

    /** Returns the folder of the run and its files. */
    public RunDirectory directory() {
        return directory;
    }

    /** Returns the arguments saved with the run to resume ({@link #train}); empty for a new run. */
    public List<String> arguments() {
        return saved.map(SavedRun::arguments).orElse(List.of());
    }

    /**
     * Trains, evaluates and writes the run's files.
     *
     * @param training a training with the same data and settings as the run to resume
     * @param arguments arguments stored in the run's record, such as a command line that repeats it; they are not
     *     interpreted
     * @throws InputException if the run to resume had different data or settings, or would give different bits on this
     *     machine and the options do not allow it; the message names the differences
     * @throws Checkpointing.StoppedException if the run was canceled; its state has been saved
     */
    public TrainingResult train(PreparedTraining training, List<String> arguments, TrainingListener listener) {
        RunFacts now = training.facts();
        RunFacts facts = saved.map(begun -> continued(begun, now)).orElse(now);
        checkpoints = new RunCheckpoints(
                directory, options.checkpointEvery(), facts, arguments, saved.map(SavedRun::checkpoint));
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
        directory.write(result, RunRecord.of(result, training.selection().backend(), facts, arguments));
        return result;
    }

    private RunFacts continued(SavedRun begun, RunFacts now) {
        Path folder = directory.folder();
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
        return begun.facts().continuedOn(now, begun.checkpoint().state().step());
    }

    /** Locks the folder. This happens as late as possible, so that a refused run creates nothing. */
    private void claim() {
        if (lock.isEmpty()) {
            lock();
            requireFinished(); // another process may have trained into it in the meantime
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
