package dev.zankyo.train;

import dev.zankyo.backend.StepTime;
import java.util.List;

/** Watches a training run, on the thread that trains; what it does is waited for. */
public interface TrainingListener {
    /** Watches nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** How far an epoch has come: the training loop's own account of it, which the next step changes. */
    interface Progress {
        /** From 1. */
        int epoch();

        /** Of the whole run. */
        int epochs();

        /** Trained on in this epoch so far. */
        int rows();

        /** Of every epoch. */
        int rowsPerEpoch();

        /** Running mean in this epoch. */
        double loss();

        /** Running mean in this epoch. */
        double accuracy();

        /** Of the last step. */
        float learningRate();

        /** Of training steps in this epoch so far. */
        double seconds();
    }

    /** Two that watch the same run, the first told first. */
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
    /** Before the first step, when the plans that train and validate are there: what is refused, is refused before. */
    default void onBegin() {}

    /** Whether training steps are to be timed, piece by piece, which costs a little time itself. Asked once. */
    default boolean wantsProfile() {
        return false;
    }

    /**
     * After the last step, if a profile was wanted.
     *
     * @param times where the time of steps went, by kind of work; empty if the backend does not say
     * @param steps of the full batch size, which alone are timed
     */
    default void onProfile(List<StepTime> times, long steps) {}

    /** After every step. A listener that allocates nothing keeps the run free of it. */
    default void onStep(Progress progress) {}

    /** After every step and every epoch's last: the run's own account of what it computed, which the next step extends. */
    default void onTrace(Trace trace) {}

    /** After every epoch's validation. */
    default void onEpoch(EpochResult epoch) {}
}
