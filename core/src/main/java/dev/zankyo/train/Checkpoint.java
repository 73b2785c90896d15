package dev.zankyo.train;

import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.train.EarlyStopping.Best;
import java.util.List;
import java.util.Optional;

/**
 * The state of a run between two steps, with everything needed to continue it. On the same backend with the same number
 * of threads, the continued run equals an uninterrupted one bit for bit. There is no state of a random generator: every
 * draw is a function of seed, epoch and row.
 *
 * <p>A checkpoint after the last step of an epoch is saved before the epoch's validation. A continued run does this
 * validation.
 *
 * @param epoch the current epoch, from 1
 * @param batch number of batches of the epoch that are done, possibly all
 * @param sums sums over the epoch's steps so far
 * @param history the previous epochs
 * @param best the best of the previous epochs; empty if there is none yet
 * @param trace trace of all steps so far
 * @param state weights, optimizer moments and step count; a run that continues a finished run counts only its own steps
 * @param seconds wall time of the run so far, in seconds
 */
public record Checkpoint(
        int epoch,
        int batch,
        Sums sums,
        List<EpochResult> history,
        Optional<Best> best,
        Trace trace,
        TrainingState state,
        double seconds) {

    /**
     * The running sums of an epoch.
     *
     * @param loss sum of each step's loss times its rows
     * @param correct number of rows predicted correctly
     * @param rows number of rows so far
     * @param learningRate learning rate of the last step
     * @param nanos wall time of the steps, in nanoseconds
     * @param dataNanos the part of {@code nanos} spent waiting for batches
     */
    public record Sums(double loss, int correct, int rows, float learningRate, long nanos, long dataNanos) {
        /** The sums before the first step of an epoch. */
        static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);
    }

    public Checkpoint {
        history = List.copyOf(history);
        if (epoch < 1 || batch < 0 || history.size() != epoch - 1) {
            throw new IllegalArgumentException(
                    "checkpoint: must stand in the epoch after those of its history; got epoch " + epoch + ", batch "
                            + batch + ", history of " + history.size());
        }
        if (best.isPresent() && (best.get().epoch() < 1 || best.get().epoch() >= epoch)) {
            throw new IllegalArgumentException("checkpoint: the best epoch must be one of its history; got epoch "
                    + best.get().epoch() + " of " + history.size());
        }
        if (trace.steps() < state.step()) {
            throw new IllegalArgumentException(
                    "checkpoint: every step must be in the trace; expected " + state.step() + ", got " + trace.steps());
        }
    }

    /**
     * Returns the checkpoint from which a finished run is continued. The optimizer's moments are 0, because a finished
     * run does not keep them.
     *
     * @param weights the weights of the model
     * @param history all epochs of the finished run
     * @param trace trace of all its steps
     */
    public static Checkpoint after(Weights weights, List<EpochResult> history, Trace trace) {
        double seconds = history.stream().mapToDouble(EpochResult::seconds).sum();
        TrainingState state = TrainingState.initial(weights);
        return new Checkpoint(history.size() + 1, 0, Sums.NONE, history, Optional.empty(), trace, state, seconds);
    }

    /** Returns the number of steps of the finished run that this run continues; 0 if it continues none. */
    public long stepsOfFinishedRun() {
        return trace.steps() - state.step();
    }

    /** Returns the checkpoint at which a new run starts. */
    static Checkpoint initial(TrainingState state) {
        return new Checkpoint(1, 0, Sums.NONE, List.of(), Optional.empty(), new Trace(), state, 0);
    }
}
