package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    private static final double SECONDS = 0.5;

    /** Checks that sines below 0.89 of the lower Nyquist frequency stay the same, to 60 dB below full scale. */
    @ParameterizedTest
    @CsvSource({
        "8000, 16000",
        "44100, 16000",
        "48000, 16000",
        "22050, 8000",
        "16000, 44100",
        "11025, 16000",
        "44100, 8000",
        "96000, 8000",
        "8000, 7999",
        "44056, 16000",
        "767999, 16000",
        "1000, 44100"
    })
    void apply_sinesInThePassband_areUnchanged(int from, int to) {
        double nyquist = Math.min(from, to) / 2.0;
        for (double share : new double[] {0, 0.05, 0.3, 0.6, 0.8, 0.89}) {
            double frequency = share * nyquist;
            float[] out = Resampler.of(from, to).apply(sine(frequency, from));
            assertEquals(Math.ceilDiv((long) (from * SECONDS) * to, from), out.length, 1);
            double worst = 0;
            int edge = (int) Math.ceil(60.0 * to / Math.min(from, to)); // the filter's reach
            for (int n = edge; n < out.length - edge; n++) {
                worst = Math.max(worst, Math.abs(out[n] - Math.cos(2 * Math.PI * frequency * n / to + 0.3)));
            }
            assertTrue(worst < 1e-3, from + " -> " + to + " at " + share + " of Nyquist: off by " + worst);
        }
    }

    /** Checks that sines above the new Nyquist frequency are not aliased: 80 dB down. */
    @ParameterizedTest
    @CsvSource({"16000, 8000", "44100, 16000", "48000, 8000", "22050, 16000", "44056, 16000", "767999, 16000"})
    void apply_sinesAboveTheNewNyquist_vanish(int from, int to) {
        for (double share : new double[] {1.01, 1.1, 1.35}) {
            double frequency = share * to / 2.0;
            float[] out = Resampler.of(from, to).apply(sine(frequency, from));
            double worst = 0;
            for (int n = 60; n < out.length - 60; n++) {
                worst = Math.max(worst, Math.abs(out[n]));
            }
            assertTrue(worst < 1e-4, from + " -> " + to + " at " + share + " of Nyquist: " + worst);
        }
    }

    @Test
    void apply_noSamplesOrOne_givesThatMany() {
        assertEquals(0, Resampler.of(44100, 16000).apply(new float[0]).length);
        assertEquals(1, Resampler.of(44100, 16000).apply(new float[] {1}).length);
        assertEquals(2, Resampler.of(8000, 16000).apply(new float[] {1}).length);
    }

    /** Checks pieces shorter and longer than the filter, and pieces without samples. */
    @ParameterizedTest
    @CsvSource({
        "8000, 16000",
        "44100, 16000",
        "16000, 44100",
        "8000, 7999",
        "44056, 16000",
        "767999, 16000",
        "1000000, 1000",
        "1000, 44100"
    })
    void streaming_inPiecesOfAnySize_givesTheBitsOfTheWhole(int from, int to) {
        for (int length : new int[] {0, 1, 50, 20_011}) {
            float[] in = Arrays.copyOf(sine(0.123 * Math.min(from, to), Math.max(from, 50_000)), length);
            float[] expected = Resampler.of(from, to).apply(in);
            for (int piece : new int[] {1, 97, 4096, 30_000}) {
                var streaming = Resampler.of(from, to).streaming();
                float[] out = new float[expected.length];
                int filled = 0;
                for (int at = 0; at <= length; at += piece) {
                    float[] some = streaming.add(Arrays.copyOfRange(in, at, Math.min(length, at + piece)));
                    System.arraycopy(some, 0, out, filled, some.length);
                    filled += some.length;
                }
                float[] last = streaming.end();
                System.arraycopy(last, 0, out, filled, last.length);
                assertEquals(expected.length, filled + last.length, "pieces of " + piece);
                assertArrayEquals(expected, out, "pieces of " + piece);
            }
        }
    }

    @Test
    void resampled_sameRate_isTheRecordingItself() {
        Recording recording = new Recording(8000, 1, new float[] {1, 2});
        assertSame(recording, recording.resampled(8000));
        assertArrayEquals(new float[] {1, 2}, recording.samples());
    }

    private static float[] sine(double frequency, int rate) {
        float[] samples = new float[(int) (rate * SECONDS)];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) Math.cos(2 * Math.PI * frequency * n / rate + 0.3);
        }
        return samples;
    }
}
