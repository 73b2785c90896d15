package dev.zankyo.audio;

import dev.zankyo.audio.LogMelSpec.MelScale;
import dev.zankyo.audio.LogMelSpec.Norm;

/**
 * A bank of triangular mel filters. Corners are equally spaced in mel from {@code f_min} to {@code f_max}; each band
 * reaches from its left neighbor's center to its right neighbor's. The formulas are those of
 * {@code librosa.filters.mel} and {@code torchaudio.functional.melscale_fbanks}.
 */
final class MelBands {
    /** A band: the index of its first bin and the weights of its bins. */
    private record Triangle(int first, double[] weights) {}

    /** Slaney's scale: 3 mel per 200 Hz up to 1 kHz, then 27 mel per factor of 6.4. */
    private static final double SLANEY_LINEAR = 200.0 / 3;

    private static final double SLANEY_KNEE = 1000;
    private static final double SLANEY_LOG_STEP = StrictMath.log(6.4) / 27;

    private final Triangle[] bands;

    MelBands(LogMelSpec spec) {
        double lowest = mel(spec.fMin(), spec.melScale());
        double step = (mel(spec.fMax(), spec.melScale()) - lowest) / (spec.nMels() + 1);
        double binWidth = (double) spec.sampleRate() / spec.nFft();
        bands = new Triangle[spec.nMels()];
        for (int band = 0; band < bands.length; band++) {
            double lower = hertz(lowest + band * step, spec.melScale());
            double centre = hertz(lowest + (band + 1) * step, spec.melScale());
            double upper = hertz(lowest + (band + 2) * step, spec.melScale());
            double height = spec.norm() == Norm.SLANEY ? 2 / (upper - lower) : 1;
            int first = (int) Math.ceil(lower / binWidth);
            int last = Math.min(spec.nFft() / 2, (int) Math.floor(upper / binWidth));
            double[] weights = new double[Math.max(0, last - first + 1)];
            for (int i = 0; i < weights.length; i++) {
                double frequency = (first + i) * binWidth;
                double rising = (frequency - lower) / (centre - lower);
                double falling = (upper - frequency) / (upper - centre);
                weights[i] = height * Math.max(0, Math.min(rising, falling));
            }
            bands[band] = new Triangle(first, weights);
        }
    }

    int count() {
        return bands.length;
    }

    /** Returns the weights of a band, one per bin of the transform. */
    double[] weights(int band, int bins) {
        double[] all = new double[bins];
        System.arraycopy(bands[band].weights(), 0, all, bands[band].first(), bands[band].weights().length);
        return all;
    }

    /**
     * Returns the weighted sum of a band's bins. A bin's value is {@code re^2 + im^2}, or its square root for power 1.
     */
    double sum(int band, double[][] spectrum, int power) {
        int first = bands[band].first();
        double[] weights = bands[band].weights();
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double real = spectrum[0][first + i];
            double imaginary = spectrum[1][first + i];
            double square = real * real + imaginary * imaginary;
            sum += weights[i] * (power == 2 ? square : Math.sqrt(square));
        }
        return sum;
    }

    static double mel(double hertz, MelScale scale) {
        return switch (scale) {
            case HTK -> 2595 * StrictMath.log10(1 + hertz / 700);
            case SLANEY ->
                hertz < SLANEY_KNEE
                        ? hertz / SLANEY_LINEAR
                        : SLANEY_KNEE / SLANEY_LINEAR + StrictMath.log(hertz / SLANEY_KNEE) / SLANEY_LOG_STEP;
        };
    }

    static double hertz(double mel, MelScale scale) {
        return switch (scale) {
            case HTK -> 700 * (StrictMath.pow(10, mel / 2595) - 1);
            case SLANEY -> {
                double beyond = mel - SLANEY_KNEE / SLANEY_LINEAR;
                yield beyond < 0 ? mel * SLANEY_LINEAR : SLANEY_KNEE * StrictMath.exp(SLANEY_LOG_STEP * beyond);
            }
        };
    }
}
