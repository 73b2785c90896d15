package dev.zankyo.audio;

import java.nio.file.Path;
import java.util.function.Consumer;

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
     * Reads a sound file: WAV, AIFF and AU by the JDK, whatever an {@link AudioDecoder} on the class path knows, and what a
     * {@code javax.sound} service provider there knows. The content decides what a file is, not its name. What comes before a
     * file's end is served where the header promises more.
     *
     * @throws dev.zankyo.InputException if it is not a sound file, is damaged, has no samples or needs a decoder that is not there;
     *     the message begins with the path
     */
    public static Recording read(Path file) {
        return read(file, warning -> {});
    }

    /**
     * The same, and what is strange about a file that is served all the same: a line without the path, such as {@code
     * truncated; ...}.
     */
    public static Recording read(Path file, Consumer<String> warnings) {
        return AudioFile.read(file, warnings);
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
