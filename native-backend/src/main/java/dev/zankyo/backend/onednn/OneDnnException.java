package dev.zankyo.backend.onednn;

/** An exception for a call that oneDNN refused. The message names the function and explains the status. */
final class OneDnnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private OneDnnException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Throws unless the status is success. */
    public static void check(String function, int status) {
        if (status != DnnlTypes.dnnl_success) {
            throw new OneDnnException(function + ": oneDNN must succeed; got status " + meaning(status), null);
        }
    }

    /** Returns the same exception with the name of the node at the start of its message. */
    OneDnnException at(String node) {
        return new OneDnnException(node + ": " + getMessage(), this);
    }

    /** Returns the meaning of a {@code dnnl_status_t}. */
    private static String meaning(int status) {
        return switch (status) {
            case 1 -> "1, out of memory";
            case 2 -> "2, invalid arguments";
            case 3 -> "3, unimplemented";
            case 4 -> "4, last implementation reached";
            case 5 -> "5, runtime error";
            case 6 -> "6, not required";
            case 7 -> "7, invalid graph";
            case 8 -> "8, invalid graph operation";
            case 9 -> "9, invalid shape";
            case 10 -> "10, invalid data type";
            default -> Integer.toString(status);
        };
    }
}
