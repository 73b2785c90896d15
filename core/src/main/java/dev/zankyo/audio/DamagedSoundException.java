package dev.zankyo.audio;

import java.io.IOException;

/** The header of a sound file breaks a rule of its format. The message is the rule and what was found. */
final class DamagedSoundException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedSoundException(String message) {
        super(message);
    }
}
