package dev.zankyo.audio;

import dev.zankyo.audio.SampleFormat.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** The header of an AU file (Sun, NeXT), big-endian {@code .snd} or little-endian {@code dns.}. */
final class AuHeader {
    private static final int LENGTH = 24;
    private static final Map<Integer, String> NAMES =
            Map.of(23, "G.721 ADPCM", 24, "G.722 ADPCM", 25, "G.723 ADPCM", 26, "G.723 ADPCM of 5 bits");

    private AuHeader() {}

    /**
     * Reads the header of a file that begins with {@code .snd} or {@code dns.}.
     *
     * @throws DamagedSoundException if the header does not say how the samples are stored
     * @throws ForeignEncodingException if the samples are compressed
     */
    static StoredSound read(ByteSource bytes) throws IOException {
        ByteOrder order = bytes.text(0, 4).equals("dns.") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer header = bytes.at(4, LENGTH - 4, order);
        long begin = Integer.toUnsignedLong(header.getInt());
        long length = Integer.toUnsignedLong(header.getInt());
        int encoding = header.getInt();
        int rate = header.getInt();
        int channels = header.getInt();
        if (begin < LENGTH) {
            throw new DamagedSoundException("the header must have at least 24 bytes; got " + begin);
        }
        if (channels < 0 || channels > 0xffff) {
            throw new DamagedSoundException("channels must be at least 1; got " + Integer.toUnsignedString(channels));
        }
        SampleFormat format =
                switch (encoding) {
                    case 1 -> RiffHeader.checked(Numbers.MU_LAW, rate, channels, 0, 8, order);
                    case 2, 3, 4, 5 -> RiffHeader.checked(Numbers.SIGNED, rate, channels, 0, 8 * (encoding - 1), order);
                    case 6 -> RiffHeader.checked(Numbers.FLOAT, rate, channels, 0, 32, order);
                    case 7 -> RiffHeader.checked(Numbers.FLOAT, rate, channels, 0, 64, order);
                    case 27 -> RiffHeader.checked(Numbers.A_LAW, rate, channels, 0, 8, order);
                    default ->
                        throw new ForeignEncodingException(NAMES.getOrDefault(encoding, "an encoding without a name")
                                + " (number " + Integer.toUnsignedString(encoding) + ")");
                };
        long left = bytes.size() - begin;
        boolean known = length != 0 && (bytes.mayHold(begin, length) || length < 0x7fff_0000L);
        return StoredSound.within(bytes, format, begin, known ? length : left <= 0 ? 0 : -1);
    }
}
