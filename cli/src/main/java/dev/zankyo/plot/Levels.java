package dev.zankyo.plot;

import java.util.Arrays;

/**
 * The range of a spectrogram's colors in decibels. The darkest color is the recording's own noise, the brightest its
 * peak. The noise level of a band is the level that a fifth of its time stays below. The noise level of the recording
 * is the median over its bands, so that neither a few steady tones nor empty bands decide.
 *
 * <p>Three rules limit the range:
 *
 * <ul>
 *   <li>It spans at least {@value #LEAST} dB upward from the noise. A loud but steady sound is its own noise and stays
 *       dark.
 *   <li>It reaches at least up to {@value #QUIETEST} dB. Silence stays dark; its rounding noise is not amplified.
 *   <li>It spans at most {@value #MOST} dB, downward from the top, like librosa's {@code top_db}. What the Fourier
 *       transform leaks from a loud tone stays dark.
 * </ul>
 *
 * @param low the level of the darkest color
 * @param high the level of the brightest color
 */
record Levels(double low, double high) {
    static final int LEAST = 30;
    static final int MOST = 80;
    static final int QUIETEST = -60;

    /** The share of a band's time below its noise level. */
    private static final double QUIET = 0.2;

    /**
     * Returns the range for a spectrogram.
     *
     * @param decibels (bands, columns), band-major, without missing values
     */
    static Levels ofNoise(float[] decibels, int bands, int columns) {
        double[] noise = new double[bands];
        for (int band = 0; band < bands; band++) {
            float[] sorted = Arrays.copyOfRange(decibels, band * columns, (band + 1) * columns);
            Arrays.sort(sorted);
            noise[band] = sorted[(int) (QUIET * columns)];
        }
        Arrays.sort(noise);
        double median = noise[bands / 2];
        double high = Math.max(Math.max(peak(decibels), median + LEAST), QUIETEST);
        return new Levels(Math.max(median, high - MOST), high);
    }

    /**
     * Returns the range from the lowest to the highest value, from {@value #LEAST} to {@value #MOST} dB. It is extended
     * upward, so that silence is dark.
     *
     * @param decibels values; NaN is missing
     */
    static Levels ofAll(float[] decibels) {
        double high = peak(decibels);
        double lowest = high;
        for (float value : decibels) {
            lowest = value < lowest ? value : lowest;
        }
        double low = Math.max(lowest, high - MOST);
        return new Levels(low, Math.max(high, low + LEAST));
    }

    private static double peak(float[] decibels) {
        double peak = Double.NEGATIVE_INFINITY;
        for (float value : decibels) {
            peak = value > peak ? value : peak;
        }
        return peak;
    }
}
