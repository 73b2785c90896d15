package dev.zankyo.sounds;

import dev.zankyo.audio.Span;
import dev.zankyo.io.Digest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The identity of a file's content, independent of its name: the first 128 bits of the SHA-256 of its bytes, as 32
 * hexadecimal digits.
 */
final class ContentHash {
    static final int BYTES = 16;

    private ContentHash() {}

    static String of(Path file) throws IOException {
        return Digest.of(file).substring(0, 2 * BYTES);
    }

    /** Returns the identity of a segment of a recording. */
    static String ofSegment(String recording, Span span) {
        return Digest.of(recording + " " + span).substring(0, 2 * BYTES);
    }
}
