package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoundSynthesizerTest {
    private static final int RATE = 8000;
    private static final SoundSynthesizer SYNTHESIZER = new SoundSynthesizer(RATE);
    private static final CounterRandom SEED_7 = CounterRandom.of(7);

    @ParameterizedTest
    @EnumSource
    void synthesize_manyStreams_givesBoundedAudibleClips(Sound sound) {
        for (int i = 0; i < 40; i++) {
            double[] samples = SYNTHESIZER.synthesize(sound, SEED_7.fork(i));
            double peak = Arrays.stream(samples).map(Math::abs).max().orElseThrow();
            assertTrue(peak > 0.06 && peak <= 1, sound + " " + i + ": peak " + peak);
            assertTrue(samples.length >= 0.6 * RATE && samples.length <= 1.1 * RATE, sound + " " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void synthesize_stream_decidesEverySample(Sound sound) {
        double[] once = SYNTHESIZER.synthesize(sound, SEED_7.fork(1));
        assertArrayEquals(once, SYNTHESIZER.synthesize(sound, SEED_7.fork(1)));
        assertFalse(Arrays.equals(once, SYNTHESIZER.synthesize(sound, SEED_7.fork(2))));
    }

    @ParameterizedTest
    @EnumSource
    void voice_alone_beginsAtItsOnset(Sound sound) {
        for (int i = 0; i < 40; i++) {
            Clip clip = alone(sound, i);
            assertTrue(clip.peak() > 0, sound + " " + i + " is silent");
            for (int n = 0; n < clip.at(0.1); n++) {
                assertEquals(0, clip.samples()[n], sound + " " + i + " before its onset");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BELL", "PLUCK"})
    void voice_struckOnce_diesAway(Sound sound) {
        for (int i = 0; i < 40; i++) {
            Clip clip = alone(sound, i);
            double early = energy(clip, 0.1, 0.2);
            assertTrue(energy(clip, 0.2, 0.3) < early, sound + " " + i);
            assertTrue(energy(clip, 0.9, 1.0) < 0.1 * early, sound + " " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HUM", "NOISE", "WHISTLE"})
    void voice_driven_goesOnAfterItsAttack(Sound sound) {
        for (int i = 0; i < 40; i++) {
            Clip clip = alone(sound, i);
            assertTrue(energy(clip, 0.15, 0.25) > 0.2 * energy(clip, 0.1, 0.15), sound + " " + i);
        }
    }

    /**
     * Checks a chirp: a note sweeps by a factor of at least 1.3 in at most 192 ms, so by at least 2 % in the 25 ms
     * examined.
     */
    @Test
    void voice_chirp_sweepsFromItsFirstPeriodOn() {
        for (int i = 0; i < 40; i++) {
            double[] periods = periods(alone(Sound.CHIRP, i), 0.1, 0.127);
            double swept = Math.log(periods[0] / periods[periods.length - 1]);
            assertTrue(Math.abs(swept) > 0.02, "chirp " + i + ": " + swept);
        }
    }

    @Test
    void addPartial_rings_asADampedSine() {
        Clip clip = new Clip(RATE, 0.3);
        clip.addPartial(0.1, 440, 0.02, 0.5);
        for (int n = 0; n < clip.length(); n++) {
            double time = n / (double) RATE - 0.1;
            double expected = time < 0 ? 0 : 0.5 * Math.exp(-time / 0.02) * Math.sin(2 * Math.PI * 440 * time);
            assertEquals(expected, clip.samples()[n], 1e-4, "sample " + n);
        }
    }

    @Test
    void bandPass_steadySines_passAtTheCentreOnly() {
        assertEquals(1, gain(1000), 0.01);
        assertEquals(0.1, gain(200), 0.05);
        assertEquals(0.05, gain(3500), 0.05);
    }

    @Test
    void noise_manyDraws_haveMeanZeroAndVarianceOne() {
        Draws draws = new Draws(SEED_7);
        double sum = 0;
        double squares = 0;
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            double value = draws.noise();
            sum += value;
            squares += value * value;
        }
        assertEquals(0, sum / count, 0.01);
        assertEquals(1, squares / count, 0.01);
    }

    private static Clip alone(Sound sound, int number) {
        Clip clip = new Clip(RATE, 1.1);
        sound.voice().play(clip, 0.1, new Draws(SEED_7.fork(number)));
        return clip;
    }

    private static double energy(Clip clip, double from, double to) {
        double sum = 0;
        for (int n = clip.at(from); n < clip.at(to); n++) {
            sum += clip.samples()[n] * clip.samples()[n];
        }
        return sum / (to - from);
    }

    /** Returns the times between upward zero crossings, interpolated. */
    private static double[] periods(Clip clip, double from, double to) {
        double[] samples = clip.samples();
        double[] crossings = IntStream.range(clip.at(from), clip.at(to))
                .filter(n -> samples[n] < 0 && samples[n + 1] >= 0)
                .mapToDouble(n -> n + samples[n] / (samples[n] - samples[n + 1]))
                .toArray();
        return IntStream.range(1, crossings.length)
                .mapToDouble(i -> crossings[i] - crossings[i - 1])
                .toArray();
    }

    /** Returns the amplitude of a sine after a band-pass at 1 kHz with quality 2. */
    private static double gain(double frequency) {
        BandPass filter = new BandPass(1000, 2, RATE);
        double peak = 0;
        for (int n = 0; n < RATE; n++) {
            double out = filter.next(Math.sin(2 * Math.PI * frequency * n / RATE));
            peak = n < RATE / 2 ? 0 : Math.max(peak, Math.abs(out));
        }
        return peak;
    }

    @Test
    void synthesizer_rateTooLowForItsSounds_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SoundSynthesizer(7999));
    }
}
