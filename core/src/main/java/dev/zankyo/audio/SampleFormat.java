package dev.zankyo.audio;

import java.nio.ByteOrder;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;

/**
 * The layout of samples in a sound file: frames of {@code frameBytes} bytes, each with a slot for every channel. A
 * value fills the low bytes of its slot. A slot may be longer than a value, for example 4 bytes for 24 bits.
 *
 * @param numbers the encoding of a value
 * @param sampleRate frames per second
 * @param channels samples per frame, at least 1
 * @param frameBytes bytes from one frame to the next, at least {@code channels * valueBytes}
 * @param valueBytes bytes of a value
 * @param order the byte order of a value
 */
record SampleFormat(Numbers numbers, int sampleRate, int channels, int frameBytes, int valueBytes, ByteOrder order) {

    /** The encodings of values. */
    enum Numbers {
        /** Signed integers in two's complement, 1 to 4 bytes. */
        SIGNED,
        /** Unsigned integers, with zero in the middle of their range, 1 to 4 bytes. */
        UNSIGNED,
        /** IEEE 754, 4 or 8 bytes. */
        FLOAT,
        /** ITU-T G.711 mu-law, 1 byte. */
        MU_LAW,
        /** ITU-T G.711 A-law, 1 byte. */
        A_LAW;

        boolean hasSize(int bytes) {
            return switch (this) {
                case SIGNED, UNSIGNED -> bytes >= 1 && bytes <= 4;
                case FLOAT -> bytes == 4 || bytes == 8;
                case MU_LAW, A_LAW -> bytes == 1;
            };
        }
    }

    /** Returns the bytes from one channel's value to the next. */
    int slotBytes() {
        return frameBytes % channels == 0 ? frameBytes / channels : valueBytes;
    }

    /** Returns the layout that {@code javax.sound} describes; empty if its encoding is none of {@link Numbers}. */
    static Optional<SampleFormat> of(AudioFormat format) {
        int channels = format.getChannels();
        int frame = format.getFrameSize();
        if (channels <= 0 || frame <= 0 || frame % channels != 0) {
            return Optional.empty();
        }
        int size = frame / channels;
        ByteOrder order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return numbers(format.getEncoding())
                .filter(numbers -> numbers.hasSize(size))
                .map(numbers ->
                        new SampleFormat(numbers, Math.round(format.getSampleRate()), channels, frame, size, order));
    }

    private static Optional<Numbers> numbers(Encoding encoding) {
        if (encoding.equals(Encoding.PCM_SIGNED)) {
            return Optional.of(Numbers.SIGNED);
        }
        if (encoding.equals(Encoding.PCM_UNSIGNED)) {
            return Optional.of(Numbers.UNSIGNED);
        }
        if (encoding.equals(Encoding.PCM_FLOAT)) {
            return Optional.of(Numbers.FLOAT);
        }
        if (encoding.equals(Encoding.ULAW)) {
            return Optional.of(Numbers.MU_LAW);
        }
        return encoding.equals(Encoding.ALAW) ? Optional.of(Numbers.A_LAW) : Optional.empty();
    }
}
