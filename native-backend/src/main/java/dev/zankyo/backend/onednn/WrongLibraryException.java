package dev.zankyo.backend.onednn;

import java.io.IOException;

/**
 * An exception for a library on the class path that differs from the one this module was built with. The library is not
 * opened.
 */
final class WrongLibraryException extends IOException {
    private static final long serialVersionUID = 1;

    WrongLibraryException(String message) {
        super(message);
    }
}
