package dev.zankyo.bench;

/** What a plan is asked for. */
public enum Mode {
    /** Forward, backward, Adam. */
    TRAINING,
    /** Logits. */
    INFERENCE;

    /** The name as users read it. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
