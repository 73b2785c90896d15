package dev.zankyo.reliability;

/** The trials of one case of a test. A trial that fails the case is counted automatically. Not thread-safe. */
public final class Trials {
    private long survived;

    Trials() {}

    /** Counts one survived trial. */
    public void survived() {
        survived(1);
    }

    /** Counts {@code trials} survived trials. */
    public void survived(long trials) {
        survived += trials;
    }

    long count() {
        return survived;
    }
}
