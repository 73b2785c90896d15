package dev.zankyo.sounds;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * The names of files as text. Names are in Unicode's composed form (NFC), so that they compare equal even if a file
 * system or a table decomposes accented letters.
 */
final class FileNames {
    private static final char UNDECODED = '\uFFFD';

    private FileNames() {}

    /** Returns a text in Unicode's composed form. */
    static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Returns the path of a file within a folder, separated by slashes. */
    static String within(Path folder, Path file) {
        Path relative = folder.relativize(file);
        StringBuilder name = new StringBuilder();
        for (Path part : relative) {
            name.append(name.isEmpty() ? "" : "/").append(text(part));
        }
        return composed(name.toString());
    }

    /**
     * Returns the name of a file. The JVM decodes names by the platform's encoding and replaces bytes that it cannot
     * decode, so different names could become equal. Such names are decoded here from their bytes, as UTF-8; a byte
     * that is not UTF-8 is written as {@code \xE4}.
     */
    static String text(Path name) {
        String text = name.toString();
        return text.indexOf(UNDECODED) < 0 ? text : decoded(bytes(name));
    }

    /** Returns the bytes of a name. They are read from its URI, which has bytes outside ASCII in hexadecimal. */
    private static byte[] bytes(Path name) {
        String uri = name.toAbsolutePath().toUri().getRawPath();
        ByteBuffer bytes = ByteBuffer.allocate(uri.length());
        for (int i = uri.lastIndexOf('/', uri.length() - 2) + 1; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(uri.substring(i + 1, i + 3), 16));
                i += 2;
            } else if (uri.charAt(i) != '/') {
                bytes.put((byte) uri.charAt(i));
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) {
                text.append(b >= 0 ? String.valueOf((char) b) : String.format("\\x%02X", b));
            }
            return text.toString();
        }
    }
}
