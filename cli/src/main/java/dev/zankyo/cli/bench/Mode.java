package dev.zankyo.cli.bench;

/** What a plan is asked for. */
enum Mode {
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
