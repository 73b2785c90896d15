package dev.zankyo.audio;

import dev.zankyo.InputException;
import java.util.Locale;

/** How many samples of one recording fit into the heap beside everything else: 16 bytes of it a sample. */
final class SampleLimit {
    private static final int BYTES_A_SAMPLE = 16;

    private SampleLimit() {}

    /** @throws InputException if a recording of so many samples is too long */
    static void require(long samples) {
        long most = Math.min(Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / BYTES_A_SAMPLE);
        if (samples > most) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "too long for memory; expected at most %d million samples, got more (cut it into pieces, or give Java"
                            + " more with -Xmx)",
                    most / 1_000_000));
        }
    }
}
