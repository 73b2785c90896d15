package dev.zankyo.audio;

import java.io.IOException;

/**
 * An exception for a sound file with an encoding that only a decoder can read. The message is the name of the encoding:
 * {@code IMA ADPCM (tag 17)}.
 */
final class ForeignEncodingException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignEncodingException(String encoding) {
        super(encoding);
    }
}
