package dev.zankyo.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A generator of one sound in every container, encoding and rate, with every oddity of headers that writers produce. The
 * samples of each file are known exactly, because this class writes their bytes.
 */
public final class SoundFiles {
    private static final int FRAMES = 301;
    private static final int[] RATES = {
        16_000, 1000, 8000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000, 384_000, 768_000
    };
    private static final int[] CHANNEL_MASKS = {0x3f, 0, 0x4, 0x3, -1};

    /** The lengths that writers use if they do not know the length, and lengths past the end of the file. */
    private static final long[] PLACEHOLDERS = {
        0, 0x7fffffffL, 0x7fffffdbL, 0x80000000L, 0xffffffffL, 0xffffffdbL, 0x7fff0000L
    };

    /** The remark that a reader makes about a file. */
    public enum Remark {
        NONE,
        NOTE,
        WARNING
    }

    /**
     * A sound file.
     *
     * @param name container, encoding and oddity
     * @param samples the samples in file order: (frames, channels)
     */
    public record Sound(String name, byte[] bytes, int rate, int channels, float[] samples, Remark remark) {

        /** Returns the mean of the channels in each frame. */
        public float[] mix() {
            return DecodedSound.mix(samples, channels);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** An encoding of samples: what a container calls it, and how it writes a value of 32 bits. */
    private enum Encoding {
        PCM8(1, 8, 1),
        PCM16(1, 16, 2),
        PCM24(1, 24, 3),
        PCM32(1, 32, 4),
        /** The encoding that {@code arecord -f S24_LE} writes. */
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
                    // A value with fewer bits than its slot has the upper bits of the slot.
                    int sample = value >> 32 - bits << 8 * size - bits;
                    byte[] slot = new byte[this.slot];
                    boolean big = to.order() == ByteOrder.BIG_ENDIAN;
                    int stored = size == 1 && unsigned8 ? sample + 128 : sample;
                    for (int i = 0; i < slot.length; i++) {
                        // The unused bytes of a slot must not matter.
                        byte part = i < size ? (byte) (stored >> 8 * i) : 0x55;
                        slot[big ? slot.length - 1 - i : i] = part;
                    }
                    to.put(slot);
                    return (float) StrictMath.scalb((double) sample, 1 - 8 * size);
                }
            }
        }
    }

    /** Encoded samples and what a reader must make of them. */
    private record Data(byte[] bytes, int channels, float[] samples) {
        static Data of(Encoding encoding, int channels, ByteOrder order, boolean unsigned8) {
            Random random = new Random(encoding.ordinal() * 31L + channels);
            ByteBuffer buffer =
                    ByteBuffer.allocate(FRAMES * channels * encoding.slot).order(order);
            float[] samples = new float[FRAMES * channels];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = encoding.write(random.nextInt(), buffer, unsigned8);
            }
            return new Data(buffer.array(), channels, samples);
        }
    }

    private final List<Sound> sounds = new ArrayList<>();

    private SoundFiles() {}

    /** Returns some 500 files, always the same. */
    public static List<Sound> all() {
        SoundFiles files = new SoundFiles();
        files.addRiff();
        files.addAiffAndAu();
        for (String container : List.of("RIFF", "RIFX", "RF64", "BW64")) {
            files.addOddRiff(container);
        }
        files.addExtensible();
        files.addOddAiff();
        files.addOddAu();
        return files.sounds;
    }

    /** Returns the bytes of one of the files. */
    public static byte[] named(String name) {
        return all().stream()
                .filter(sound -> sound.name().equals(name))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    /** Returns a different rate for each file. */
    private int rate() {
        return RATES[sounds.size() % RATES.length];
    }

    private void add(String name, byte[] bytes, int rate, Data data, Remark remark) {
        sounds.add(new Sound(name, bytes, rate, data.channels, data.samples, remark));
    }

    private void addRiff() {
        for (Encoding encoding : Encoding.values()) {
            for (int channels : new int[] {1, 2, 5}) {
                for (String container : List.of("RIFF", "RIFX", "RF64", "BW64")) {
                    for (boolean extensible : new boolean[] {false, true}) {
                        ByteOrder order = order(container);
                        Data data = Data.of(encoding, channels, order, true);
                        int rate = rate();
                        byte[] fmt = chunk(
                                "fmt ",
                                extensible
                                        ? extensible(encoding, channels, rate, order, encoding.bits, 0x3f)
                                        : fmt(encoding, channels, rate, order),
                                order);
                        String name = container + " " + encoding + " " + channels + (extensible ? " extensible" : "");
                        byte[] list = chunk("LIST", new byte[10], order);
                        byte[] pad = new byte[data.bytes.length % 2];
                        byte[] file = riff(container, data.bytes.length, fmt, data(container, data), pad, list);
                        add(name, file, rate, data, Remark.NONE);
                    }
                }
            }
        }
    }

    private void addAiffAndAu() {
        for (int channels : new int[] {1, 2, 3}) {
            for (Encoding encoding : List.of(Encoding.PCM8, Encoding.PCM16, Encoding.PCM24, Encoding.PCM32)) {
                addAiff("AIFF", "NONE", encoding, channels, ByteOrder.BIG_ENDIAN);
                addAiff("AIFC", "NONE", encoding, channels, ByteOrder.BIG_ENDIAN);
                addAu(".snd", encoding.bits / 8 + 1, encoding, channels);
                addAu("dns.", encoding.bits / 8 + 1, encoding, channels);
            }
            addAiff("AIFF", "NONE", Encoding.PCM12_IN_2, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "NONE", Encoding.PCM12_IN_2, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "twos", Encoding.PCM16, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "sowt", Encoding.PCM16, channels, ByteOrder.LITTLE_ENDIAN);
            addAiff("AIFC", "sowt", Encoding.PCM24, channels, ByteOrder.LITTLE_ENDIAN);
            addAiff("AIFC", "raw ", Encoding.PCM8, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "in24", Encoding.PCM24, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "42ni", Encoding.PCM24, channels, ByteOrder.LITTLE_ENDIAN);
            addAiff("AIFC", "in32", Encoding.PCM32, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "23ni", Encoding.PCM32, channels, ByteOrder.LITTLE_ENDIAN);
            addAiff("AIFC", "fl32", Encoding.FLOAT32, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "FL32", Encoding.FLOAT32, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "fl64", Encoding.FLOAT64, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "FL64", Encoding.FLOAT64, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "ulaw", Encoding.MU_LAW, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "alaw", Encoding.A_LAW, channels, ByteOrder.BIG_ENDIAN);
            addAiff("AIFC", "ALAW", Encoding.A_LAW, channels, ByteOrder.BIG_ENDIAN);
            for (String magic : List.of(".snd", "dns.")) {
                addAu(magic, 6, Encoding.FLOAT32, channels);
                addAu(magic, 7, Encoding.FLOAT64, channels);
                addAu(magic, 1, Encoding.MU_LAW, channels);
                addAu(magic, 27, Encoding.A_LAW, channels);
            }
        }
    }

    /** Adds headers that are odd or wrong as real programs write them. */
    private void addOddRiff(String container) {
        ByteOrder order = order(container);
        Data data = Data.of(Encoding.PCM16, 2, order, true);
        byte[] plain = fmt(Encoding.PCM16, 2, 16_000, order);
        byte[] fmt = chunk("fmt ", plain, order);
        byte[] samples = data(container, data);
        byte[] odd = chunk("LIST", new byte[9], order);
        byte[] text = "odd chunk".getBytes(StandardCharsets.US_ASCII);
        byte[] odder = chunk("note", text, order);
        byte[] pad = {0};
        int bytes = data.bytes.length;
        String of = container + ", ";
        addOdd(
                of + "70 kB before fmt",
                data,
                riff(container, bytes, chunk("JUNK", new byte[70_000], order), fmt, samples));
        addOdd(of + "odd chunk with a pad byte", data, riff(container, bytes, fmt, odd, pad, samples));
        addOdd(of + "odd chunk without a pad byte", data, riff(container, bytes, fmt, odd, samples));
        addOdd(of + "odd chunk before fmt, with a pad byte", data, riff(container, bytes, odd, pad, fmt, samples));
        addOdd(of + "odd chunk before fmt, without a pad byte", data, riff(container, bytes, odd, fmt, samples));
        addOdd(of + "odd text without a pad byte", data, riff(container, bytes, odder, fmt, odder, samples));
        addOdd(of + "odd text with a pad byte", data, riff(container, bytes, odder, pad, fmt, odder, pad, samples));
        addOdd(of + "data before fmt", data, riff(container, bytes, samples, fmt));
        addOdd(of + "chunks behind data", data, riff(container, bytes, fmt, samples, odd, pad, odder));
        addOdd(of + "bytes behind the last chunk", data, SoundBytes.concat(riff(container, bytes, fmt, samples), text));
        for (int length : new int[] {0, 1000, 0x7fffffff, -1}) {
            byte[] file = riff(container, bytes, fmt, samples);
            ByteBuffer.wrap(file).order(order).putInt(4, length);
            addOdd(of + "length " + Integer.toHexString(length) + " of the whole file", data, file);
        }
        for (byte[] more : List.of(new byte[2], new byte[34])) {
            byte[] longer = chunk("fmt ", SoundBytes.concat(plain, more), order);
            addOdd(of + "fmt of " + (16 + more.length) + " bytes", data, riff(container, bytes, longer, samples));
        }
        ByteBuffer unaligned = ByteBuffer.wrap(plain.clone()).order(order).putShort(12, (short) 0);
        addOdd(of + "block align 0", data, riff(container, bytes, chunk("fmt ", unaligned.array(), order), samples));
        if (container.startsWith("RIF")) {
            addLengths(of, data, order, container, fmt);
        } else {
            addLongLengths(of, data, container, fmt);
        }
    }

    /** Adds files whose chunk of samples does not have the right length. */
    private void addLengths(String of, Data data, ByteOrder order, String container, byte[] fmt) {
        for (long length : PLACEHOLDERS) {
            byte[] file = riff(container, 0, fmt, chunk("data", data.bytes, length, order));
            ByteBuffer.wrap(file).order(order).putInt(4, (int) length);
            add(of + "data of length " + Long.toHexString(length), file, 16_000, data, Remark.NOTE);
        }
        byte[] promising = chunk("data", data.bytes, 4L * data.bytes.length, order);
        byte[] rest = {1, 2, 3};
        add(of + "more data promised", riff(container, 0, fmt, promising), 16_000, data, Remark.NOTE);
        add(
                of + "more data promised, and the last frame cut",
                riff(container, 0, fmt, promising, rest),
                16_000,
                data,
                Remark.WARNING);
        add(
                of + "length unknown, and the last frame cut",
                riff(container, 0, fmt, chunk("data", data.bytes, 0xffffffffL, order), rest),
                16_000,
                data,
                Remark.WARNING);
    }

    /** Adds files with 64-bit lengths that are not right. */
    private void addLongLengths(String of, Data data, String container, byte[] fmt) {
        for (long length : new long[] {0, -1, Long.MAX_VALUE, 0xffffffffL, 1L << 40, 4L * data.bytes.length}) {
            byte[] file = riff(container, length, fmt, data(container, data));
            add(of + "ds64 of length " + Long.toHexString(length), file, 16_000, data, Remark.NOTE);
        }
        byte[] exact = chunk("data", data.bytes, ByteOrder.LITTLE_ENDIAN);
        addOdd(of + "length in the chunk, ds64 0", data, riff(container, 0, fmt, exact));
    }

    private void addOdd(String name, Data data, byte[] bytes) {
        add(name, bytes, 16_000, data, Remark.NONE);
    }

    /** Adds extensible formats with any number of valid bits and any channel mask: neither changes a sample. */
    private void addExtensible() {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        for (Encoding encoding : List.of(
                Encoding.PCM8, Encoding.PCM16, Encoding.PCM24, Encoding.PCM32, Encoding.FLOAT32, Encoding.PCM24_IN_4)) {
            for (int valid : new int[] {0, 1, encoding.bits - 4, encoding.bits, encoding.slot * 8}) {
                int channels = 1 + sounds.size() % 6;
                int mask = CHANNEL_MASKS[sounds.size() % CHANNEL_MASKS.length];
                int rate = rate();
                Data data = Data.of(encoding, channels, order, true);
                byte[] fmt = chunk("fmt ", extensible(encoding, channels, rate, order, valid, mask), order);
                String name = "RIFF extensible " + encoding + " " + channels + ", valid bits " + valid
                        + ", channel mask " + Integer.toHexString(mask);
                add(name, riff("RIFF", 0, fmt, data("RIFF", data)), rate, data, Remark.NONE);
            }
        }
    }

    private void addOddAiff() {
        Data data = Data.of(Encoding.PCM16, 1, ByteOrder.BIG_ENDIAN, false);
        byte[] pad = {0};
        byte[] name = bigChunk("NAME", "9 letters".getBytes(StandardCharsets.US_ASCII));
        byte[] comm = bigChunk("COMM", comm("NONE", Encoding.PCM16, 1, FRAMES, 16_000, false));
        byte[] ssnd = bigChunk("SSND", SoundBytes.concat(new byte[8], data.bytes));
        addOdd("AIFF, odd name", data, form("AIFF", name, pad, comm, ssnd));
        addOdd("AIFF, odd name without a pad byte", data, form("AIFF", name, comm, ssnd));
        addOdd("AIFF, sound before COMM", data, form("AIFF", ssnd, comm));
        addOdd("AIFF, 70 kB before COMM", data, form("AIFF", bigChunk("APPL", new byte[70_000]), comm, ssnd));
        addOdd("AIFF, chunks behind the sound", data, form("AIFF", comm, ssnd, name, pad, name, pad));
        byte[] shifted =
                bigChunk("SSND", SoundBytes.concat(new byte[] {0, 0, 0, 6, 0, 0, 0, 0}, new byte[6], data.bytes));
        addOdd("AIFF, an offset before the sound", data, form("AIFF", comm, shifted));
        byte[] unknown = bigChunk("COMM", comm("NONE", Encoding.PCM16, 1, 0, 16_000, false));
        byte[] content = SoundBytes.concat(new byte[8], data.bytes);
        for (long length : PLACEHOLDERS) {
            byte[] sound = chunk("SSND", content, length, ByteOrder.BIG_ENDIAN);
            String of = "AIFF, SSND of length " + Long.toHexString(length);
            add(of, form("AIFF", unknown, sound), 16_000, data, Remark.NOTE);
            addOdd(of + ", frames known", data, form("AIFF", comm, sound));
        }
        byte[] promising = chunk("SSND", content, 8 + 4L * data.bytes.length, ByteOrder.BIG_ENDIAN);
        byte[] rest = {1};
        add("AIFF, more data promised", form("AIFF", unknown, promising), 16_000, data, Remark.NOTE);
        add(
                "AIFF, more data promised, and the last frame cut",
                form("AIFF", unknown, promising, rest),
                16_000,
                data,
                Remark.WARNING);
    }

    private void addOddAu() {
        Data data = Data.of(Encoding.PCM16, 1, ByteOrder.BIG_ENDIAN, false);
        for (long length : PLACEHOLDERS) {
            byte[] file = au(".snd", 3, data, 16_000, new byte[0]);
            ByteBuffer.wrap(file).putInt(8, (int) length);
            add("AU, length " + Long.toHexString(length), file, 16_000, data, Remark.NOTE);
        }
        addOdd("AU, a text in the header", data, au(".snd", 3, data, 16_000, new byte[5_000]));
        byte[] promising = au(".snd", 3, data, 16_000, new byte[0]);
        ByteBuffer.wrap(promising).putInt(8, 4 * data.bytes.length);
        add("AU, more data promised", promising, 16_000, data, Remark.NOTE);
        byte[] cut = SoundBytes.concat(promising, new byte[1]);
        add("AU, more data promised, and the last frame cut", cut, 16_000, data, Remark.WARNING);
    }

    private static ByteOrder order(String container) {
        return container.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static byte[] fmt(Encoding encoding, int channels, int rate, ByteOrder order) {
        int frame = channels * encoding.slot;
        ByteBuffer fmt = ByteBuffer.allocate(16).order(order);
        fmt.putShort((short) encoding.tag).putShort((short) channels).putInt(rate);
        fmt.putInt(rate * frame).putShort((short) frame).putShort((short) encoding.bits);
        return fmt.array();
    }

    private static byte[] extensible(
            Encoding encoding, int channels, int rate, ByteOrder order, int valid, int channelMask) {
        ByteBuffer fmt = ByteBuffer.allocate(40).order(order);
        fmt.put(fmt(encoding, channels, rate, order)).putShort(0, (short) 0xfffe);
        fmt.putShort((short) 22).putShort((short) valid).putInt(channelMask);
        fmt.putInt(encoding.tag).putShort((short) 0).putShort((short) 0x10);
        fmt.order(ByteOrder.BIG_ENDIAN).putLong(0x8000_00aa_0038_9b71L);
        return fmt.array();
    }

    /** Returns the chunk of samples; RF64 and BW64 state its length elsewhere. */
    private static byte[] data(String container, Data data) {
        return chunk(
                "data", data.bytes, container.startsWith("RIF") ? data.bytes.length : 0xffffffffL, order(container));
    }

    /**
     * Returns a file of chunks.
     *
     * @param dataBytes the length of the samples, for the chunk ds64 of RF64 and BW64
     */
    private static byte[] riff(String container, long dataBytes, byte[]... chunks) {
        ByteOrder order = order(container);
        byte[] content = SoundBytes.concat(chunks);
        byte[] form = "WAVE".getBytes(StandardCharsets.US_ASCII);
        if (container.startsWith("RIF")) {
            return chunk(container, SoundBytes.concat(form, content), order);
        }
        ByteBuffer ds64 = ByteBuffer.allocate(28).order(order);
        ds64.putLong(4 + 36 + content.length).putLong(dataBytes).putLong(FRAMES);
        byte[] all = SoundBytes.concat(form, chunk("ds64", ds64.array(), order), content);
        return chunk(container, all, 0xffffffffL, order);
    }

    private static byte[] chunk(String id, byte[] content, ByteOrder order) {
        return chunk(id, content, content.length, order);
    }

    private static byte[] chunk(String id, byte[] content, long length, ByteOrder order) {
        ByteBuffer header = ByteBuffer.allocate(8).order(order);
        header.put(id.getBytes(StandardCharsets.US_ASCII)).putInt((int) length);
        return SoundBytes.concat(header.array(), content);
    }

    private static byte[] bigChunk(String id, byte[] content) {
        return chunk(id, content, ByteOrder.BIG_ENDIAN);
    }

    private static byte[] form(String type, byte[]... chunks) {
        return bigChunk("FORM", SoundBytes.concat(type.getBytes(StandardCharsets.US_ASCII), SoundBytes.concat(chunks)));
    }

    private static byte[] comm(String type, Encoding encoding, int channels, int frames, int rate, boolean compressed) {
        ByteBuffer comm = ByteBuffer.allocate(compressed ? 24 : 18);
        comm.putShort((short) channels).putInt(frames).putShort((short) encoding.bits);
        int zeros = Long.numberOfLeadingZeros(rate);
        comm.putShort((short) (16383 + 63 - zeros)).putLong((long) rate << zeros); // an 80-bit number
        if (compressed) {
            comm.put(type.getBytes(StandardCharsets.US_ASCII)).putShort((short) 0);
        }
        return comm.array();
    }

    private void addAiff(String form, String type, Encoding encoding, int channels, ByteOrder order) {
        Data data = Data.of(encoding, channels, order, type.equals("raw "));
        boolean compressed = form.equals("AIFC");
        int rate = rate();
        byte[] comm = bigChunk("COMM", comm(type, encoding, channels, FRAMES, rate, compressed));
        byte[] ssnd = bigChunk("SSND", SoundBytes.concat(new byte[8], data.bytes));
        add(form + " " + type + " " + encoding + " " + channels, form(form, comm, ssnd), rate, data, Remark.NONE);
    }

    private void addAu(String magic, int code, Encoding encoding, int channels) {
        Data data = Data.of(encoding, channels, auOrder(magic), false);
        int rate = rate();
        String name = "AU " + magic + " " + encoding + " " + channels;
        add(name, au(magic, code, data, rate, new byte[0]), rate, data, Remark.NONE);
    }

    private static byte[] au(String magic, int code, Data data, int rate, byte[] text) {
        ByteBuffer header = ByteBuffer.allocate(24).order(auOrder(magic));
        header.put(magic.getBytes(StandardCharsets.US_ASCII)).putInt(24 + text.length);
        header.putInt(data.bytes.length).putInt(code).putInt(rate).putInt(data.channels);
        return SoundBytes.concat(header.array(), text, data.bytes);
    }

    private static ByteOrder auOrder(String magic) {
        return magic.equals("dns.") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }
}
