package dev.zankyo.train;

import dev.zankyo.InputException;
import dev.zankyo.Subject;

/** An exception for diverged training: the loss or the weights are no longer finite. */
public final class DivergedException extends InputException {
    private static final long serialVersionUID = 1L;

    DivergedException(String rule, String got, String remedy) {
        super(InputException.of(Subject.named("training"), rule).got(got).remedy(remedy));
    }
}
