package dev.zankyo.audio;

import dev.zankyo.audio.Chunks.Chunk;
import dev.zankyo.audio.SampleFormat.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * The header of a WAV file: RIFF, RIFX (big-endian), RF64 and BW64 (64-bit lengths; EBU Tech 3306, ITU-R BS.2088). The
 * length of the whole file in the header is ignored. Chunks run to the end of the file, in any order.
 */
final class RiffHeader {
    private static final int EXTENSIBLE = 0xfffe;

    /**
     * The smallest length that means "unknown" if the file is shorter. Programs write 0x7fffffff, 0x80000000 or
     * 0xffffffff; some subtract the size of the header from it.
     */
    private static final long PLACEHOLDER = 0x7fff_0000L;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x02, "Microsoft ADPCM"),
            Map.entry(0x10, "OKI ADPCM"),
            Map.entry(0x11, "IMA ADPCM"),
            Map.entry(0x14, "G.723 ADPCM"),
            Map.entry(0x20, "Yamaha ADPCM"),
            Map.entry(0x22, "TrueSpeech"),
            Map.entry(0x31, "GSM 6.10"),
            Map.entry(0x40, "G.721 ADPCM"),
            Map.entry(0x45, "G.726 ADPCM"),
            Map.entry(0x50, "MPEG"),
            Map.entry(0x55, "MP3"),
            Map.entry(0xff, "AAC"),
            Map.entry(0x161, "Windows Media Audio"),
            Map.entry(0x162, "Windows Media Audio"),
            Map.entry(0x1610, "AAC"),
            Map.entry(0x2000, "AC-3"));

    private final ByteSource bytes;
    private final ByteOrder order;
    private SampleFormat format;
    private Chunk data;
    private long longDataLength = -1;

    private RiffHeader(ByteSource bytes, ByteOrder order) {
        this.bytes = bytes;
        this.order = order;
    }

    /**
     * Reads the header of a file that begins with RIFF, RIFX, RF64 or BW64.
     *
     * @throws DamagedSoundException if the file has no samples or does not say how they are stored
     * @throws ForeignEncodingException if the samples are compressed
     */
    static StoredSound read(ByteSource bytes) throws IOException {
        ByteOrder order = bytes.text(0, 4).equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new RiffHeader(bytes, order).read();
    }

    private StoredSound read() throws IOException {
        Chunks chunks = new Chunks(bytes, 12, order);
        while (format == null || data == null) { // does not wait for bytes behind the samples of a stream
            Chunk chunk = chunks.next();
            if (chunk == null) {
                break;
            }
            switch (chunk.id()) {
                case "ds64" ->
                    longDataLength = bytes.at(chunk.begin() + 8, 8, order).getLong();
                case "fmt " -> format = format == null ? format(chunk) : format;
                case "data" -> {
                    if (data == null && isLong(chunk) && longDataLength <= bytes.size() - chunk.begin()) {
                        chunks.skip(chunk, longDataLength);
                    }
                    data = data == null ? chunk : data;
                }
                default -> {
                    // Other chunks, such as text, cue points and padding, say nothing about the samples.
                }
            }
        }
        if (format == null) {
            throw new DamagedSoundException("must have a chunk fmt before the end of the file; got none");
        }
        if (data == null) {
            throw new DamagedSoundException("must have a chunk data; got none");
        }
        return StoredSound.within(bytes, format, data.begin(), dataLength(chunks));
    }

    /** Returns whether the length of the samples is in the chunk ds64, before the samples. */
    private boolean isLong(Chunk samples) {
        return samples.length() == 0xffff_ffffL && longDataLength >= 0;
    }

    /** Returns the length of the samples in bytes, or -1 if the header does not say it. */
    private long dataLength(Chunks chunks) throws IOException {
        long length = isLong(data) ? longDataLength : data.length();
        long left = bytes.size() - data.begin();
        if (length == 0) {
            return left == 0 || chunks.isWhole(data.begin()) ? 0 : -1;
        }
        return length >= PLACEHOLDER && !bytes.mayHold(data.begin(), length) ? -1 : length;
    }

    private SampleFormat format(Chunk chunk) throws IOException {
        if (chunk.length() < 16) {
            throw new DamagedSoundException("chunk fmt must have 16 bytes; got " + chunk.length());
        }
        ByteBuffer fmt = bytes.at(chunk.begin(), 16, order);
        int tag = Short.toUnsignedInt(fmt.getShort());
        int channels = Short.toUnsignedInt(fmt.getShort());
        int rate = fmt.getInt();
        fmt.getInt();
        int frame = Short.toUnsignedInt(fmt.getShort());
        int bits = Short.toUnsignedInt(fmt.getShort());
        if (tag == EXTENSIBLE) {
            tag = subFormat(chunk);
        }
        return format(tag, rate, channels, frame, bits);
    }

    private int subFormat(Chunk chunk) throws IOException {
        if (chunk.length() < 40) {
            throw new DamagedSoundException(
                    "chunk fmt must have 40 bytes for its extended format; got " + chunk.length());
        }
        ByteBuffer guid = bytes.at(chunk.begin() + 24, 16, order);
        int first = guid.getInt();
        int second = Short.toUnsignedInt(guid.getShort());
        int third = Short.toUnsignedInt(guid.getShort());
        long last = guid.order(ByteOrder.BIG_ENDIAN).getLong();
        boolean wave = second == 0 && third == 0x10 && last == 0x8000_00aa_0038_9b71L;
        boolean ambisonic = second == 0x0721 && third == 0x11d3 && last == 0x8644_c8c1_ca00_0000L;
        if (!wave && !ambisonic) {
            throw new ForeignEncodingException(
                    String.format("an extended format (%08x-%04x-%04x-%016x)", first, second, third, last));
        }
        return first;
    }

    private SampleFormat format(int tag, int rate, int channels, int frame, int bits) throws IOException {
        Numbers numbers =
                switch (tag) {
                    case 1 -> bits <= 8 ? Numbers.UNSIGNED : Numbers.SIGNED;
                    case 3 -> Numbers.FLOAT;
                    case 6 -> Numbers.A_LAW;
                    case 7 -> Numbers.MU_LAW;
                    default ->
                        throw new ForeignEncodingException(
                                NAMES.getOrDefault(tag, "an encoding without a name") + " (tag " + tag + ")");
                };
        return checked(numbers, rate, channels, frame, bits, order);
    }

    /**
     * Returns a sample format after checking that its numbers are consistent.
     *
     * @param frame bytes of a frame, or 0 if the header does not say it
     */
    static SampleFormat checked(Numbers numbers, int rate, int channels, int frame, int bits, ByteOrder order)
            throws DamagedSoundException {
        int value = (bits + 7) / 8;
        if (!numbers.hasSize(value)) {
            throw new DamagedSoundException(
                    "samples must be whole numbers of 1 to 32 bits, floating-point numbers of 32 or"
                            + " 64, or 8 bits of mu-law or A-law; got " + bits + " bits");
        }
        if (channels == 0) {
            throw new DamagedSoundException("channels must be at least 1; got 0");
        }
        int bytes = frame == 0 ? channels * value : frame;
        if (bytes < channels * value) {
            throw new DamagedSoundException("a frame must hold a sample of every channel; expected at least "
                    + channels * value + " bytes, got " + bytes);
        }
        return new SampleFormat(numbers, rate, channels, bytes, value, order);
    }
}
