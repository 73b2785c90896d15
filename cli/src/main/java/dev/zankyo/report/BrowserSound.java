package dev.zankyo.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The MIME types of sound files, by which a browser says whether it plays them. */
final class BrowserSound {
    private static final int HEAD = 4096;
    private static final Set<Integer> PCM_BITS = Set.of(8, 16, 24, 32);

    private BrowserSound() {}

    /**
     * Returns the MIME type of a sound file, found in its first bytes. Returns empty if no browser plays it or it
     * cannot be read. A browser may still refuse the type: most play no AIFF.
     */
    static Optional<String> type(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return type(in.readNBytes(HEAD));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> type(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) {
            return isPlayedWav(head, text) ? Optional.of("audio/wav") : Optional.empty();
        }
        if (text.startsWith("FORM") && text.startsWith("AIFF", 8)) {
            return Optional.of("audio/aiff");
        }
        if (text.startsWith("fLaC")) {
            return Optional.of("audio/flac");
        }
        if (text.startsWith("OggS")) {
            return Optional.of("audio/ogg");
        }
        if (text.startsWith("ftyp", 4)) {
            return Optional.of("audio/mp4");
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return Optional.of("audio/webm");
        }
        boolean mpegFrame = head.length > 1 && head[0] == (byte) 0xff && (head[1] & 0xe6) == 0xe2;
        return text.startsWith("ID3") || mpegFrame ? Optional.of("audio/mpeg") : Optional.empty();
    }

    /** Returns whether the samples are integers of up to 32 bits, floats of 32 bits, or A-law or mu-law. */
    private static boolean isPlayedWav(byte[] head, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int chunk = 12;
        while (chunk >= 0 && chunk + 24 <= head.length && !text.startsWith("fmt ", chunk)) {
            int size = bytes.getInt(chunk + 4);
            chunk = size < 0 ? -1 : chunk + 8 + size + size % 2;
        }
        if (chunk < 0 || chunk + 24 > head.length) {
            return false;
        }
        int tag = bytes.getShort(chunk + 8) & 0xffff;
        int bits = bytes.getShort(chunk + 22);
        boolean extensible = tag == 0xfffe && chunk + 34 <= head.length;
        return switch (extensible ? bytes.getShort(chunk + 32) & 0xffff : tag) {
            case 1 -> PCM_BITS.contains(bits);
            case 3 -> bits == 32;
            case 6, 7 -> bits == 8;
            default -> false;
        };
    }
}
