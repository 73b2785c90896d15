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
 * <p>Instances are immutable and may be shared by threads. Results depend on the samples only, bit for bit, on every machine:
 * nothing here leaves IEEE arithmetic and {@link StrictMath}.
 */
public final class LogMel {
    /** A band: the weights of the bins inside its triangle, from the first. */
    private record Triangle(int first, double[] weights) {}

    private final LogMelSpec spec;
    private final double[] window;
    private final Triangle[] bands;
    private final double powerScale;

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
    }

    /** The spectrogram of a clip of any length and level: {@code nMels} bands x {@code frames}, band-major. */
    public float[] apply(double[] samples) {
        double peak = 0;
        for (double sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        double gain = peak == 0 ? 1 : 1 / peak;
        int count = 1 + Math.max(0, samples.length - spec.winLength()) / spec.hopLength();
        double[][] spectrum = new double[2][spec.nFft()]; // real and imaginary parts
        double[] values = new double[count * bands.length]; // frame-major
        for (int frame = 0; frame < count; frame++) {
            transform(samples, frame * spec.hopLength(), gain, spectrum);
            logBands(spectrum, values, frame * bands.length);
        }
        return bandMajor(values, loudestRun(values));
    }

    private void transform(double[] samples, int start, double gain, double[][] spectrum) {
        double[] real = spectrum[0];
        Arrays.fill(real, 0);
        Arrays.fill(spectrum[1], 0);
        for (int n = 0; n < window.length && start + n < samples.length; n++) {
            real[n] = samples[start + n] * gain * window[n];
        }
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
    }

    private void logBands(double[][] spectrum, double[] values, int offset) {
        for (int band = 0; band < bands.length; band++) {
            int first = bands[band].first();
            double[] weights = bands[band].weights();
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                double real = spectrum[0][first + i];
                double imaginary = spectrum[1][first + i];
                sum += weights[i] * (real * real + imaginary * imaginary);
            }
            values[offset + band] = StrictMath.log(Math.max(powerScale * sum, spec.floor()));
        }
    }

    /** The first frame of the run of {@code spec.frames()} with the largest sum; 0 where there are not so many. */
    private int loudestRun(double[] values) {
        int run = spec.frames() * bands.length;
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        int start = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] - (i >= run ? values[i - run] : 0);
            boolean complete = (i + 1) % bands.length == 0 && i + 1 >= run;
            if (complete && sum > largest) {
                largest = sum;
                start = (i + 1 - run) / bands.length;
            }
        }
        return start;
    }

    private float[] bandMajor(double[] values, int start) {
        float[] result = new float[bands.length * spec.frames()];
        Arrays.fill(result, (float) StrictMath.log(spec.floor()));
        int count = Math.min(spec.frames(), values.length / bands.length);
        for (int frame = 0; frame < count; frame++) {
            for (int band = 0; band < bands.length; band++) {
                result[band * spec.frames() + frame] = (float) values[(start + frame) * bands.length + band];
            }
        }
        return result;
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
