package dev.zankyo.train;

import dev.zankyo.backend.TrainingState;
import dev.zankyo.train.EarlyStopping.Best;
import java.util.List;
import java.util.Optional;

/**
 * Where a run stands between two steps, and all that the rest of it needs: training continued from here gives bit for bit
 * what it would have given without the pause, on the same backend with as many threads. There is no state of a random
 * generator: what is drawn is a function of seed, epoch and row.
 *
 * <p>A checkpoint at the end of an epoch's steps stands before its validation, which is then done again.
 *
 * @param epoch the one that is trained, from 1
 * @param batch how many batches of its permutation are done, perhaps all
 * @param sums of its steps so far
 * @param history the epochs before
 * @param best the best of these, where one is chosen
 * @param trace of all steps so far
 * @param state weights, moments and step count
 * @param seconds wall time of the run so far
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
     * @param loss the steps' losses, each times its rows
     * @param correct rows whose class was found
     * @param rows of the steps so far
     * @param learningRate of the last step
     * @param nanos wall time of the steps
     * @param dataNanos the part of it in which they waited for their batches
     */
    public record Sums(double loss, int correct, int rows, float learningRate, long nanos, long dataNanos) {
        /** Of an epoch before its first step. */
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
        if (trace.steps() != state.step()) {
            throw new IllegalArgumentException(
                    "checkpoint: every step must be in the trace; expected " + state.step() + ", got " + trace.steps());
        }
    }

    /** Where every run begins. */
    static Checkpoint initial(TrainingState state) {
        return new Checkpoint(1, 0, Sums.NONE, List.of(), Optional.empty(), new Trace(), state, 0);
    }
}
