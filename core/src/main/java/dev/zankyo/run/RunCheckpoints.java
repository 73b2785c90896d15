package dev.zankyo.run;

import dev.zankyo.train.Checkpoint;
import dev.zankyo.train.Checkpointing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The checkpoints of one run, saved in its folder: at the beginning, every {@code every} steps, after the last step of
 * every epoch, and when the run is asked to stop. Any thread may ask it to stop.
 */
public final class RunCheckpoints implements Checkpointing {
    private final RunDirectory directory;
    private final CheckpointFolder folder;
    private final RunFacts facts;
    private final List<String> arguments;
    private final Optional<Checkpoint> from;
    private final long every;
    private final ReentrantLock steps = new ReentrantLock();
    private volatile boolean stopRequested;
    private volatile Checkpoint last;

    /**
     * Creates the checkpoints of a run that starts or continues.
     *
     * @param every steps between checkpoints within an epoch
     * @param arguments the command's arguments, for a command that continues the run
     * @param from checkpoint to continue from; empty to start from the beginning
     */
    public RunCheckpoints(
            RunDirectory directory, long every, RunFacts facts, List<String> arguments, Optional<Checkpoint> from) {
        this.directory = directory;
        this.folder = directory.checkpoints();
        this.every = every;
        this.facts = facts;
        this.arguments = List.copyOf(arguments);
        this.from = from;
    }

    /**
     * Asks the run to stop and waits until its steps are saved, which takes at most a step and a checkpoint.
     *
     * @return the last checkpoint; empty if none has been saved yet
     */
    public Optional<Checkpoint> stop() {
        stopRequested = true;
        steps.lock();
        try {
            return Optional.ofNullable(last);
        } finally {
            steps.unlock();
        }
    }

    @Override
    public Optional<Checkpoint> from() {
        return from;
    }

    @Override
    public boolean due(long step, boolean epochEnds) {
        if (last == null) {
            return true;
        }
        return step > last.trace().steps() && (epochEnds || step % every == 0);
    }

    @Override
    public void save(Checkpoint checkpoint) {
        if (last == null) {
            folder.sweep();
        }
        folder.save(new SavedRun(facts, arguments, checkpoint));
        last = checkpoint;
    }

    @Override
    public void abandon() {
        directory.abandon();
    }

    @Override
    public boolean stopRequested() {
        return stopRequested;
    }

    @Override
    public void stepsBegin() {
        steps.lock();
    }

    @Override
    public void stepsEnd() {
        steps.unlock();
    }
}
