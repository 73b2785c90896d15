package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;

/**
 * The limit on the samples of a recording: one sample per 16 bytes of the maximum heap. Samples take 4 bytes; the rest
 * is for spectrograms and copies.
 */
final class SampleLimit {
    private static final int BYTES_A_SAMPLE = 16;

    private SampleLimit() {}

    /** Throws {@link InputException} if a recording of {@code samples} samples is too long. */
    static void require(long samples) {
        require(samples, Subject.content(), "too long for memory");
    }

    /**
     * Throws {@link InputException} about {@code subject} and {@code rule} if memory cannot hold {@code samples}
     * samples.
     */
    static void require(long samples, Subject subject, String rule) {
        long most = Math.min(Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / BYTES_A_SAMPLE);
        if (samples > most) {
            throw InputException.of(subject, rule)
                    .expected("at most " + most / 1_000_000 + " million samples")
                    .got("more")
                    .remedy("cut it into pieces, or give Java more memory with -Xmx");
        }
    }
}
