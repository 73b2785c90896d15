package dev.zankyo;

import java.util.function.Function;

/**
 * The user's data or settings cannot be used: a file, a value, a combination of settings. The message is one line, {@code
 * where: rule; expected X, got Y (remedy)}, and can be shown as it stands.
 *
 * <p>The rule: whatever a user can cause is an {@code InputException}; an {@link IllegalArgumentException} or {@link
 * IllegalStateException} is the mistake of a program that calls this library.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message may name a {@link Setting} */
    public InputException(String message) {
        super(message);
    }

    /** @param message may name a {@link Setting} */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the message, in which settings have their names in the Java API. */
    @Override
    public String getMessage() {
        return Setting.named(super.getMessage());
    }

    /** Returns the message, in which settings have the names given. */
    public String message(Function<Setting, String> names) {
        return Setting.named(super.getMessage(), names);
    }
}
