package dev.zankyo.backend;

/** The number format of activations and of the weights that multiply them. Stored parameters are always float32. */
public enum Precision {
    FLOAT32("float32", 4),

    /** The upper half of a float32: the same range, with 8 bits of precision. */
    BFLOAT16("bfloat16", 2);

    private final String text;
    private final int bytes;

    Precision(String text, int bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** Returns the number of bytes per value. */
    public int bytes() {
        return bytes;
    }

    /** Returns the name that users write. */
    @Override
    public String toString() {
        return text;
    }
}
