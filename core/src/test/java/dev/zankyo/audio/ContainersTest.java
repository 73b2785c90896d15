package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of one sound in every container and encoding, with every oddity of headers that writers produce. Each file's
 * samples are known exactly, because this test writes their bytes.
 */
class ContainersTest {
    private static final int FRAMES = 301;
    private static final int NOTHING = 0;
    private static final int NOTE = 1;
    private static final int WARNING = 2;

    /**
     * A file.
     *
     * @param remark what is said of it
     * @param expected the mix of its channels
     */
    private record Sound(String name, byte[] bytes, int rate, int channels, float[] expected, int remark) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** An encoding of samples: how a container calls it, and how it writes a value of 32 bits. */
    private enum Encoding {
        PCM8(1, 8, 1),
        PCM16(1, 16, 2),
        PCM24(1, 24, 3),
        PCM32(1, 32, 4),
        /** {@code arecord -f S24_LE}. */
        PCM24_IN_4(1, 24, 4),
        PCM12_IN_2(1, 12, 2),
        PCM20_IN_3(1, 20, 3),
        PCM20_IN_4(1, 20, 4),
        FLOAT32(3, 32, 4),
        FLOAT64(3, 64, 8),
        A_LAW(6, 8, 1),
        MU_LAW(7, 8, 1);

        final int tag;
        final int bits;
        final int slot;

        Encoding(int tag, int bits, int slot) {
            this.tag = tag;
            this.bits = bits;
            this.slot = slot;
        }

        int valueBytes() {
            return (bits + 7) / 8;
        }

        /** Writes a value and returns what a reader must make of it. */
        float write(int value, ByteBuffer to, boolean unsigned8) {
            int size = valueBytes();
            switch (this) {
                case FLOAT32 -> {
                    float sample = value / 2147483648f;
                    to.putFloat(sample);
                    return sample;
                }
                case FLOAT64 -> {
                    double sample = value / 2147483648.0;
                    to.putDouble(sample);
                    return (float) sample;
                }
                case A_LAW, MU_LAW -> {
                    byte code = (byte) (value >> 24);
                    to.put(code);
                    return this == A_LAW ? SampleReader.aLaw(code) : SampleReader.muLaw(code);
                }
                default -> {
                    // Values of fewer bits than bytes hold them at the upper end.
                    int sample = value >> 32 - bits << 8 * size - bits;
                    byte[] slot = new byte[this.slot];
                    boolean big = to.order() == ByteOrder.BIG_ENDIAN;
                    int stored = size == 1 && unsigned8 ? sample + 128 : sample;
                    for (int i = 0; i < slot.length; i++) {
                        // What fills a slot must not matter.
                        byte part = i < size ? (byte) (stored >> 8 * i) : 0x55;
                        slot[big ? slot.length - 1 - i : i] = part;
                    }
                    to.put(slot);
                    return (float) StrictMath.scalb((double) sample, 1 - 8 * size);
                }
            }
        }
    }

    private static List<Sound> sounds() {
        List<Sound> sounds = new ArrayList<>();
        for (Encoding encoding : Encoding.values()) {
            for (int channels : new int[] {1, 2, 5}) {
                for (String container : List.of("RIFF", "RIFX", "RF64", "BW64")) {
                    sounds.add(wav(container, encoding, channels, false));
                    sounds.add(wav(container, encoding, channels, true));
                }
            }
        }
        for (int channels : new int[] {1, 2, 3}) {
            for (Encoding encoding :
                    List.of(Encoding.PCM8, Encoding.PCM16, Encoding.PCM24, Encoding.PCM32, Encoding.PCM12_IN_2)) {
                sounds.add(aiff("AIFF", "NONE", encoding, channels, ByteOrder.BIG_ENDIAN));
                sounds.add(aiff("AIFC", "NONE", encoding, channels, ByteOrder.BIG_ENDIAN));
                sounds.add(au(".snd", encoding.bits / 8 + 1, encoding, channels));
                sounds.add(au("dns.", encoding.bits / 8 + 1, encoding, channels));
            }
            sounds.add(aiff("AIFC", "sowt", Encoding.PCM16, channels, ByteOrder.LITTLE_ENDIAN));
            sounds.add(aiff("AIFC", "fl32", Encoding.FLOAT32, channels, ByteOrder.BIG_ENDIAN));
            sounds.add(aiff("AIFC", "FL64", Encoding.FLOAT64, channels, ByteOrder.BIG_ENDIAN));
            sounds.add(aiff("AIFC", "ulaw", Encoding.MU_LAW, channels, ByteOrder.BIG_ENDIAN));
            sounds.add(aiff("AIFC", "ALAW", Encoding.A_LAW, channels, ByteOrder.BIG_ENDIAN));
            sounds.add(au(".snd", 6, Encoding.FLOAT32, channels));
            sounds.add(au(".snd", 7, Encoding.FLOAT64, channels));
            sounds.add(au("dns.", 1, Encoding.MU_LAW, channels));
            sounds.add(au(".snd", 27, Encoding.A_LAW, channels));
        }
        sounds.removeIf(sound -> sound.name().startsWith("au") && sound.name().contains("PCM12"));
        oddities(sounds);
        return sounds;
    }

    /** Headers that are odd or wrong in the ways of programs that exist. */
    private static void oddities(List<Sound> sounds) {
        Data data = data(Encoding.PCM16, 2, ByteOrder.LITTLE_ENDIAN, true);
        byte[] fmt = SoundBytes.chunk("fmt ", fmt(Encoding.PCM16, 2, 16000, ByteOrder.LITTLE_ENDIAN, false));
        byte[] samples = SoundBytes.chunk("data", data.bytes);
        byte[] odd = SoundBytes.chunk("LIST", new byte[9]);
        byte[] text = "odd chunk".getBytes(StandardCharsets.US_ASCII);
        byte[] odder = SoundBytes.chunk("note", text);
        byte[] pad = {0};
        odd(
                sounds,
                "70 kB before fmt",
                data,
                NOTHING,
                SoundBytes.riff(SoundBytes.chunk("JUNK", new byte[70_000]), fmt, samples));
        odd(sounds, "odd chunk with a pad byte", data, NOTHING, SoundBytes.riff(fmt, odd, pad, samples));
        odd(sounds, "odd chunk without a pad byte", data, NOTHING, SoundBytes.riff(fmt, odd, samples));
        odd(sounds, "odd text without a pad byte", data, NOTHING, SoundBytes.riff(odder, fmt, odder, samples));
        odd(sounds, "odd text with a pad byte", data, NOTHING, SoundBytes.riff(odder, pad, fmt, odder, pad, samples));
        odd(sounds, "data before fmt", data, NOTHING, SoundBytes.riff(samples, fmt));
        odd(sounds, "chunks behind data", data, NOTHING, SoundBytes.riff(fmt, samples, odd, pad, odder));
        odd(
                sounds,
                "bytes behind the last chunk",
                data,
                NOTHING,
                SoundBytes.concat(SoundBytes.riff(fmt, samples), text));
        odd(sounds, "RIFF size too small", data, NOTHING, riffOfSize(1000, fmt, samples));
        odd(sounds, "RIFF size 0", data, NOTHING, riffOfSize(0, fmt, samples));
        odd(sounds, "RIFF size too large", data, NOTHING, riffOfSize(0x7fffffff, fmt, samples));
        for (long length : new long[] {0, 0x7fffffffL, 0x7fffffdbL, 0x80000000L, 0xffffffffL, 0xffffffdbL}) {
            byte[] unknown = SoundBytes.chunk("data", length, data.bytes);
            odd(
                    sounds,
                    "data of length " + Long.toHexString(length),
                    data,
                    NOTE,
                    riffOfSize((int) length, fmt, unknown));
        }
        byte[] promising = SoundBytes.chunk("data", 4L * data.bytes.length, data.bytes);
        odd(sounds, "more data promised", data, NOTE, SoundBytes.riff(fmt, promising));
        odd(
                sounds,
                "more data promised, and the last frame cut",
                data,
                WARNING,
                SoundBytes.riff(fmt, promising, new byte[] {1, 2, 3}));
        byte[] wideFmt = fmt(Encoding.PCM16, 2, 16000, ByteOrder.LITTLE_ENDIAN, false);
        odd(
                sounds,
                "fmt of 18 bytes",
                data,
                NOTHING,
                SoundBytes.riff(SoundBytes.chunk("fmt ", SoundBytes.concat(wideFmt, new byte[2])), samples));
        odd(
                sounds,
                "fmt of 50 bytes",
                data,
                NOTHING,
                SoundBytes.riff(SoundBytes.chunk("fmt ", SoundBytes.concat(wideFmt, new byte[34])), samples));
        byte[] noAlign = wideFmt.clone();
        noAlign[12] = 0;
        odd(sounds, "block align 0", data, NOTHING, SoundBytes.riff(SoundBytes.chunk("fmt ", noAlign), samples));
        for (int rate : new int[] {1000, 192_000, 768_000}) {
            byte[] other = SoundBytes.chunk("fmt ", fmt(Encoding.PCM16, 2, rate, ByteOrder.LITTLE_ENDIAN, false));
            sounds.add(
                    new Sound("wav of " + rate + " Hz", SoundBytes.riff(other, samples), rate, 2, data.mix, NOTHING));
        }
        Data big = data(Encoding.PCM16, 1, ByteOrder.BIG_ENDIAN, false);
        byte[] name = bigChunk("NAME", "9 letters".getBytes(StandardCharsets.US_ASCII));
        byte[] comm = bigChunk("COMM", comm("NONE", Encoding.PCM16, 1, FRAMES, false));
        byte[] ssnd = bigChunk("SSND", SoundBytes.concat(new byte[8], big.bytes));
        sounds.add(aiffOf("aiff, odd name", big, NOTHING, name, pad, comm, ssnd));
        sounds.add(aiffOf("aiff, odd name without a pad byte", big, NOTHING, name, comm, ssnd));
        sounds.add(aiffOf("aiff, sound before COMM", big, NOTHING, ssnd, comm));
        byte[] shifted =
                bigChunk("SSND", SoundBytes.concat(new byte[] {0, 0, 0, 6, 0, 0, 0, 0}, new byte[6], big.bytes));
        sounds.add(aiffOf("aiff, an offset before the sound", big, NOTHING, comm, shifted));
        byte[] unknown = SoundBytes.concat("SSND".getBytes(StandardCharsets.US_ASCII), new byte[4 + 8], big.bytes);
        sounds.add(aiffOf(
                "aiff, lengths 0", big, NOTE, bigChunk("COMM", comm("NONE", Encoding.PCM16, 1, 0, false)), unknown));
        byte[] auUnknown = au(".snd", 3, Encoding.PCM16, 1).bytes();
        ByteBuffer.wrap(auUnknown).putInt(8, -1);
        sounds.add(new Sound("au, length unknown", auUnknown, 16000, 1, big.mix, NOTE));
    }

    private static void odd(List<Sound> sounds, String name, Data data, int remark, byte[] bytes) {
        sounds.add(new Sound("wav, " + name, bytes, 16000, 2, data.mix, remark));
    }

    private static byte[] riffOfSize(int size, byte[]... chunks) {
        byte[] file = SoundBytes.riff(chunks);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, size);
        return file;
    }

    private record Data(byte[] bytes, float[] mix) {}

    private static Data data(Encoding encoding, int channels, ByteOrder order, boolean unsigned8) {
        Random random = new Random(encoding.ordinal() * 31L + channels);
        int bytes = encoding.bits == 64 ? 8 : encoding.slot;
        ByteBuffer buffer = ByteBuffer.allocate(FRAMES * channels * bytes).order(order);
        float[] mix = new float[FRAMES];
        for (int frame = 0; frame < FRAMES; frame++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += encoding.write(random.nextInt(), buffer, unsigned8);
            }
            mix[frame] = sum / channels;
        }
        return new Data(buffer.array(), mix);
    }

    private static byte[] fmt(Encoding encoding, int channels, int rate, ByteOrder order, boolean extensible) {
        ByteBuffer fmt = ByteBuffer.allocate(extensible ? 40 : 16).order(order);
        int frame = channels * encoding.slot;
        fmt.putShort((short) (extensible ? 0xfffe : encoding.tag))
                .putShort((short) channels)
                .putInt(rate);
        fmt.putInt(rate * frame).putShort((short) frame).putShort((short) encoding.bits);
        if (extensible) {
            fmt.putShort((short) 22).putShort((short) encoding.bits).putInt(0x3f);
            fmt.putInt(encoding.tag).putShort((short) 0).putShort((short) 0x10);
            fmt.order(ByteOrder.BIG_ENDIAN).putLong(0x8000_00aa_0038_9b71L);
        }
        return fmt.array();
    }

    private static Sound wav(String container, Encoding encoding, int channels, boolean extensible) {
        ByteOrder order = container.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Data data = data(encoding, channels, order, true);
        boolean wide = container.equals("RF64") || container.equals("BW64");
        List<byte[]> parts = new ArrayList<>();
        parts.add("WAVE".getBytes(StandardCharsets.US_ASCII));
        if (wide) {
            ByteBuffer ds64 = ByteBuffer.allocate(28).order(order);
            parts.add(chunk(
                    "ds64",
                    ds64.putLong(0).putLong(data.bytes.length).putLong(FRAMES).array(),
                    28,
                    order));
        }
        byte[] fmt = fmt(encoding, channels, 16000, order, extensible);
        parts.add(chunk("fmt ", fmt, fmt.length, order));
        parts.add(chunk("data", data.bytes, wide ? 0xffffffffL : data.bytes.length, order));
        parts.add(new byte[data.bytes.length % 2]);
        parts.add(chunk("LIST", new byte[10], 10, order));
        byte[] content = SoundBytes.concat(parts.toArray(byte[][]::new));
        byte[] file = chunk(container, content, wide ? 0xffffffffL : content.length, order);
        String name = container + " " + encoding + " " + channels + (extensible ? " extensible" : "");
        return new Sound(name, file, 16000, channels, data.mix, NOTHING);
    }

    private static byte[] chunk(String id, byte[] content, long length, ByteOrder order) {
        ByteBuffer header = ByteBuffer.allocate(8).order(order);
        header.put(id.getBytes(StandardCharsets.US_ASCII)).putInt((int) length);
        return SoundBytes.concat(header.array(), content);
    }

    private static byte[] bigChunk(String id, byte[] content) {
        return chunk(id, content, content.length, ByteOrder.BIG_ENDIAN);
    }

    private static byte[] comm(String type, Encoding encoding, int channels, int frames, boolean compressed) {
        ByteBuffer comm = ByteBuffer.allocate(compressed ? 24 : 18);
        comm.putShort((short) channels).putInt(frames).putShort((short) encoding.bits);
        comm.putShort((short) 0x400c).putLong(0xfa00_0000_0000_0000L); // 16000 Hz
        if (compressed) {
            comm.put(type.getBytes(StandardCharsets.US_ASCII)).putShort((short) 0);
        }
        return comm.array();
    }

    private static Sound aiff(String form, String type, Encoding encoding, int channels, ByteOrder order) {
        Data data = data(encoding, channels, order, false);
        boolean compressed = form.equals("AIFC");
        byte[] comm = bigChunk("COMM", comm(type, encoding, channels, FRAMES, compressed));
        byte[] ssnd = bigChunk("SSND", SoundBytes.concat(new byte[8], data.bytes));
        byte[] content = SoundBytes.concat(form.getBytes(StandardCharsets.US_ASCII), comm, ssnd);
        String name = form + " " + type + " " + encoding + " " + channels;
        return new Sound(name, bigChunk("FORM", content), 16000, channels, data.mix, NOTHING);
    }

    private static Sound aiffOf(String name, Data data, int remark, byte[]... chunks) {
        byte[] content = SoundBytes.concat("AIFF".getBytes(StandardCharsets.US_ASCII), SoundBytes.concat(chunks));
        return new Sound(name, bigChunk("FORM", content), 16000, 1, data.mix, remark);
    }

    private static Sound au(String magic, int code, Encoding encoding, int channels) {
        ByteOrder order = magic.equals("dns.") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Data data = data(encoding, channels, order, false);
        ByteBuffer header = ByteBuffer.allocate(24).order(order);
        header.put(magic.getBytes(StandardCharsets.US_ASCII)).putInt(24).putInt(data.bytes.length);
        header.putInt(code).putInt(16000).putInt(channels);
        String name = "au " + magic + " " + encoding + " " + channels;
        return new Sound(name, SoundBytes.concat(header.array(), data.bytes), 16000, channels, data.mix, NOTHING);
    }

    static Stream<Sound> files() {
        return sounds().stream();
    }

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void read_everyKind_givesItsSamplesBitForBit(Sound sound) throws IOException {
        Path file = Files.write(folder.resolve("sound"), sound.bytes());
        var ofFile = new Said();
        assertSamples(sound, Recording.read(file, ofFile));
        ofFile.assertRemark(sound.remark());
        var ofStream = new Said();
        assertSamples(sound, Recording.read(new ByteArrayInputStream(sound.bytes()), "stream", ofStream));
        ofStream.assertRemark(sound.remark());
    }

    /** Checks a stream whose header lies behind more samples than are kept: it is copied to a file first. */
    @Test
    void read_aStreamWithMuchDataBeforeFmt_givesItsSamples() {
        byte[] fmt = SoundBytes.chunk("fmt ", fmt(Encoding.PCM16, 1, 16000, ByteOrder.LITTLE_ENDIAN, false));
        byte[] data = SoundBytes.samples(1_000_000, 2, n -> n % 1000);
        byte[] file = SoundBytes.riff(SoundBytes.chunk("data", data), fmt);
        Recording recording = Recording.read(new ByteArrayInputStream(file), "stream", new Said());
        assertEquals(1_000_000, recording.samples().length);
        assertEquals(999 / 32768f, recording.samples()[999_999]);
    }

    private static void assertSamples(Sound sound, Recording recording) {
        assertEquals(sound.rate(), recording.sampleRate());
        assertEquals(sound.channels(), recording.channels());
        assertEquals(sound.expected().length, recording.samples().length);
        for (int i = 0; i < sound.expected().length; i++) {
            assertEquals(sound.expected()[i], recording.samples()[i], "frame " + i);
        }
    }

    private static final class Said implements Remarks {
        private final List<String> notes = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        @Override
        public void warn(String warning) {
            warnings.add(warning);
        }

        @Override
        public void note(String note) {
            notes.add(note);
        }

        void assertRemark(int kind) {
            assertEquals(kind == NOTE ? 1 : 0, notes.size(), notes::toString);
            assertEquals(kind == WARNING ? 1 : 0, warnings.size(), warnings::toString);
        }
    }
}
