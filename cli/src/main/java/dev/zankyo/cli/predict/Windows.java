package dev.zankyo.cli.predict;

/**
 * How a long recording is walked through.
 *
 * @param seconds of a window
 * @param hop seconds from one window's beginning to the next one's
 */
record Windows(double seconds, double hop) {
    Windows {
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY && hop > 0 && hop < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "windows: length and hop must be positive; got " + seconds + " s and " + hop + " s");
        }
    }
}
