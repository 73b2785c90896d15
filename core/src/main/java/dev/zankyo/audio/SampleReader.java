package dev.zankyo.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A converter from the bytes of a sound file to floats, where full scale is 1. The values of mu-law and A-law (ITU-T
 * G.711) are computed; they equal the standard's table.
 */
final class SampleReader {
    /** A conversion of one sample. */
    private interface Conversion {
        float at(ByteBuffer bytes, int index);
    }

    private final SampleFormat format;
    private final Conversion conversion;

    SampleReader(SampleFormat format) {
        this.format = format;
        conversion = conversion(format.numbers(), format.valueBytes());
    }

    /** Converts {@code frames} frames from the start of {@code from} to interleaved samples: (frames, channels). */
    void read(byte[] from, float[] to, int frames) {
        ByteBuffer bytes = ByteBuffer.wrap(from).order(format.order());
        int channels = format.channels();
        int slot = format.slotBytes();
        // A value fills the low bytes of its slot, which are the last ones in big-endian order.
        int skipped = format.order() == ByteOrder.BIG_ENDIAN ? slot - format.valueBytes() : 0;
        for (int frame = 0; frame < frames; frame++) {
            int at = frame * format.frameBytes() + skipped;
            for (int channel = 0; channel < channels; channel++) {
                to[frame * channels + channel] = conversion.at(bytes, at + channel * slot);
            }
        }
    }

    private static Conversion conversion(SampleFormat.Numbers numbers, int size) {
        return switch (numbers) {
            case FLOAT -> size == 4 ? ByteBuffer::getFloat : (bytes, at) -> (float) bytes.getDouble(at);
            case MU_LAW -> (bytes, at) -> muLaw(bytes.get(at));
            case A_LAW -> (bytes, at) -> aLaw(bytes.get(at));
            case SIGNED -> whole(size, 0);
            case UNSIGNED -> whole(size, Integer.MIN_VALUE);
        };
    }

    /**
     * Returns the conversion of integers of {@code size} bytes.
     *
     * @param zero the bits that mean zero, shifted to the upper end of 32 bits
     */
    private static Conversion whole(int size, int zero) {
        float scale = (float) StrictMath.scalb(1.0, 1 - 8 * size);
        return (bytes, at) -> scale * (upper(bytes, at, size) - zero >> 32 - 8 * size);
    }

    /** Returns the bits of a sample of 1 to 4 bytes, shifted to the upper end. */
    private static int upper(ByteBuffer bytes, int at, int size) {
        boolean big = bytes.order() == ByteOrder.BIG_ENDIAN;
        int bits = 0;
        for (int i = 0; i < size; i++) {
            bits = bits << 8 | bytes.get(big ? at + i : at + size - 1 - i) & 0xff;
        }
        return bits << 32 - 8 * size;
    }

    /** Decodes 8 bits of mu-law: inverted sign, exponent and mantissa, with a bias of 33 in 14 bits. */
    static float muLaw(byte code) {
        int bits = ~code & 0xff;
        int magnitude = ((bits & 0x0f) * 2 + 33 << (bits >> 4 & 7)) - 33;
        return (bits & 0x80) == 0 ? magnitude / 8192f : -magnitude / 8192f;
    }

    /** Decodes 8 bits of A-law, in which every other bit is inverted, to 13 bits. */
    static float aLaw(byte code) {
        int bits = code & 0xff ^ 0x55;
        int exponent = bits >> 4 & 7;
        int mantissa = (bits & 0x0f) * 2 + 1;
        int magnitude = exponent == 0 ? mantissa : mantissa + 32 << exponent - 1;
        return (bits & 0x80) == 0 ? -magnitude / 4096f : magnitude / 4096f;
    }
}
