package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;

/**
 * A segment of a recording.
 *
 * @param start the segment's start, measured from the start of the recording
 * @param end the segment's end, greater than {@code start}
 * @param unit the unit of {@code start} and {@code end}
 */
public record Span(double start, double end, Unit unit) {

    /** The units of a time in a recording. */
    public enum Unit {
        /** Seconds. */
        SECONDS,
        /** Samples at the recording's own rate. */
        SAMPLES;

        /** Returns the index of the sample at a time, rounded. */
        long index(double time, int sampleRate) {
            return Math.round(this == SECONDS ? time * sampleRate : time);
        }
    }

    /**
     * Checks the segment.
     *
     * @throws InputException if the segment has no length, begins before the recording, or is not finite
     */
    public Span {
        if (!(start >= 0 && end > start && Double.isFinite(end))) {
            throw InputException.of(Subject.content(), "segment must begin at 0 or later and end after its begin")
                    .got(start + " to " + end);
        }
    }

    /** Returns the index of the segment's first sample in the recording. */
    long first(int sampleRate) {
        return unit.index(start, sampleRate);
    }

    /** Returns the index of the sample after the segment's last one; at least one more than {@link #first}. */
    long last(int sampleRate) {
        return Math.max(first(sampleRate) + 1, unit.index(end, sampleRate));
    }

    @Override
    public String toString() {
        return start + "-" + end + (unit == Unit.SECONDS ? " s" : " samples");
    }
}
