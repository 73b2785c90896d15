package dev.zankyo.train;

/** Watches a training run, on the thread that trains; what it does is waited for. */
public interface TrainingListener {
    /** Watches nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * How far an epoch has come.
     *
     * @param epoch from 1
     * @param epochs of the whole run
     * @param rows trained on in this epoch so far
     * @param rowsPerEpoch of every epoch
     * @param loss running mean in this epoch
     * @param accuracy running mean in this epoch
     * @param seconds of training steps in this epoch so far
     */
    record Progress(int epoch, int epochs, int rows, int rowsPerEpoch, double loss, double accuracy, double seconds) {}

    /** After every step. */
    default void onStep(Progress progress) {}

    /** After every epoch's validation. */
    default void onEpoch(EpochResult epoch) {}
}
