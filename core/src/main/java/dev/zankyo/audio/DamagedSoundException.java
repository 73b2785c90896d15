package dev.zankyo.audio;

import java.io.IOException;

/**
 * An exception for a sound file whose header breaks a rule of its format. The message is the rule and the value found.
 */
final class DamagedSoundException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedSoundException(String message) {
        super(message);
    }
}
