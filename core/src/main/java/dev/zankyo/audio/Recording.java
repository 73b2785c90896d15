package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A recorded sound whose channels were averaged to one.
 *
 * @param sampleRate samples per second, the file's own
 * @param channels number of channels in the file
 * @param samples finite samples; within -1 .. 1 unless a file of floating-point numbers exceeds it. Not copied
 */
public record Recording(int sampleRate, int channels, float[] samples) {
    /** The limits of the sample rate in hertz; they include recordings of heart beats and of bats. */
    static final int MIN_RATE = 1000;

    static final int MAX_RATE = 1_000_000;

    /**
     * Reads a sound file. The first bytes decide the format, not the name. Zankyo itself reads WAV, RF64, BW64, RIFX,
     * AIFF, AIFF-C and AU with uncompressed samples. An {@link AudioDecoder} or a {@code javax.sound} service provider
     * on the class path may read more. If a header promises more samples than the file has, the existing ones are read.
     *
     * @throws InputException if the file is not a sound file, is damaged, has no samples or needs a decoder that is not
     *     available; the message begins with the path
     */
    public static Recording read(Path file) {
        return read(file, warning -> {});
    }

    /**
     * Reads a sound file like {@link #read(Path)}. Passes one line to {@code remarks} for each anomaly in a file that
     * is read anyway, such as {@code truncated; ...}. The line does not contain the path.
     */
    public static Recording read(Path file, Remarks remarks) {
        return read(file, FileError.printable(file.toString()), remarks);
    }

    /** Reads a sound file like {@link #read(Path, Remarks)}; messages of exceptions begin with {@code name}. */
    public static Recording read(Path file, String name, Remarks remarks) {
        return AudioFile.read(file, name, remarks);
    }

    /**
     * Reads the first {@code seconds} seconds of a sound file, or a little more; the rest is not decoded.
     *
     * @throws InputException as {@link #read(Path)} does
     */
    public static Recording readBeginning(Path file, double seconds) {
        return Beginning.read(file, FileError.printable(file.toString()), seconds);
    }

    /**
     * Reads a sound from a stream to its end, like {@link SoundSource#stream}. The stream is not closed.
     *
     * @param name name of the stream; messages of exceptions begin with it
     * @throws InputException if the stream cannot be read, or as {@link #read(Path)} does
     * @throws java.io.UncheckedIOException if a temporary file is needed and cannot be written
     */
    public static Recording read(InputStream in, String name, Remarks remarks) {
        return AudioFile.read(in, name, remarks);
    }

    /**
     * Returns a recording of one channel.
     *
     * @param samples samples, where full scale is -1 .. 1; not copied
     * @param sampleRate samples per second
     * @throws InputException if there are no samples, a sample is not finite, or the sample rate is out of range
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

    /** Returns the duration in seconds. */
    public double seconds() {
        return (double) samples.length / sampleRate;
    }

    /**
     * Returns this recording at another rate, band-limited to the lower of the two rates; returns itself if the rate is
     * the same.
     */
    public Recording resampled(int rate) {
        return rate == sampleRate
                ? this
                : new Recording(rate, channels, Resampler.of(sampleRate, rate).apply(samples));
    }
}
