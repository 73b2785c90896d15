package dev.zankyo.audio;

import java.util.Arrays;

/**
 * The mean power of a recording in narrow frequency bands. The bands are the same for every sample rate: six an octave,
 * but at least 8 Hz wide, from 6.5 Hz to 512 kHz. A frame lasts at least a quarter of a second, so that neighboring
 * bands are told apart at low frequencies too.
 */
public final class BandPowers {
    private static final double REFERENCE = 8000;
    private static final int PER_OCTAVE = 6;
    private static final double LEAST_WIDTH = 8;
    private static final double FRAME_SECONDS = 0.25;

    /** The edges in hertz, one more than there are bands. Powers of two times 125 Hz are among them. */
    private static final double[] EDGES = edges();

    private BandPowers() {}

    private static double[] edges() {
        int above = PER_OCTAVE * 6; // to 512 kHz
        int octavesBelow = 7; // to 62.5 Hz, below which an equal ratio would be less than 8 Hz wide
        double lowest = REFERENCE / (1 << octavesBelow);
        int linear = (int) (lowest / LEAST_WIDTH);
        double[] edges = new double[linear + octavesBelow * PER_OCTAVE + above + 1];
        Arrays.setAll(
                edges,
                i -> i < linear
                        ? lowest - (linear - i) * LEAST_WIDTH
                        : lowest * StrictMath.pow(2, (i - linear) / (double) PER_OCTAVE));
        return edges;
    }

    /** Returns the number of bands. */
    public static int count() {
        return EDGES.length - 1;
    }

    /** Returns the lower edge of a band in hertz, which is the upper edge of the band before it. */
    public static double edge(int band) {
        return EDGES[band];
    }

    /** Returns the mean power per band. Bands above half the sample rate have power 0. */
    public static double[] of(Recording recording) {
        float[] samples = recording.samples();
        int length = Integer.highestOneBit((int) (FRAME_SECONDS * recording.sampleRate())) << 1;
        int used = Math.min(length, samples.length);
        int hop = Math.max(1, used / 2);
        double[] window = window(used);
        var fourier = new Fourier(length);
        double[][] spectrum = new double[2][length];
        double[] bins = new double[length / 2 + 1];
        int frames = 1 + (samples.length - used) / hop;
        for (int frame = 0; frame < frames; frame += 2) {
            // Two frames are the real and the imaginary part of one transform. Its powers are the sums of the frames'
            // powers.
            fill(spectrum[0], samples, frame * hop, window);
            fill(spectrum[1], samples, frame + 1 < frames ? (frame + 1) * hop : samples.length, window);
            fourier.transform(spectrum);
            for (int k = 0; k < bins.length; k++) {
                bins[k] += (power(spectrum, k) + power(spectrum, (length - k) % length)) / 2;
            }
        }
        double windowPower = Arrays.stream(window).map(w -> w * w).sum();
        double scale = 2 / (frames * length * windowPower); // a sine of amplitude 1 has power 1/2
        return bands(bins, (double) recording.sampleRate() / length, scale);
    }

    private static double[] window(int length) {
        double[] window = new double[length];
        Arrays.setAll(window, n -> {
            double sine = StrictMath.sin(Math.PI * (n + 0.5) / length);
            return sine * sine;
        });
        return window;
    }

    private static void fill(double[] part, float[] samples, int start, double[] window) {
        Arrays.fill(part, 0);
        for (int n = 0; n < window.length && start + n < samples.length; n++) {
            part[n] = samples[start + n] * window[n];
        }
    }

    private static double power(double[][] spectrum, int bin) {
        return spectrum[0][bin] * spectrum[0][bin] + spectrum[1][bin] * spectrum[1][bin];
    }

    private static double[] bands(double[] bins, double binWidth, double scale) {
        double[] powers = new double[count()];
        int band = 0;
        for (int k = 0; k < bins.length; k++) {
            double frequency = k * binWidth;
            while (band < powers.length - 1 && frequency >= EDGES[band + 1]) {
                band++;
            }
            if (frequency >= EDGES[0]) {
                powers[band] += scale * bins[k];
            }
        }
        return powers;
    }
}
