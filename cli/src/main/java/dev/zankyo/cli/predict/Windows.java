package dev.zankyo.cli.predict;

/**
 * The windows that a long recording is divided into.
 *
 * @param seconds length of a window in seconds
 * @param hop seconds from the start of one window to the start of the next
 */
record Windows(double seconds, double hop) {
    Windows {
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY && hop > 0 && hop < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "windows: length and hop must be positive; got " + seconds + " s and " + hop + " s");
        }
    }
}
