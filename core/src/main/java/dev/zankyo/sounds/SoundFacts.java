package dev.zankyo.sounds;

import dev.zankyo.audio.Recording;

/**
 * The properties of a recording besides its spectrogram.
 *
 * @param content a hash of the file, equal for files with equal bytes
 * @param sampleRate the file's sample rate in hertz
 * @param channels the file's number of channels
 * @param seconds its length in seconds
 * @param peak the largest magnitude of its samples, mixed to mono, where full scale is 1
 * @param loudness the root mean square of its samples
 * @param clipped the share of its samples that are in runs of at least three at the peak; 0 if the peak is not near
 *     full scale
 * @param warning the fault of a damaged file that was read as far as possible; empty if there is none
 * @param note how an incomplete header was interpreted; empty if it was complete
 */
public record SoundFacts(
        String content,
        int sampleRate,
        int channels,
        double seconds,
        double peak,
        double loudness,
        double clipped,
        String warning,
        String note) {
    private static final double NEAR_FULL_SCALE = 0.98;
    private static final int RUN = 3;

    /** Returns the same facts with another hash of the content. */
    SoundFacts withContent(String other) {
        return new SoundFacts(other, sampleRate, channels, seconds, peak, loudness, clipped, warning, note);
    }

    static SoundFacts of(String content, Recording recording, String warning, String note) {
        float[] samples = recording.samples();
        double peak = 0;
        double squares = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
            squares += (double) sample * sample;
        }
        return new SoundFacts(
                content,
                recording.sampleRate(),
                recording.channels(),
                recording.seconds(),
                peak,
                samples.length == 0 ? 0 : Math.sqrt(squares / samples.length),
                clipped(samples, peak),
                warning,
                note);
    }

    /**
     * Returns the fraction of clipped samples. Clipping repeats the peak value in several successive samples; a single
     * sample at the peak is normal.
     */
    private static double clipped(float[] samples, double peak) {
        if (peak < NEAR_FULL_SCALE) {
            return 0;
        }
        double limit = peak * (1 - 1e-4);
        long clipped = 0;
        int run = 0;
        for (float sample : samples) {
            run = Math.abs(sample) >= limit ? run + 1 : 0;
            clipped += run == RUN ? RUN : run > RUN ? 1 : 0;
        }
        return (double) clipped / samples.length;
    }
}
