package dev.zankyo.backend;

/** The number format of activations and of the weights that multiply them; parameters at rest are always float32. */
public enum Precision {
    FLOAT32("float32");

    private final String text;

    Precision(String text) {
        this.text = text;
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return text;
    }
}
