package dev.zankyo;

/**
 * What the user gave cannot be used: a file, an option, a value. The message is one line in the project's voice, {@code
 * where: rule; expected X, got Y (remedy)}, and is meant to be shown as it stands; the command line exits with 2.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
