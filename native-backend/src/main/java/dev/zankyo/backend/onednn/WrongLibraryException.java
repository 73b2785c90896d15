package dev.zankyo.backend.onednn;

import java.io.IOException;

/** A library on the class path that is not the one this module was built with; it is not opened. */
final class WrongLibraryException extends IOException {
    private static final long serialVersionUID = 1;

    WrongLibraryException(String message) {
        super(message);
    }
}
