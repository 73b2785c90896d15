package dev.zankyo.audio;

import dev.zankyo.audio.Chunks.Chunk;
import dev.zankyo.audio.SampleFormat.Numbers;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * The header of an AIFF or AIFF-C file (Apple, Audio Interchange File Format, 1989 and 1991). Chunks may have any
 * order.
 */
final class AiffHeader {
    private static final int COMMON = 18;
    private static final Map<String, String> NAMES = Map.of(
            "ima4", "IMA ADPCM",
            "MAC3", "MACE 3:1",
            "MAC6", "MACE 6:1",
            "GSM ", "GSM 6.10",
            "QDMC", "QDesign Music",
            "QDM2", "QDesign Music 2",
            ".mp3", "MP3",
            "ADP4", "IMA ADPCM");

    private AiffHeader() {}

    /**
     * Reads the header of a file that begins with {@code FORM} and has the form type {@code AIFF} or {@code AIFC}.
     *
     * @throws DamagedSoundException if the file has no samples or does not say how they are stored
     * @throws ForeignEncodingException if the samples are compressed
     */
    static StoredSound read(ByteSource bytes) throws IOException {
        boolean compressed = bytes.text(8, 4).equals("AIFC");
        Chunk common = null;
        Chunk sound = null;
        Chunks chunks = new Chunks(bytes, 12, ByteOrder.BIG_ENDIAN);
        while (common == null || sound == null) { // does not wait for bytes behind the samples of a stream
            Chunk chunk = chunks.next();
            if (chunk == null) {
                break;
            }
            if (chunk.id().equals("COMM")) {
                common = chunk;
            } else if (chunk.id().equals("SSND")) {
                sound = chunk;
            }
        }
        if (common == null || common.length() < COMMON) {
            throw new DamagedSoundException("must have a chunk COMM of 18 bytes before the end of the file; got "
                    + (common == null ? "none" : common.length()));
        }
        if (sound == null) {
            throw new DamagedSoundException("must have a chunk SSND; got none");
        }
        ByteBuffer comm = bytes.at(common.begin(), COMMON, ByteOrder.BIG_ENDIAN);
        int channels = Short.toUnsignedInt(comm.getShort());
        long frames = Integer.toUnsignedLong(comm.getInt());
        int bits = Short.toUnsignedInt(comm.getShort());
        int rate = rate(Short.toUnsignedInt(comm.getShort()), comm.getLong());
        String type = compressed && common.length() >= COMMON + 4 ? bytes.text(common.begin() + COMMON, 4) : "NONE";
        SampleFormat format = format(type, rate, channels, bits);
        long offset = Integer.toUnsignedLong(
                bytes.at(sound.begin(), 4, ByteOrder.BIG_ENDIAN).getInt());
        return StoredSound.within(
                bytes, format, sound.begin() + 8 + offset, length(bytes, sound, format, frames, offset));
    }

    /** Returns the length of the samples in bytes, or -1 if the header does not say it. */
    private static long length(ByteSource bytes, Chunk sound, SampleFormat format, long frames, long offset) {
        long begin = sound.begin() + 8 + offset;
        long left = bytes.size() - begin;
        long ofChunk = sound.length() - 8 - offset;
        long ofFrames = frames * format.frameBytes();
        boolean known = ofChunk > 0 && bytes.mayHold(begin, ofChunk);
        if (!known && (frames == 0 || !bytes.mayHold(begin, ofFrames))) {
            return sound.length() > 8 + offset && sound.length() < 0x7fff_0000L ? ofChunk : left <= 0 ? 0 : -1;
        }
        return !known ? ofFrames : frames == 0 ? ofChunk : Math.min(ofChunk, ofFrames);
    }

    private static SampleFormat format(String type, int rate, int channels, int bits) throws IOException {
        ByteOrder big = ByteOrder.BIG_ENDIAN;
        ByteOrder little = ByteOrder.LITTLE_ENDIAN;
        return switch (type) {
            case "NONE", "twos" -> RiffHeader.checked(Numbers.SIGNED, rate, channels, 0, bits, big);
            case "sowt" -> RiffHeader.checked(Numbers.SIGNED, rate, channels, 0, bits, little);
            case "raw " -> RiffHeader.checked(Numbers.UNSIGNED, rate, channels, 0, bits, big);
            case "in24" -> RiffHeader.checked(Numbers.SIGNED, rate, channels, 0, 24, big);
            case "42ni" -> RiffHeader.checked(Numbers.SIGNED, rate, channels, 0, 24, little);
            case "in32" -> RiffHeader.checked(Numbers.SIGNED, rate, channels, 0, 32, big);
            case "23ni" -> RiffHeader.checked(Numbers.SIGNED, rate, channels, 0, 32, little);
            case "fl32", "FL32" -> RiffHeader.checked(Numbers.FLOAT, rate, channels, 0, 32, big);
            case "fl64", "FL64" -> RiffHeader.checked(Numbers.FLOAT, rate, channels, 0, 64, big);
            case "ulaw", "ULAW" -> RiffHeader.checked(Numbers.MU_LAW, rate, channels, 0, 8, big);
            case "alaw", "ALAW" -> RiffHeader.checked(Numbers.A_LAW, rate, channels, 0, 8, big);
            default ->
                throw new ForeignEncodingException(NAMES.getOrDefault(type, "an encoding without a name") + " (type "
                        + FileError.printable(type) + ")");
        };
    }

    /**
     * Returns an 80-bit floating-point number as an integer.
     *
     * @param exponent the sign and 15 bits of exponent
     * @param mantissa 64 bits with their leading 1
     */
    private static int rate(int exponent, long mantissa) {
        int shift = 16383 + 63 - (exponent & 0x7fff);
        if (exponent > 0x7fff || shift < 32 || shift > 63) {
            return 0; // negative, below 1 or beyond 2^31: no rate
        }
        return (int) (mantissa >>> shift);
    }
}
