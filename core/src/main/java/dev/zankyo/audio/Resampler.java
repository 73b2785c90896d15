package dev.zankyo.audio;

import dev.zankyo.InputException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sample-rate converter by band-limited interpolation: every output sample is a sum of input samples weighted by a
 * sinc with a Kaiser window (J. O. Smith, "Digital audio resampling"). The cutoff of the sinc is {@value #CUTOFF} times
 * the lower Nyquist frequency. The response is flat up to 0.89 times that frequency, and 80 dB down above 1.01 times
 * that frequency. A ratio {@code from : to} of {@code M : L} in lowest terms needs the sinc at L phases. If L is too
 * large, fewer phases are stored and neighbors are interpolated linearly.
 *
 * <p>Output sample n is at time n / to. The input counts as zero before its first and after its last sample. There are
 * {@code ceil(length L / M)} output samples. Immutable.
 */
final class Resampler {
    private static final int ZERO_CROSSINGS = 48;
    private static final double CUTOFF = 0.95;
    private static final double KAISER_BETA = 8.6;
    /** The maximum number of phases between two zeros of the sinc. */
    private static final int MAX_PHASES = 1024;

    private record Ratio(int up, int down) {}

    /** The number of resamplers kept: filters are expensive to compute, and a folder has few different rates. */
    private static final int CACHED = 8;

    private static final Map<Ratio, Resampler> RECENT = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ratio, Resampler> eldest) {
            return size() > CACHED;
        }
    });

    private final int up;
    private final int down;
    private final int phases;
    /** The number of taps on either side. */
    private final int half;
    /** The filters: (phases + 1, 2 half). */
    private final float[][] filters;

    /** Returns the resampler for a pair of rates in hertz. */
    static Resampler of(int from, int to) {
        int divisor = gcd(from, to);
        return RECENT.computeIfAbsent(new Ratio(to / divisor, from / divisor), Resampler::new);
    }

    private Resampler(Ratio ratio) {
        up = ratio.up();
        down = ratio.down();
        double bandwidth = Math.min(1, (double) up / down); // the lower rate relative to the input's
        double cutoff = CUTOFF * bandwidth;
        half = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
        phases = Math.min(up, (int) Math.ceil(MAX_PHASES * bandwidth));
        filters = new float[phases + 1][2 * half];
        for (int phase = 0; phase <= phases; phase++) {
            fill(filters[phase], (double) phase / phases, cutoff);
        }
    }

    /**
     * Computes the taps for an output sample that lies {@code fraction} after input sample {@code half - 1}. Their sum
     * is 1.
     */
    private void fill(float[] filter, double fraction, double cutoff) {
        double[] taps = new double[filter.length];
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            double distance = i - (half - 1) - fraction;
            double place = distance / half;
            double angle = Math.PI * cutoff * distance;
            double sinc = angle == 0 ? 1 : StrictMath.sin(angle) / angle;
            taps[i] = Math.abs(place) >= 1 ? 0 : sinc * bessel(KAISER_BETA * Math.sqrt(1 - place * place));
            sum += taps[i];
        }
        for (int i = 0; i < taps.length; i++) {
            filter[i] = (float) (taps[i] / sum);
        }
    }

    /** Returns the modified Bessel function of the first kind and order 0, by its power series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    /**
     * Resamples a whole signal.
     *
     * @throws InputException if the result would not fit into memory
     */
    float[] apply(float[] in) {
        long length = length(in.length);
        SampleLimit.require(length);
        float[] padded = new float[in.length + 2 * half];
        System.arraycopy(in, 0, padded, half - 1, in.length);
        float[] out = new float[(int) length];
        for (int n = 0; n < out.length; n++) {
            out[n] = output(n, padded, 0);
        }
        return out;
    }

    /** Returns the number of output samples for {@code inputs} input samples. */
    private long length(long inputs) {
        return Math.ceilDiv(inputs * up, down);
    }

    /**
     * Returns the index of the first tap of output sample {@code n} in the padded input. That input starts with
     * {@code half - 1} zeros.
     */
    private long firstTap(long n) {
        return n * down / up;
    }

    /** Computes output sample {@code n} from a piece of the padded input that starts at its index {@code start}. */
    private float output(long n, float[] padded, long start) {
        int first = (int) (firstTap(n) - start);
        double phase = (double) (n * down % up) * phases / up;
        int lower = (int) phase;
        float value = dot(filters[lower], padded, first);
        if (phases < up) {
            value += (float) (phase - lower) * (dot(filters[lower + 1], padded, first) - value);
        }
        return value;
    }

    /** Returns a resampler for input in pieces. Its concatenated outputs equal those of {@link #apply} bit for bit. */
    Streaming streaming() {
        return new Streaming();
    }

    /**
     * A resampler for input in pieces. It holds one filter length of samples plus the last piece. Not safe for several
     * threads.
     */
    final class Streaming {
        private float[] padded = new float[4 * half];
        private int filled = half - 1;
        private long start; // index of padded[0] in the whole padded input
        private long inputs;
        private long next; // number of the next output sample

        /** Adds input samples and returns the output samples that can now be computed. */
        float[] add(float[] in) {
            append(in, in.length);
            inputs += in.length;
            // Output n needs the taps up to firstTap(n) + 2 half.
            return outputs(Long.MAX_VALUE);
        }

        /** Returns the last output samples, for which the input is followed by zeros. */
        float[] end() {
            append(new float[half + 1], half + 1);
            return outputs(length(inputs));
        }

        private float[] outputs(long end) {
            float[] out = new float[(int) Math.min(Integer.MAX_VALUE, length(filled) + 1)];
            int count = 0;
            while (next < end && firstTap(next) + 2 * half <= start + filled) {
                out[count++] = output(next++, padded, start);
            }
            return Arrays.copyOf(out, count);
        }

        private void append(float[] in, int count) {
            int used = (int) Math.min(filled, firstTap(next) - start);
            float[] room = filled - used + count > padded.length ? new float[2 * (filled - used + count)] : padded;
            System.arraycopy(padded, used, room, 0, filled - used);
            padded = room;
            start += used;
            filled -= used;
            System.arraycopy(in, 0, padded, filled, count);
            filled += count;
        }
    }

    /** Returns the dot product. Four independent sums avoid waiting for each addition. */
    private static float dot(float[] filter, float[] samples, int first) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < filter.length; i += 4) {
            sum0 += filter[i] * samples[first + i];
            sum1 += filter[i + 1] * samples[first + i + 1];
            sum2 += filter[i + 2] * samples[first + i + 2];
            sum3 += filter[i + 3] * samples[first + i + 3];
        }
        for (; i < filter.length; i++) {
            sum0 += filter[i] * samples[first + i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
