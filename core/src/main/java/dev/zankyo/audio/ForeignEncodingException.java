package dev.zankyo.audio;

import java.io.IOException;

/** A sound file holds an encoding that only a decoder knows. The message is its name: {@code IMA ADPCM (tag 17)}. */
final class ForeignEncodingException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignEncodingException(String encoding) {
        super(encoding);
    }
}
