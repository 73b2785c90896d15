package dev.zankyo.audio;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that is certainly not a recording, although it lies among recordings. Such files are not passed to decoders,
 * because some decoders decode any bytes as sound.
 *
 * @param what the kind of file with an article, such as {@code a zip archive}
 * @param remedy the user's next step, as an imperative
 */
record OtherFile(String what, String remedy) {
    private static final String REPLACE = "replace it by the recording";

    /**
     * Returns the kind of file, or null if the file may be a recording.
     *
     * @param head the first bytes, up to 4096
     */
    static OtherFile of(byte[] head, Path file) {
        if (head.length == 0) {
            return new OtherFile("an empty one", "copy or download it again");
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            return new OtherFile("a Git LFS pointer", "run git lfs pull in its folder to fetch the file");
        }
        if (name.endsWith(".icloud") || text.startsWith("bplist00")) {
            return new OtherFile("an iCloud placeholder", "download the file in the Finder first");
        }
        if (isAllZero(head)) {
            return new OtherFile("zeros only", "copy or download it again: its content was never written");
        }
        if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
            return new OtherFile("a zip archive", "unpack it");
        }
        if (text.startsWith("\u001f\u008b")) {
            return new OtherFile("a gzip archive", "unpack it");
        }
        if (text.startsWith("7z\u00bc\u00af") || text.startsWith("Rar!")) {
            return new OtherFile("an archive", "unpack it");
        }
        if (text.startsWith("\u0093NUMPY")) {
            return new OtherFile("a NumPy file", "write its samples as WAV, or its rows as CSV");
        }
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype") || start.startsWith("<html")) {
            return new OtherFile("a web page (HTML)", "download the file itself: a server answered with a page");
        }
        if (start.startsWith("<?xml") || start.startsWith("<error")) {
            return new OtherFile("an XML text", "download the file itself: a server answered with a message");
        }
        if (text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8\u00ff") || text.startsWith("GIF8")) {
            return new OtherFile("a picture", REPLACE);
        }
        if (text.startsWith("%PDF")) {
            return new OtherFile("a PDF document", REPLACE);
        }
        if (text.startsWith("MThd")) {
            return new OtherFile("a MIDI file, which holds notes", "render it to WAV");
        }
        return null;
    }

    private static boolean isAllZero(byte[] head) {
        for (byte value : head) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
