package dev.zankyo.backend.engine;

/** The number format bfloat16: sign, exponent and the first seven bits of the fraction of a float32. */
final class BFloat16 {
    private BFloat16() {}

    /** Returns the number that 16 bits stand for. The conversion is exact. */
    static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** Returns the bits of the nearest number. Ties go to the even number, and a NaN stays a NaN. */
    static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (value != value) {
            return (short) (bits >>> 16 | 0x40); // the rest of the fraction must not become zero
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
