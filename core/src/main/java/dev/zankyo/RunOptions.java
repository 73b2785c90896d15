package dev.zankyo;

/**
 * The settings of a run's folder. A method that is named after a setting returns a copy with another value. Immutable.
 *
 * @param checkpointEvery steps between checkpoints, in addition to the one at the end of every epoch
 * @param restart whether to replace an unfinished run by a new one
 * @param overwrite whether to replace a finished run; its files stay until the new run ends
 * @param inexact whether to resume even if the result may not be bit-identical
 */
public record RunOptions(long checkpointEvery, boolean restart, boolean overwrite, boolean inexact) {
    private static final RunOptions DEFAULTS = new RunOptions(500, false, false, false);

    /**
     * Creates the settings.
     *
     * @throws InputException if the number of steps is not positive
     */
    public RunOptions {
        if (checkpointEvery < 1) {
            throw InputException.of(Subject.setting("checkpointEvery"), "must be a positive number")
                    .got(checkpointEvery);
        }
    }

    /** Returns the defaults: a checkpoint every 500 steps; existing runs are kept; a resumed run is exact. */
    public static RunOptions defaults() {
        return DEFAULTS;
    }

    /** Sets the number of steps between checkpoints. */
    public RunOptions checkpointEvery(long steps) {
        return new RunOptions(steps, restart, overwrite, inexact);
    }

    /** Sets whether to replace an unfinished run. */
    public RunOptions restart(boolean replace) {
        return new RunOptions(checkpointEvery, replace, overwrite, inexact);
    }

    /** Sets whether to replace a finished run. */
    public RunOptions overwrite(boolean replace) {
        return new RunOptions(checkpointEvery, restart, replace, inexact);
    }

    /**
     * Sets whether to resume on another processor, Java or version of this software, where the result may not be
     * bit-identical. The run's record mentions such a change.
     */
    public RunOptions inexact(boolean allow) {
        return new RunOptions(checkpointEvery, restart, overwrite, allow);
    }
}
