package dev.zankyo.audio;

/** A clip being synthesized, and the operations that build it. Times are in seconds, frequencies in hertz. */
final class Clip {
    private final int sampleRate;
    private final double[] samples;

    Clip(int sampleRate, double seconds) {
        this.sampleRate = sampleRate;
        this.samples = new double[(int) Math.round(seconds * sampleRate)];
    }

    int sampleRate() {
        return sampleRate;
    }

    int length() {
        return samples.length;
    }

    double[] samples() {
        return samples;
    }

    /** Returns the sample index of a time, rounded; it may lie outside the clip. */
    int at(double seconds) {
        return (int) Math.round(seconds * sampleRate);
    }

    /** Adds to a sample; ignores an index outside the clip. */
    void add(int index, double value) {
        if (index >= 0 && index < samples.length) {
            samples[index] += value;
        }
    }

    /**
     * Adds a partial: a sine that starts at {@code start} and decays as {@code exp(-t / decay)}. It is the impulse
     * response of a two-pole resonance: {@code y[n] = 2 r cos(w) y[n-1] - r^2 y[n-2]}.
     */
    void addPartial(double start, double frequency, double decay, double amplitude) {
        double omega = 2 * Math.PI * frequency / sampleRate;
        double radius = StrictMath.exp(-1 / (decay * sampleRate));
        double feedback = 2 * radius * StrictMath.cos(omega);
        double before = 0;
        double now = amplitude * radius * StrictMath.sin(omega);
        int silent = at(start + 9 * decay); // 78 dB down
        for (int n = at(start) + 1; n < Math.min(silent, samples.length); n++) {
            add(n, now);
            double after = feedback * now - radius * radius * before;
            before = now;
            now = after;
        }
    }

    /** Adds the samples of another clip, multiplied by {@code weight} and delayed by {@code delay} seconds. */
    void mix(Clip other, double weight, double delay) {
        int offset = at(delay);
        for (int n = 0; n < other.samples.length; n++) {
            add(offset + n, weight * other.samples[n]);
        }
    }

    void scale(double factor) {
        for (int n = 0; n < samples.length; n++) {
            samples[n] *= factor;
        }
    }

    double peak() {
        double peak = 0;
        for (double sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /**
     * Returns the root mean square of the loudest interval of {@code seconds} seconds, found in steps of half an
     * interval.
     */
    double loudness(double seconds) {
        int stretch = Math.max(1, Math.min(samples.length, at(seconds)));
        double loudest = 0;
        for (int start = 0; start + stretch <= samples.length; start += Math.max(1, stretch / 2)) {
            double sum = 0;
            for (int n = start; n < start + stretch; n++) {
                sum += samples[n] * samples[n];
            }
            loudest = Math.max(loudest, sum);
        }
        return Math.sqrt(loudest / stretch);
    }
}
