package dev.zankyo.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A builder of sound files byte by byte, so that any part of them can be wrong. */
final class SoundBytes {
    static final int PCM = 1;
    static final int FLOAT = 3;
    static final int A_LAW = 6;
    static final int MU_LAW = 7;

    private SoundBytes() {}

    /** Returns a WAV file with the given header fields. */
    static byte[] wav(int format, int channels, int rate, int bits, long claimedBytes, byte[] data) {
        int frame = channels * bits / 8;
        byte[] fmt = chunk("fmt ", bytes(16, buffer -> buffer.putShort((short) format)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * frame)
                .putShort((short) frame)
                .putShort((short) bits)));
        return riff(fmt, chunk("data", claimedBytes, data));
    }

    static byte[] wav(int format, int channels, int rate, int bits, byte[] data) {
        return wav(format, channels, rate, bits, data.length, data);
    }

    /** Returns a RIFF WAVE file with the given chunks. */
    static byte[] riff(byte[]... chunks) {
        byte[] content = concat("WAVE".getBytes(StandardCharsets.US_ASCII), concat(chunks));
        return chunk("RIFF", content);
    }

    static byte[] chunk(String name, byte[] content) {
        return chunk(name, content.length, content);
    }

    static byte[] chunk(String name, long claimedBytes, byte[] content) {
        return concat(
                name.getBytes(StandardCharsets.US_ASCII),
                bytes(4, buffer -> buffer.putInt((int) claimedBytes)),
                content);
    }

    /** Returns little-endian samples, one per number. */
    static byte[] samples(int count, int size, IntFunction<Number> sample) {
        return bytes(count * size, buffer -> {
            for (int n = 0; n < count; n++) {
                Number value = sample.apply(n);
                if (value instanceof Float real) {
                    buffer.putFloat(real);
                } else if (value instanceof Double real) {
                    buffer.putDouble(real);
                } else {
                    for (int i = 0; i < size; i++) {
                        buffer.put((byte) (value.longValue() >> 8 * i));
                    }
                }
            }
            return buffer;
        });
    }

    static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int size, UnaryOperator<ByteBuffer> filling) {
        return filling.apply(ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN))
                .array();
    }
}
