package dev.zankyo.audio;

import static dev.zankyo.audio.LogMelSpec.MelScale.HTK;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogMelTest {
    private static final LogMelSpec SPEC = LogMelSpec.DEFAULT;
    private static final LogMel FEATURES = new LogMel(SPEC);
    private static final float FLOOR = (float) Math.log(1e-6);

    @Test
    void apply_sineOnABin_hasPowerOneHalfThereAndOneEighthBeside() {
        // The spectrum of a Hann window as long as the transform: 1, 1/2, 0 in amplitude, whatever the phase.
        LogMel oneBand = new LogMel(LogMelSpec.builder()
                .winLength(512)
                .nMels(1)
                .fMin(0)
                .floor(1e-9)
                .frames(1)
                .build());
        double centre = MelBands.hertz(MelBands.mel(4000, HTK) / 2, HTK);
        for (int bin : new int[] {10, 40, 100, 200}) {
            double[] weight = new double[3];
            for (int i = 0; i < 3; i++) {
                double frequency = (bin - 1 + i) * 8000.0 / 512;
                weight[i] = Math.min(frequency / centre, (4000 - frequency) / (4000 - centre));
            }
            double power = weight[0] / 8 + weight[1] / 2 + weight[2] / 8;
            double[] sine = sine(bin * 8000.0 / 512, 512);
            double peak = Arrays.stream(sine).map(Math::abs).max().orElseThrow();
            assertEquals(Math.log(power / (peak * peak)), oneBand.apply(sine)[0], 1e-5, "bin " + bin);
        }
    }

    @Test
    void apply_sineAtTheCentreOfABand_isLoudestThere() {
        double lowest = MelBands.mel(50, HTK);
        double step = (MelBands.mel(4000, HTK) - lowest) / 21;
        for (int band = 0; band < 20; band++) {
            float[] values = FEATURES.apply(sine(MelBands.hertz(lowest + (band + 1) * step, HTK), SPEC.samples()));
            int loudest = 0;
            for (int other = 1; other < 20; other++) {
                loudest = values[other * 50 + 25] > values[loudest * 50 + 25] ? other : loudest;
            }
            assertEquals(band, loudest);
        }
    }

    @Test
    void apply_silenceOrNothing_isTheFloor() {
        float[] floor = new float[1000];
        Arrays.fill(floor, FLOOR);
        assertArrayEquals(floor, FEATURES.apply(new double[8000]));
        assertArrayEquals(floor, FEATURES.apply(new double[0]));
    }

    @Test
    void apply_anyLevel_givesTheSame() {
        double[] loud = sine(440, SPEC.samples());
        double[] quiet = Arrays.stream(loud).map(sample -> sample / 256).toArray();
        assertArrayEquals(FEATURES.apply(loud), FEATURES.apply(quiet));
    }

    @Test
    void apply_shortClip_endsInTheFloor() {
        float[] values = FEATURES.apply(sine(1000, 256 + 9 * 128 + 127)); // ten frames, and an incomplete one
        for (int band = 0; band < 20; band++) {
            for (int frame = 10; frame < 50; frame++) {
                assertEquals(FLOOR, values[band * 50 + frame]);
            }
        }
        assertTrue(values[10 * 50 + 9] > FLOOR);
    }

    @Test
    void apply_clipShorterThanAWindow_hasOneFrame() {
        float[] values = FEATURES.apply(sine(1000, 100));
        assertTrue(values[10 * 50] > FLOOR);
        assertEquals(FLOOR, values[10 * 50 + 1]);
    }

    @Test
    void apply_longClip_takesTheLoudestRun() {
        Draws draws = new Draws(CounterRandom.of(3));
        double[] noise = new double[SPEC.samples()];
        Arrays.setAll(noise, n -> draws.noise());
        double[] clip = new double[3 * noise.length];
        System.arraycopy(noise, 0, clip, 30 * 128, noise.length);
        assertArrayEquals(FEATURES.apply(noise), FEATURES.apply(clip));
    }

    @Test
    void apply_clipDelayedByAHop_movesByAFrame() {
        double[] sine = sine(1000, 2000);
        double[] delayed = new double[2128];
        System.arraycopy(sine, 0, delayed, 128, sine.length);
        float[] early = FEATURES.apply(sine);
        float[] late = FEATURES.apply(delayed);
        for (int band = 0; band < 20; band++) {
            for (int frame = 0; frame < 14; frame++) {
                assertEquals(early[band * 50 + frame], late[band * 50 + frame + 1]);
            }
        }
    }

    @Test
    void apply_silenceAtTheEnds_isLeftOutOfTheWhole() {
        LogMel whole = new LogMel(LogMelSpec.parse("fit=whole,top_db=60"));
        double[] sine = sine(1000, 40 * 128 + 128);
        double[] padded = new double[4 * sine.length];
        System.arraycopy(sine, 0, padded, 50 * 128, sine.length);
        float[] values = whole.apply(padded);
        assertArrayEquals(values, whole.apply(Arrays.copyOf(padded, 3 * sine.length)));
        double quietest = IntStream.range(0, 50)
                .mapToDouble(frame -> values[10 * 50 + frame])
                .min()
                .orElseThrow();
        assertTrue(quietest > FLOOR + 1, "sound from the first frame to the last; got " + quietest);

        float[] all = new LogMel(LogMelSpec.parse("fit=whole")).apply(padded);
        assertEquals(FLOOR, all[10 * 50]);
        assertEquals(FLOOR, all[10 * 50 + 49]);
    }

    @Test
    void apply_endsOfNoLessThanTopDb_areKept() {
        LogMel whole = new LogMel(LogMelSpec.parse("fit=whole,top_db=60,floor=1e-12"));
        double[] clip = sine(1000, 12800);
        for (int n = 0; n < 6400; n++) {
            clip[n] /= 300; // 50 dB
        }
        float[] values = whole.apply(clip);
        double step = values[10 * 50 + 40] - values[10 * 50 + 10];
        assertEquals(2 * Math.log(300), step, 0.5);
    }

    @Test
    void apply_nothingButSilence_isTheFloor() {
        for (float value : new LogMel(LogMelSpec.parse("fit=whole,top_db=60")).apply(new double[4000])) {
            assertEquals(FLOOR, value);
        }
    }

    @Test
    void apply_levelByRms_givesTheSameAtAnyLevelAndOneTenthToASquare() {
        LogMel byRms = new LogMel(LogMelSpec.parse("digits,level=rms"));
        LogMel asItIs = new LogMel(LogMelSpec.parse("digits,level=none"));
        double[] square = new double[SPEC.samples()];
        Arrays.setAll(square, n -> n / 8 % 2 == 0 ? 0.1 : -0.1);
        double[] loud = Arrays.stream(square).map(sample -> 8 * sample).toArray();
        assertArrayEquals(asItIs.apply(square), byRms.apply(square), 1e-5f);
        assertArrayEquals(byRms.apply(square), byRms.apply(loud), 1e-5f);
        assertEquals(largest(asItIs.apply(square)) + Math.log(64), largest(asItIs.apply(loud)), 1e-4);
        assertArrayEquals(asItIs.apply(new double[100]), byRms.apply(new double[100]));
    }

    /** Checks that the whole clip, half tone and half silence, fills the frames, whatever its length. */
    @Test
    void apply_fitWhole_spreadsTheClipOverAllFrames() {
        LogMel whole = new LogMel(LogMelSpec.parse("general,frames=10,top_db=0"));
        for (int length : new int[] {1600, 16_000, 160_000}) {
            double[] clip = new double[length];
            for (int n = 0; n < length / 2; n++) {
                clip[n] = Math.sin(2 * Math.PI * 1000 * n / 16_000);
            }
            float[] values = whole.apply(clip);
            int loudest = 0;
            for (int band = 0; band < 40; band++) {
                loudest = values[band * 10] > values[loudest * 10] ? band : loudest;
            }
            assertTrue(values[loudest * 10 + 3] > values[loudest * 10 + 7] + 8, "length " + length);
            assertEquals(values[loudest * 10 + 1], values[loudest * 10 + 3], 0.5, "length " + length);
        }
    }

    @Test
    void apply_nothing_isTheFloorWithEveryPadding() {
        for (String padding : new String[] {"none", "constant", "reflect"}) {
            float[] values = new LogMel(LogMelSpec.parse("digits,pad_mode=" + padding)).apply(new double[0]);
            for (float value : values) {
                assertEquals(FLOOR, value, padding);
            }
        }
    }

    private static float largest(float[] values) {
        float largest = values[0];
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private static double[] sine(double frequency, int length) {
        double[] samples = new double[length];
        Arrays.setAll(samples, n -> Math.sin(2 * Math.PI * frequency * n / 8000 + 0.3));
        return samples;
    }

    /** A second of silence, half a second of a tone, half a second of silence, at 16 kHz. */
    private static Recording toneBetweenSilence() {
        float[] samples = new float[32_000];
        for (int n = 16_000; n < 24_000; n++) {
            samples[n] = (float) Math.sin(0.5 * n);
        }
        return Recording.of(samples, 16_000);
    }

    @Test
    void whole_silenceAtTheEnds_coversTheTone() {
        LogMel.Part part = new LogMel(LogMelSpec.parse("general")).whole(toneBetweenSilence());
        assertEquals(0, part.start());
        assertEquals(2, part.end());
        assertEquals(1, part.from(), 0.03);
        assertEquals(1.5, part.to(), 0.03);
    }

    @Test
    void whole_loudestFrames_coversTheirTime() {
        LogMel frontEnd = new LogMel(LogMelSpec.parse("general,fit=window,frames=32"));
        LogMel.Part part = frontEnd.whole(toneBetweenSilence());
        assertEquals(1, part.from(), 0.03);
        assertEquals(0.5, part.to() - part.from(), 1e-9); // 32 hops of 250 samples
        assertArrayEquals(frontEnd.apply(toneBetweenSilence()), part.values());
    }
}
