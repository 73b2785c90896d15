package dev.zankyo.cli.terminal;

/**
 * The trainings of a command.
 *
 * @param name the name of one of them, such as {@code fold}
 * @param count the number of trainings
 * @param totalEpochs the epochs of all of them together; 0 if each has as many as the first
 */
public record Trainings(String name, int count, long totalEpochs) {
    /** A single training. */
    public static final Trainings ONE = new Trainings("training", 1, 0);

    /** Returns the epochs of all trainings, given those of the current one. */
    long epochs(int ofCurrent) {
        return totalEpochs > 0 ? totalEpochs : (long) count * ofCurrent;
    }
}
