package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BandPowersTest {
    private static Recording tone(int rate, double seconds, double hertz) {
        float[] samples = new float[(int) (rate * seconds)];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) Math.sin(2 * Math.PI * hertz * n / rate);
        }
        return Recording.of(samples, rate);
    }

    private static int bandOf(double hertz) {
        int band = 0;
        while (BandPowers.edge(band + 1) <= hertz) {
            band++;
        }
        return band;
    }

    /** Checks that a sine of amplitude 1 has its power of a half in its own band, and next to nothing two bands off. */
    @ParameterizedTest
    @CsvSource({
        "8000, 2, 26",
        "8000, 2, 42",
        "1000, 3, 58",
        "8000, 2, 1050",
        "44100, 2, 15000",
        "192000, 1, 42000",
        "768000, 0.5, 300000",
        "16000, 0.3, 3000"
    })
    void of_aTone_isInItsBand(int rate, double seconds, double hertz) {
        double[] powers = BandPowers.of(tone(rate, seconds, hertz));

        int band = bandOf(hertz);
        assertEquals(0.5, powers[band - 1] + powers[band] + powers[band + 1], 0.01);
        assertTrue(powers[band] > 0.4, () -> Arrays.toString(powers));
        assertTrue(powers[band + 2] < 1e-4 && powers[Math.max(0, band - 2)] < 1e-4, () -> Arrays.toString(powers));
    }

    /** Checks that both of two frames count, which are transformed together: the second one holds the tone. */
    @Test
    void of_aToneInOneFrameOfTwo_isCounted() {
        Recording tone = tone(8000, 3 * 0.128, 1000); // two frames of 2048 samples that overlap by half
        float[] samples = tone.samples();
        Arrays.fill(samples, 0, 2048, 0);

        double[] powers = BandPowers.of(tone);

        assertTrue(powers[bandOf(1010)] + powers[bandOf(990)] > 0.05, () -> Arrays.toString(powers));
    }

    @Test
    void of_oneSample_isFinite() {
        assertTrue(Arrays.stream(BandPowers.of(Recording.of(new float[] {1}, 1000)))
                .allMatch(Double::isFinite));
    }

    @Test
    void edge_presetsHighestFrequencies_areAmongThem() {
        assertEquals(4000, BandPowers.edge(bandOf(4000.001)), 1e-6);
        assertEquals(8000, BandPowers.edge(bandOf(8000.001)), 1e-6);
        assertEquals(6.5, BandPowers.edge(0));
        assertEquals(512_000, BandPowers.edge(BandPowers.count()), 1e-6);
    }
}
