package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.nio.file.Path;

/**
 * A recorded sound, its channels mixed to one by their mean.
 *
 * @param sampleRate samples a second, the file's own
 * @param channels channels that the file had
 * @param samples the mix, finite; within -1 .. 1 unless a file of floating-point numbers goes beyond. Not copied
 */
public record Recording(int sampleRate, int channels, float[] samples) {
    /** The sample rates that there are, from heart beats to bats. */
    static final int MIN_RATE = 1000;

    static final int MAX_RATE = 1_000_000;

    /**
     * Reads a sound file: WAV, RF64, BW64, RIFX, AIFF, AIFF-C and AU with samples that are not compressed, whatever an {@link
     * AudioDecoder} on the class path knows, and what a {@code javax.sound} service provider there knows. The content decides
     * what a file is, not its name. Where a header promises more samples than there are, those that are there are read.
     *
     * @throws InputException if it is not a sound file, is damaged, has no samples or needs a decoder that is not there;
     *     the message begins with the path
     */
    public static Recording read(Path file) {
        return read(file, warning -> {});
    }

    /** Reads a sound file as {@link #read(Path)} does, and says what is strange about it. */
    public static Recording read(Path file, Remarks remarks) {
        return read(file, FileError.printable(file.toString()), remarks);
    }

    /** Reads a sound file as {@link #read(Path, Remarks)} does. Messages of exceptions begin with {@code name}. */
    public static Recording read(Path file, String name, Remarks remarks) {
        return AudioFile.read(file, name, remarks);
    }

    /**
     * Returns a recording of one channel.
     *
     * @param samples -1 .. 1 full scale; not copied
     * @throws InputException if there are no samples, one is not finite, or no recording has that sample rate
     */
    public static Recording of(float[] samples, int sampleRate) {
        if (sampleRate < MIN_RATE || sampleRate > MAX_RATE) {
            throw InputException.of(
                            Subject.named("samples"), "sample rate must be in " + MIN_RATE + ".." + MAX_RATE + " Hz")
                    .got(sampleRate);
        }
        if (samples.length == 0) {
            throw InputException.of(Subject.named("samples"), "must not be empty")
                    .got("none");
        }
        for (int n = 0; n < samples.length; n++) {
            if (!Float.isFinite(samples[n])) {
                throw InputException.of(Subject.named("samples"), "must be finite")
                        .got(samples[n] + " at index " + n);
            }
        }
        return new Recording(sampleRate, 1, samples);
    }

    /** Seconds from the first sample to the end of the last. */
    public double seconds() {
        return (double) samples.length / sampleRate;
    }

    /** This recording at another rate, band-limited to the lower of the two; itself where the rate is the same. */
    public Recording resampled(int rate) {
        return rate == sampleRate
                ? this
                : new Recording(rate, channels, Resampler.of(sampleRate, rate).apply(samples));
    }
}
