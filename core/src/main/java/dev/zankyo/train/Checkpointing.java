package dev.zankyo.train;

import java.util.Optional;

/**
 * Keeps checkpoints of a run, and is where it begins and how it is stopped. All methods but {@link #stopRequested}'s cause
 * are called on the thread that trains.
 */
public interface Checkpointing {
    /** Begins at the beginning, keeps nothing and never stops. */
    Checkpointing NONE = new Checkpointing() {};

    /** The run was asked to stop, and its state is saved. */
    final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("training: stopped as asked", null, false, false);
        }
    }

    /** Where to begin; empty for the beginning. */
    default Optional<Checkpoint> from() {
        return Optional.empty();
    }

    /** Whether a checkpoint is wanted after so many steps, which are the last of an epoch or not. Asked before the first. */
    default boolean due(long steps, boolean epochEnds) {
        return false;
    }

    /** Keeps a checkpoint that is due or the last before a stop. */
    default void save(Checkpoint checkpoint) {}

    /** Whether to save and stop after this step. */
    default boolean stopRequested() {
        return false;
    }

    /** The run has failed and would fail again: what is kept of it is of no use. */
    default void abandon() {}

    /** Steps are taken from now on: a stop must wait until they are saved. */
    default void stepsBegin() {}

    /** No steps are taken: nothing would be lost now. */
    default void stepsEnd() {}
}
