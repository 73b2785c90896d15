package dev.zankyo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LevelsTest {
    private static final int BANDS = 40;
    private static final int COLUMNS = 500;

    /** Returns noise around a level in dB, with the spread of single frames of a spectrogram. */
    private static float[] noise(double level) {
        var random = new Random(1);
        float[] decibels = new float[BANDS * COLUMNS];
        for (int i = 0; i < decibels.length; i++) {
            decibels[i] = (float) (level + 10 * Math.log10(-Math.log(1 - random.nextDouble())));
        }
        return decibels;
    }

    private static Levels levels(float[] decibels) {
        return Levels.ofNoise(decibels, BANDS, COLUMNS);
    }

    /** Returns the mean share of the color range below a value. */
    private static double brightness(float[] decibels) {
        Levels levels = levels(decibels);
        double sum = 0;
        for (float value : decibels) {
            sum += Math.clamp((value - levels.low()) / (levels.high() - levels.low()), 0, 1);
        }
        return sum / decibels.length;
    }

    @Test
    void ofNoise_callInNoise_goesFromTheNoiseToTheCall() {
        float[] decibels = noise(-70);
        Arrays.fill(decibels, 10 * COLUMNS + 100, 10 * COLUMNS + 150, -15f);
        Levels levels = levels(decibels);
        // A fifth of exponentially distributed powers lies below -ln(0.8) of their mean: 6.5 dB below it.
        assertEquals(-76.5, levels.low(), 1);
        assertEquals(-15, levels.high(), 1e-3);
    }

    @Test
    void ofNoise_anyVolume_movesAlong() {
        float[] decibels = noise(-70);
        decibels[0] = -15;
        float[] louder = decibels.clone();
        for (int i = 0; i < louder.length; i++) {
            louder[i] += 12;
        }
        assertEquals(levels(decibels).low() + 12, levels(louder).low(), 1e-3);
        assertEquals(levels(decibels).high() + 12, levels(louder).high(), 1e-3);
    }

    @Test
    void ofNoise_loudSteadyNoise_staysDark() {
        assertTrue(brightness(noise(-5)) < 0.25, () -> "brightness " + brightness(noise(-5)));
    }

    @Test
    void ofNoise_silence_staysDark() {
        float[] silence = new float[BANDS * COLUMNS];
        Arrays.fill(silence, -130f);
        assertEquals(0, brightness(silence), 1e-6);
        assertEquals(-60, levels(silence).high(), 1e-6);
        assertTrue(brightness(noise(-115)) < 0.15, () -> "rounding noise: " + brightness(noise(-115)));
    }

    @Test
    void ofNoise_steadyTonesAndEmptyBands_doNotDecide() {
        float[] decibels = noise(-60);
        Arrays.fill(decibels, 0, 5 * COLUMNS, 0f);
        Arrays.fill(decibels, 30 * COLUMNS, BANDS * COLUMNS, -130f);
        Levels levels = levels(decibels);
        assertEquals(-66.5, levels.low(), 2);
        assertEquals(0, levels.high(), 1e-6);
    }

    @Test
    void ofNoise_toneInSilence_spansEightyDecibels() {
        float[] decibels = new float[BANDS * COLUMNS];
        Arrays.fill(decibels, -130f);
        Arrays.fill(decibels, 0, COLUMNS, -1f);
        assertEquals(new Levels(-81, -1), levels(decibels));
    }

    @Test
    void ofAll_valuesWithGaps_isTheirRange() {
        assertEquals(new Levels(-50, -10), Levels.ofAll(new float[] {Float.NaN, -50, -20, -10}));
        assertEquals(new Levels(-90, -10), Levels.ofAll(new float[] {-100, -10}));
        assertEquals(new Levels(-70, -40), Levels.ofAll(new float[] {-70, Float.NaN}));
    }
}
