package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.audio.Recording;
import org.junit.jupiter.api.Test;

final class SoundFactsTest {
    private static SoundFacts of(float... samples) {
        return SoundFacts.of("hash", new Recording(4, 2, samples), "", "");
    }

    @Test
    void of_samples_measuresThem() {
        SoundFacts facts = of(0.5f, -0.5f, 0.5f, -0.7f, 0, 0, 0, 0);

        assertEquals(2, facts.seconds());
        assertEquals(0.7, facts.peak(), 1e-6);
        assertEquals(Math.sqrt((3 * 0.25 + 0.49) / 8), facts.loudness(), 1e-6);
        assertEquals(0, facts.clipped());
        assertEquals(2, facts.channels());
    }

    @Test
    void of_runsAtFullScale_countsThemAsClipped() {
        assertEquals(0.7, of(1, 1, 1, 0, -1, -1, -1, -1, 0, 1).clipped(), 1e-9);
        assertEquals(0, of(1, 1, 0, -1, -1, 0, 1).clipped());
        assertEquals(0, of(0.5f, 0.5f, 0.5f, 0.5f).clipped());
        assertEquals(0, of(0, 0, 0).clipped());
    }
}
