package dev.zankyo.train;

import java.util.Optional;

/**
 * A keeper of a run's checkpoints. It supplies the checkpoint to start from, saves the state, and stops the run. The
 * training thread calls all methods. A stop may be requested from any thread.
 */
public interface Checkpointing {
    /** A keeper that starts from the beginning, saves nothing and never stops. */
    Checkpointing NONE = new Checkpointing() {};

    /** An exception that ends a run that was asked to stop, after its state was saved. */
    final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("training: stopped as asked", null, false, false);
        }
    }

    /** Returns the checkpoint to continue from; empty to start from the beginning. */
    default Optional<Checkpoint> from() {
        return Optional.empty();
    }

    /**
     * Returns whether to save a checkpoint after {@code steps} steps. Called before every step, the first included, and
     * once more after an epoch's last step, with {@code epochEnds} set.
     */
    default boolean due(long steps, boolean epochEnds) {
        return false;
    }

    /** Saves a checkpoint that is due, or the last one before a stop. */
    default void save(Checkpoint checkpoint) {}

    /** Returns whether to save a checkpoint and stop before the next step. */
    default boolean stopRequested() {
        return false;
    }

    /** Discards the saved state: the run has failed and would fail again. */
    default void abandon() {}

    /** Marks the start of training steps: a stop must now wait until the state is saved. */
    default void stepsBegin() {}

    /** Marks the end of training steps: a stop now loses nothing. */
    default void stepsEnd() {}
}
