package dev.zankyo.audio;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Turns a clip into a log-mel spectrogram, the input of the network.
 *
 * <p>The clip is scaled to a largest sample of 1. Frames start at samples 0, hop, 2 hop, ... with no padding in front, and
 * an incomplete one at the end is dropped. Each is weighted by a Hann window sampled at the middle of its samples, {@code
 * sin^2(pi (n + 1/2) / winLength)}, padded with zeros and Fourier transformed; power is {@code 2 |X|^2 / (sum of the
 * window)^2}, so that a sine of amplitude 1 has 1/2 at its peak. A band's power is the sum over the bins weighted by a
 * triangle of height 1 whose corners are equally spaced in mel, {@code 2595 log10(1 + f / 700)} (HTK). The value is {@code
 * ln(max(power, floor))}.
 *
 * <p>Of more frames than wanted, the run of consecutive ones with the largest sum of values is taken (the first of equals);
 * of fewer, the rest is the floor. A clip shorter than one window is padded with zeros to one.
 *
 * <p>Instances hold scratch memory: one thread at a time. Results depend on the samples only, bit for bit, on every
 * machine: nothing here leaves IEEE arithmetic and {@link StrictMath}.
 */
public final class LogMel {
    /** A band: the weights of the bins inside its triangle, from the first. */
    private record Triangle(int first, double[] weights) {}

    private final LogMelSpec spec;
    private final double[] window;
    private final Triangle[] bands;
    private final double powerScale;
    private final double[][] spectrum; // real and imaginary parts of the transform
    private final double[] power;

    public LogMel(LogMelSpec spec) {
        this.spec = spec;
        window = new double[spec.winLength()];
        for (int n = 0; n < window.length; n++) {
            double sine = StrictMath.sin(Math.PI * (n + 0.5) / window.length);
            window[n] = sine * sine;
        }
        double sum = Arrays.stream(window).sum();
        powerScale = 2 / (sum * sum);
        bands = triangles(spec);
        spectrum = new double[2][spec.nFft()];
        power = new double[spec.nFft() / 2 + 1];
    }

    /** The spectrogram of a clip of any length and level: {@code nMels} bands x {@code frames}, band-major. */
    public float[] apply(double[] samples) {
        double peak = 0;
        for (double sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        double gain = peak == 0 ? 1 : 1 / peak;
        int count = 1 + Math.max(0, samples.length - spec.winLength()) / spec.hopLength();
        double[][] frames = new double[count][];
        for (int i = 0; i < count; i++) {
            transform(samples, i * spec.hopLength(), gain);
            frames[i] = logBands();
        }
        return bandMajor(frames, loudestRun(frames));
    }

    /** Leaves the power spectrum of the window at {@code start} in {@link #power}. */
    private void transform(double[] samples, int start, double gain) {
        double[] real = spectrum[0];
        double[] imaginary = spectrum[1];
        Arrays.fill(real, 0);
        Arrays.fill(imaginary, 0);
        for (int n = 0; n < window.length && start + n < samples.length; n++) {
            real[n] = samples[start + n] * gain * window[n];
        }
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
        for (int bin = 0; bin < power.length; bin++) {
            power[bin] = powerScale * (real[bin] * real[bin] + imaginary[bin] * imaginary[bin]);
        }
    }

    private double[] logBands() {
        double[] values = new double[bands.length];
        for (int band = 0; band < values.length; band++) {
            double[] weights = bands[band].weights();
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * power[bands[band].first() + i];
            }
            values[band] = StrictMath.log(Math.max(sum, spec.floor()));
        }
        return values;
    }

    /** The first frame of the run of {@code spec.frames()} with the largest sum. */
    private int loudestRun(double[][] frames) {
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        int start = 0;
        for (int i = 0; i < frames.length; i++) {
            sum += Arrays.stream(frames[i]).sum();
            if (i >= spec.frames()) {
                sum -= Arrays.stream(frames[i - spec.frames()]).sum();
            }
            if (i >= spec.frames() - 1 && sum > largest) {
                largest = sum;
                start = i - spec.frames() + 1;
            }
        }
        return start;
    }

    private float[] bandMajor(double[][] frames, int start) {
        float[] values = new float[spec.nMels() * spec.frames()];
        Arrays.fill(values, (float) StrictMath.log(spec.floor()));
        for (int frame = 0; frame < Math.min(spec.frames(), frames.length); frame++) {
            for (int band = 0; band < spec.nMels(); band++) {
                values[band * spec.frames() + frame] = (float) frames[start + frame][band];
            }
        }
        return values;
    }

    private static Triangle[] triangles(LogMelSpec spec) {
        double lowest = mel(spec.fMin());
        double step = (mel(spec.fMax()) - lowest) / (spec.nMels() + 1);
        double binWidth = (double) spec.sampleRate() / spec.nFft();
        Triangle[] bands = new Triangle[spec.nMels()];
        for (int band = 0; band < bands.length; band++) {
            double lower = hertz(lowest + band * step);
            double centre = hertz(lowest + (band + 1) * step);
            double upper = hertz(lowest + (band + 2) * step);
            int first = (int) Math.ceil(lower / binWidth);
            int last = Math.min(spec.nFft() / 2, (int) Math.floor(upper / binWidth));
            double[] weights = new double[Math.max(0, last - first + 1)];
            for (int i = 0; i < weights.length; i++) {
                double frequency = (first + i) * binWidth;
                double rising = (frequency - lower) / (centre - lower);
                double falling = (upper - frequency) / (upper - centre);
                weights[i] = Math.max(0, Math.min(rising, falling));
            }
            bands[band] = new Triangle(first, weights);
        }
        return bands;
    }

    static double mel(double hertz) {
        return 2595 * StrictMath.log10(1 + hertz / 700);
    }

    static double hertz(double mel) {
        return 700 * (StrictMath.pow(10, mel / 2595) - 1);
    }
}
