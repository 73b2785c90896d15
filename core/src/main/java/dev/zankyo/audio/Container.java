package dev.zankyo.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The format of a file that should be a recording, detected from its first bytes. */
enum Container {
    WAV("WAV"),
    AIFF("AIFF"),
    AU("AU"),
    FLAC("FLAC"),
    OGG("Ogg"),
    MP3("MP3"),
    W64("Sony Wave64"),
    SPHERE("NIST SPHERE"),
    CAF("Core Audio"),
    AMR("AMR"),
    WAVPACK("WavPack"),
    MATROSKA("Matroska"),
    MPEG4("MPEG-4"),
    ASF("Windows Media"),
    APE("Monkey's Audio"),
    VOC("Creative Voice"),
    /** A format that is not recognized by its first bytes. */
    UNKNOWN("");

    private final String title;

    Container(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Reads the header if Zankyo itself decodes this format; returns null if only a decoder can. */
    StoredSound header(ByteSource bytes) throws IOException {
        return switch (this) {
            case WAV -> RiffHeader.read(bytes);
            case AIFF -> AiffHeader.read(bytes);
            case AU -> AuHeader.read(bytes);
            default -> null;
        };
    }

    /** Returns the format of a file that begins with {@code head}. */
    static Container of(byte[] head, Path file) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String form = text.length() >= 12 ? text.substring(8, 12) : "";
        String first = text.length() >= 4 ? text.substring(0, 4) : "";
        return switch (first) {
            case "RIFF", "RIFX", "RF64", "BW64" -> form.equals("WAVE") ? WAV : UNKNOWN;
            case "FORM" -> form.equals("AIFF") || form.equals("AIFC") ? AIFF : UNKNOWN;
            case ".snd", "dns." -> AU;
            case "fLaC" -> FLAC;
            case "OggS" -> OGG;
            case "riff" -> W64;
            case "NIST" -> SPHERE;
            case "caff" -> CAF;
            case "wvpk" -> WAVPACK;
            case "\u001aE\u00df\u00a3" -> MATROSKA;
            case "0&\u00b2u" -> ASF;
            case "MAC " -> APE;
            case "Crea" -> text.startsWith("Creative Voice File") ? VOC : UNKNOWN;
            default -> {
                if (text.startsWith("#!AMR")) {
                    yield AMR;
                }
                if (text.startsWith("ftyp", 4)) {
                    yield MPEG4;
                }
                yield text.startsWith("ID3") || isMpegFrame(head) || isNamedMp3(file) ? MP3 : UNKNOWN;
            }
        };
    }

    /** Returns whether bytes begin with eleven set bits, then a version, layer, bit rate and sample rate that exist. */
    private static boolean isMpegFrame(byte[] head) {
        return head.length >= 4
                && head[0] == (byte) 0xff
                && (head[1] & 0xe0) == 0xe0
                && (head[1] & 0x18) != 0x08
                && (head[1] & 0x06) != 0
                && (head[2] & 0xf0) != 0xf0
                && (head[2] & 0x0c) != 0x0c;
    }

    /**
     * Returns whether a file is an MP3 file by its name. An MP3 file may begin with any bytes, because decoders search
     * for the first frame.
     */
    private static boolean isNamedMp3(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".mp3");
    }
}
