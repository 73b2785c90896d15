package dev.zankyo.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A generator of one sound, a rising tone of half a second, in files whose headers are unusual or wrong. All samples are
 * multiples of 1 / 32768, so each file holds exactly the sound of {@link #plain}.
 */
final class OddRecordings {
    private static final int RATE = 8000;
    private static final int COUNT = RATE / 2;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;
    private static final byte[] PAD = new byte[1];

    private OddRecordings() {}

    /** Returns the sound in an ordinary WAV file of 16-bit samples. */
    static byte[] plain() {
        return riff("RIFF", LITTLE, fmt(1, 2, 16, LITTLE), chunk("data", LITTLE, pcm16(LITTLE)));
    }

    /** Returns the odd files of the sound by name; a name ends with the file's extension. */
    static Map<String, byte[]> all() {
        byte[] fmt = fmt(1, 2, 16, LITTLE);
        byte[] samples = pcm16(LITTLE);
        byte[] data = chunk("data", LITTLE, samples);
        byte[] odd = chunk("LIST", LITTLE, new byte[9]);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("01 24 bits in 4 bytes.wav", riff("RIFF", LITTLE, fmt(1, 4, 24, LITTLE), pcm24In4()));
        byte[] real = riff("RIFF", LITTLE, fmt(3, 4, 32, LITTLE), chunk("data", LITTLE, float32()));
        files.put("02 RIFF size too small, float.wav", patched(real, 4, 1000));
        files.put("02 RIFF size too large.wav", patched(plain(), 4, -1));
        files.put("03 RIFF and data size 0.wav", patched(patched(plain(), 4, 0), 40, 0));
        files.put("04 70 kB before fmt.wav", riff("RIFF", LITTLE, chunk("JUNK", LITTLE, new byte[70_000]), fmt, data));
        files.put("04 70 kB before data.wav", riff("RIFF", LITTLE, fmt, chunk("JUNK", LITTLE, new byte[70_000]), data));
        byte[] name = chunk("NAME", BIG, "9 letters".getBytes(StandardCharsets.US_ASCII));
        byte[] sound = chunk("SSND", BIG, concat(new byte[8], pcm16(BIG)));
        files.put("05 AIFF, odd NAME and its pad byte.aif", form(name, PAD, comm(), sound));
        files.put("06 AIFF, odd NAME without a pad byte.aif", form(name, comm(), sound));
        files.put("06 odd LIST without a pad byte.wav", riff("RIFF", LITTLE, fmt, odd, data));
        files.put("06 odd LIST with a pad byte.wav", riff("RIFF", LITTLE, fmt, odd, PAD, data));
        for (String container : new String[] {"RF64", "BW64"}) {
            byte[] ds64 = chunk("ds64", LITTLE, filled(28, LITTLE, to -> to.putLong(8, samples.length)
                    .putLong(16, COUNT)));
            byte[] file = riff(container, LITTLE, ds64, fmt, chunk("data", LITTLE, -1, samples));
            files.put("07 " + container + ".wav", patched(file, 4, -1));
        }
        files.put("08 RIFX.wav", riff("RIFX", BIG, fmt(1, 2, 16, BIG), chunk("data", BIG, pcm16(BIG))));
        for (int length : new int[] {0x7fffffff, 0x80000000, -1}) {
            files.put("11 data size " + Integer.toHexString(length) + ".wav", patched(plain(), 40, length));
        }
        return files;
    }

    /** Returns a WAV file in IMA ADPCM, which needs a decoder. */
    static byte[] imaAdpcm() {
        byte[] fmt = filled(20, LITTLE, to -> to.putShort((short) 17)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(4055)
                .putShort((short) 256)
                .putShort((short) 4)
                .putShort((short) 2)
                .putShort((short) 505));
        return riff("RIFF", LITTLE, chunk("fmt ", LITTLE, fmt), chunk("data", LITTLE, new byte[2048]));
    }

    /** Returns sample {@code n} of the tone, whose frequency rises from 200 Hz to 2 kHz. */
    private static short sample(int n) {
        double seconds = (double) n / RATE;
        return (short) Math.round(16_000 * Math.sin(2 * Math.PI * (200 + 1800 * seconds) * seconds));
    }

    private static byte[] pcm16(ByteOrder order) {
        return filled(2 * COUNT, order, to -> {
            for (int n = 0; n < COUNT; n++) {
                to.putShort(sample(n));
            }
            return to;
        });
    }

    private static byte[] pcm24In4() {
        return chunk("data", LITTLE, filled(4 * COUNT, LITTLE, to -> {
            for (int n = 0; n < COUNT; n++) {
                to.putInt(sample(n) << 8);
            }
            return to;
        }));
    }

    private static byte[] float32() {
        return filled(4 * COUNT, LITTLE, to -> {
            for (int n = 0; n < COUNT; n++) {
                to.putFloat(sample(n) / 32768f);
            }
            return to;
        });
    }

    private static byte[] fmt(int tag, int frameBytes, int bits, ByteOrder order) {
        return chunk("fmt ", order, filled(16, order, to -> to.putShort((short) tag)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(RATE * frameBytes)
                .putShort((short) frameBytes)
                .putShort((short) bits)));
    }

    /** Returns AIFF's description of the samples, whose rate is an 80-bit floating-point number. */
    private static byte[] comm() {
        int zeros = Long.numberOfLeadingZeros(RATE);
        return chunk("COMM", BIG, filled(18, BIG, to -> to.putShort((short) 1)
                .putInt(COUNT)
                .putShort((short) 16)
                .putShort((short) (16383 + 63 - zeros))
                .putLong((long) RATE << zeros)));
    }

    private static byte[] riff(String id, ByteOrder order, byte[]... chunks) {
        return chunk(id, order, concat("WAVE".getBytes(StandardCharsets.US_ASCII), concat(chunks)));
    }

    private static byte[] form(byte[]... chunks) {
        return chunk("FORM", BIG, concat("AIFF".getBytes(StandardCharsets.US_ASCII), concat(chunks)));
    }

    private static byte[] chunk(String id, ByteOrder order, byte[] content) {
        return chunk(id, order, content.length, content);
    }

    private static byte[] chunk(String id, ByteOrder order, int length, byte[] content) {
        byte[] header = filled(
                8, order, to -> to.put(id.getBytes(StandardCharsets.US_ASCII)).putInt(length));
        return concat(header, content);
    }

    private static byte[] patched(byte[] file, int offset, int value) {
        ByteBuffer.wrap(file).order(LITTLE).putInt(offset, value);
        return file;
    }

    private static byte[] filled(int size, ByteOrder order, UnaryOperator<ByteBuffer> filling) {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(order);
        filling.apply(buffer);
        return buffer.array();
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
