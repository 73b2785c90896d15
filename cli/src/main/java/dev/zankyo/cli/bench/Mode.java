package dev.zankyo.cli.bench;

/** The kind of plan to measure. */
enum Mode {
    /** A training step: forward, backward, Adam. */
    TRAINING,
    /** Inference: computes logits. */
    INFERENCE;

    /** Returns the name that users read. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
