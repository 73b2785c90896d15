package dev.zankyo.backend.onednn;

/** oneDNN refused a call. The message names the function and says what the status means. */
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

    /** The same, with the place in the network before it. */
    OneDnnException at(String node) {
        return new OneDnnException(node + ": " + getMessage(), this);
    }

    /** The names of {@code dnnl_status_t}. */
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
