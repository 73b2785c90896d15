package dev.zankyo.train;

import dev.zankyo.backend.StepTime;
import java.util.List;

/** A listener to a training run. Methods are called on the training thread, which waits for them. */
public interface TrainingListener {
    /** A listener that does nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** The progress of the current epoch. The training loop updates this object with every step. */
    interface Progress {
        /** Returns the current epoch, from 1. */
        int epoch();

        /** Returns the number of epochs of the run. */
        int epochs();

        /** Returns the number of rows trained on in this epoch so far. */
        int rows();

        /** Returns the number of rows of every epoch. */
        int rowsPerEpoch();

        /** Returns the mean loss in this epoch so far. */
        double loss();

        /** Returns the mean accuracy in this epoch so far. */
        double accuracy();

        /** Returns the learning rate of the last step. */
        float learningRate();

        /** Returns the seconds spent in training steps in this epoch so far. */
        double seconds();
    }

    /** Returns a listener that calls {@code first}, then {@code second}. */
    static TrainingListener both(TrainingListener first, TrainingListener second) {
        return new TrainingListener() {
            @Override
            public void onBegin() {
                first.onBegin();
                second.onBegin();
            }

            @Override
            public boolean wantsProfile() {
                boolean wanted = first.wantsProfile();
                return second.wantsProfile() || wanted;
            }

            @Override
            public void onProfile(List<StepTime> times, long steps) {
                first.onProfile(times, steps);
                second.onProfile(times, steps);
            }

            @Override
            public void onStep(Progress progress) {
                first.onStep(progress);
                second.onStep(progress);
            }

            @Override
            public void onTrace(Trace trace) {
                first.onTrace(trace);
                second.onTrace(trace);
            }

            @Override
            public void onEpoch(EpochResult epoch) {
                first.onEpoch(epoch);
                second.onEpoch(epoch);
            }
        };
    }
    /**
     * Marks the start of training, before the first step, once the plans are compiled. A run that cannot be compiled
     * fails before this call.
     */
    default void onBegin() {}

    /** Returns whether to time the kinds of work within steps, which costs a little time itself. */
    default boolean wantsProfile() {
        return false;
    }

    /**
     * Receives the profile after the last step, if {@link #wantsProfile} returned true.
     *
     * @param times time by kind of work; empty if the backend does not measure it
     * @param steps number of timed steps; only full batches are timed
     */
    default void onProfile(List<StepTime> times, long steps) {}

    /**
     * Receives the progress after every step. A listener that allocates nothing keeps the training loop free of
     * allocations.
     */
    default void onStep(Progress progress) {}

    /** Receives the run's trace after every step and at the end of every epoch. Later steps extend the same object. */
    default void onTrace(Trace trace) {}

    /** Receives the result of every epoch, after its evaluation. */
    default void onEpoch(EpochResult epoch) {}
}
