package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;

/** How many samples of one recording fit into the heap beside everything else: 16 bytes of it a sample. */
final class SampleLimit {
    private static final int BYTES_A_SAMPLE = 16;

    private SampleLimit() {}

    /** @throws InputException if a recording of so many samples is too long */
    static void require(long samples) {
        require(samples, Subject.content(), "too long for memory");
    }

    /** Throws {@link InputException} about the subject, with the rule given, if memory cannot hold so many samples. */
    static void require(long samples, Subject subject, String rule) {
        long most = Math.min(Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / BYTES_A_SAMPLE);
        if (samples > most) {
            throw InputException.of(subject, rule)
                    .expected("at most " + most / 1_000_000 + " million samples")
                    .got("more")
                    .remedy("cut it into pieces, or give Java more with -Xmx");
        }
    }
}
