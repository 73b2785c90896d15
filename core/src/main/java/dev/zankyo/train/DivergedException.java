package dev.zankyo.train;

import dev.zankyo.InputException;

/** An exception for diverged training: the loss or the weights are no longer finite. */
public final class DivergedException extends InputException {
    private static final long serialVersionUID = 1L;

    DivergedException(String message) {
        super(message);
    }
}
