package dev.zankyo.backend.engine;

/** The number format bfloat16: sign, exponent and the first seven bits of the fraction of a float32. */
final class BFloat16 {
    private BFloat16() {}

    /** The number that 16 bits stand for; exact. */
    static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The bits of the nearest number, of two as near the even one; a NaN stays one. */
    static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (value != value) {
            return (short) (bits >>> 16 | 0x40); // what is left of the fraction must not be zero
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
