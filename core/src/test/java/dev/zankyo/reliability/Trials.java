package dev.zankyo.reliability;

/** Those of one case of a test; the trial that makes the case fail is counted without a word. Not for use by many threads. */
public final class Trials {
    private long survived;

    Trials() {}

    /** One more was survived. */
    public void survived() {
        survived(1);
    }

    /** So many more were survived. */
    public void survived(long trials) {
        survived += trials;
    }

    long count() {
        return survived;
    }
}
