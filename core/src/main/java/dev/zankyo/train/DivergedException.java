package dev.zankyo.train;

import dev.zankyo.InputException;
import dev.zankyo.Subject;

/** Training went out of bounds: the loss or the weights are no longer finite. */
public final class DivergedException extends InputException {
    private static final long serialVersionUID = 1L;

    DivergedException(String rule, String got, String remedy) {
        super(Subject.named("training"), rule, got, remedy);
    }
}
