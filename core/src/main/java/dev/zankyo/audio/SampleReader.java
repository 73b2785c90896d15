package dev.zankyo.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;

/**
 * A converter from the bytes of a sound file to floats, where full scale is 1. G.711 follows the ITU's table, computed.
 */
final class SampleReader {
    /** A conversion of one sample. */
    private interface Conversion {
        float at(ByteBuffer bytes, int index);
    }

    private final int size;
    private final ByteOrder order;
    private final Conversion conversion;

    /**
     * Creates a converter.
     *
     * @param format a format for which {@link #reads} returns true
     */
    SampleReader(AudioFormat format) {
        size = format.getFrameSize() / format.getChannels();
        order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        conversion = conversion(format.getEncoding(), size);
    }

    /**
     * Returns whether the format is supported: integers of 1 to 4 bytes, floating-point numbers of 4 or 8 bytes, or
     * G.711.
     */
    static boolean reads(AudioFormat format) {
        int channels = format.getChannels();
        return channels > 0
                && format.getFrameSize() > 0
                && format.getFrameSize() % channels == 0
                && conversion(format.getEncoding(), format.getFrameSize() / channels) != null;
    }

    /** Converts {@code count} samples into {@code to}. */
    void read(byte[] from, float[] to, int count) {
        ByteBuffer bytes = ByteBuffer.wrap(from).order(order);
        for (int i = 0; i < count; i++) {
            to[i] = conversion.at(bytes, i * size);
        }
    }

    private static Conversion conversion(Encoding encoding, int size) {
        if (encoding.equals(Encoding.PCM_FLOAT)) {
            return switch (size) {
                case 4 -> ByteBuffer::getFloat;
                case 8 -> (bytes, at) -> (float) bytes.getDouble(at);
                default -> null;
            };
        }
        if (size == 1 && encoding.equals(Encoding.ULAW)) {
            return (bytes, at) -> muLaw(bytes.get(at));
        }
        if (size == 1 && encoding.equals(Encoding.ALAW)) {
            return (bytes, at) -> aLaw(bytes.get(at));
        }
        boolean unsigned = encoding.equals(Encoding.PCM_UNSIGNED);
        if (size > 4 || !unsigned && !encoding.equals(Encoding.PCM_SIGNED)) {
            return null;
        }
        float scale = (float) StrictMath.scalb(1.0, 1 - 8 * size);
        int zero = unsigned ? Integer.MIN_VALUE : 0; // the zero of samples in the upper bits
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
