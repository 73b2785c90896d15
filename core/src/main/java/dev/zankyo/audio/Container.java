package dev.zankyo.audio;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The container format of a sound file, detected from its first bytes. */
enum Container {
    WAV("WAV"),
    AIFF("AIFF"),
    AU("AU"),
    FLAC("FLAC"),
    OGG("Ogg"),
    MP3("MP3"),
    /** Formats that a decoder may know: MPEG-4, Matroska, WavPack, RF64, ... */
    OTHER("such");

    private final String title;

    Container(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean knownToJdk() {
        return this == WAV || this == AIFF || this == AU;
    }

    /** Returns the format of a file that begins with {@code head}; null if it is unknown. */
    static Container of(byte[] head, Path file) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String form = text.length() >= 12 ? text.substring(8, 12) : "";
        if (text.startsWith("RIFF") || text.startsWith("RIFX")) {
            return form.equals("WAVE") ? WAV : null;
        }
        if (text.startsWith("FORM")) {
            return form.equals("AIFF") || form.equals("AIFC") ? AIFF : null;
        }
        if (text.startsWith(".snd")) {
            return AU;
        }
        if (text.startsWith("fLaC")) {
            return FLAC;
        }
        if (text.startsWith("OggS")) {
            return OGG;
        }
        if (text.startsWith("ID3") || isMpegFrame(head)) {
            return MP3;
        }
        boolean other = text.startsWith("RF64")
                || text.startsWith("wvpk")
                || text.startsWith("\u001aE\u00df\u00a3")
                || text.startsWith("caff")
                || text.startsWith("#!AMR")
                || text.startsWith("ftyp", 4);
        return other ? OTHER : byName(file);
    }

    /**
     * Returns whether the bytes are the header of an MPEG audio frame: 11 set bits, then a valid version, layer, bit
     * rate and sample rate.
     */
    private static boolean isMpegFrame(byte[] head) {
        return head.length >= 4
                && head[0] == (byte) 0xff
                && (head[1] & 0xe0) == 0xe0
                && (head[1] & 0x18) != 0x08
                && (head[1] & 0x06) != 0
                && (head[2] & 0xf0) != 0xf0
                && (head[2] & 0x0c) != 0x0c;
    }

    /** Detects MP3 by name: such a file may begin with any bytes, because decoders search for the first frame. */
    private static Container byName(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".mp3") ? MP3 : null;
    }
}
