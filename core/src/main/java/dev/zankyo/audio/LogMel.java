package dev.zankyo.audio;

import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.LogMelSpec.PadMode;
import dev.zankyo.audio.LogMelSpec.Window;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Turns a clip into a log-mel spectrogram, the input of the network.
 *
 * <p>The clip is resampled if need be and scaled to the {@linkplain LogMelSpec.Level level}. Frames of it are weighted by the
 * window, padded with zeros to {@code n_fft} and Fourier transformed; a band's value is the sum of the bins' powers (or
 * magnitudes) under its triangle, see {@link MelBands}. What comes out is {@code ln(max(value, floor))}, a natural logarithm.
 * Where frames are centred, a window shorter than the transform lies in its middle, as in librosa and torchaudio.
 *
 * <p>A clip shorter than one window is padded with zeros to one.
 *
 * <p>Instances are immutable and may be shared by threads. Results depend on the samples only, bit for bit, on every machine:
 * nothing here leaves IEEE arithmetic and {@link StrictMath}.
 */
public final class LogMel {
    private static final double RMS = 0.1;

    /** Samples of either precision, as they are. */
    private interface Samples {
        double at(int index);
    }

    /** A clip: samples and what they are multiplied by. */
    private record Signal(Samples samples, int length, double gain) {}

    /**
     * All frames of a clip, before they are fitted to a length.
     *
     * @param bands bands
     * @param frames frames
     * @param values {@code bands x frames}, band-major: natural logarithms
     */
    public record Spectrogram(int bands, int frames, float[] values) {}

    /**
     * The spectrogram of a part of a recording.
     *
     * @param start seconds from the recording's beginning
     * @param end seconds from the recording's beginning
     * @param values bands x frames, band-major
     */
    public record Part(double start, double end, float[] values) {}

    private final LogMelSpec spec;
    private final double[] window;
    private final Fourier fourier;
    private final MelBands bands;
    private final double scale;

    public LogMel(LogMelSpec spec) {
        this.spec = spec;
        window = new double[spec.winLength()];
        double offset = spec.window() == Window.HANN_MIDPOINT ? 0.5 : 0;
        for (int n = 0; n < window.length; n++) {
            double sine = StrictMath.sin(Math.PI * (n + offset) / window.length);
            window[n] = sine * sine;
        }
        fourier = new Fourier(spec.nFft());
        bands = new MelBands(spec);
        double powerScale = powerScale(spec, window);
        scale = spec.power() == 2 ? powerScale : Math.sqrt(powerScale);
    }

    private static double powerScale(LogMelSpec spec, double[] window) {
        return switch (spec.normalized()) {
            case NONE -> 1;
            case WINDOW -> 1 / Arrays.stream(window).map(w -> w * w).sum();
            case FULL_SCALE -> {
                double sum = Arrays.stream(window).sum();
                yield 2 / (sum * sum);
            }
        };
    }

    /** What this computes. */
    public LogMelSpec spec() {
        return spec;
    }

    /** The spectrogram of a recording of any rate, length and level: {@code n_mels x frames}, band-major. */
    public float[] apply(Recording recording) {
        return fitted(signal(recording.resampled(spec.sampleRate()).samples()));
    }

    /** The spectrogram of a clip at the front end's own rate: {@code n_mels x frames}, band-major. */
    public float[] apply(double[] samples) {
        return fitted(signal(index -> samples[index], samples.length));
    }

    /** Every frame of a recording, band-major. */
    public Spectrogram spectrogram(Recording recording) {
        double[] values = values(signal(recording.resampled(spec.sampleRate()).samples()));
        int count = values.length / bands.count();
        return new Spectrogram(bands.count(), count, bandMajor(logarithms(values), 0, count));
    }

    /**
     * The spectrograms of a long recording's parts, each of so many seconds, scaled and fitted as if it were a clip of its
     * own; computed as the stream is read. The last part ends with the recording, whatever its distance from the one before; a
     * recording of no more than one part is one.
     *
     * @param seconds of a part
     * @param hopSeconds from a part's beginning to the next one's
     */
    public Stream<Part> parts(Recording recording, double seconds, double hopSeconds) {
        Recording resampled = recording.resampled(spec.sampleRate());
        float[] all = resampled.samples();
        long length = Math.clamp(Math.round(seconds * spec.sampleRate()), 1L, all.length);
        long hop = Math.max(1, Math.round(hopSeconds * spec.sampleRate()));
        long count = 1 + Math.ceilDiv(all.length - length, hop);
        return LongStream.range(0, count).mapToObj(i -> {
            int start = (int) Math.min(i * hop, all.length - length);
            int end = (int) (start + length);
            float[] part = Arrays.copyOfRange(all, start, end);
            double rate = spec.sampleRate();
            return new Part(start / rate, end / rate, applyPart(part));
        });
    }

    /**
     * Computes the parts of a sound file, as {@link #parts(Recording, double, double)} does and with the same result, bit for
     * bit, but decodes the file meanwhile: memory grows with the length of a part, not of the file. A daemon thread decodes. It
     * ends with the stream: when the last part was read, when reading one fails, or when the stream is closed. Close a stream that
     * is not read to its end.
     *
     * @param name of the file, for messages
     * @param seconds of a part
     * @param hopSeconds from a part's beginning to the next one's
     * @param remarks called on the thread that reads the stream
     * @return a stream that throws {@link dev.zankyo.InputException} while it is read where the file cannot be decoded
     */
    public Stream<Part> parts(Path file, String name, double seconds, double hopSeconds, Remarks remarks) {
        var decoding = new DecodingThread((output, said) -> AudioFile.decode(file, name, output, said), remarks);
        var parts = new PartReader(name, decoding, this, seconds, hopSeconds);
        return StreamSupport.stream(parts, false).onClose(parts::close);
    }

    /** The spectrogram of a clip at the front end's own rate, as {@link #apply(Recording)} computes it. */
    float[] applyPart(float[] samples) {
        return fitted(signal(samples));
    }

    private Signal signal(float[] samples) {
        return signal(index -> samples[index], samples.length);
    }

    private Signal signal(Samples samples, int length) {
        double size =
                switch (spec.level()) {
                    case NONE -> 1;
                    case PEAK -> peak(samples, length);
                    case RMS -> rootMeanSquare(samples, length) / RMS;
                };
        return new Signal(samples, length, size == 0 ? 1 : 1 / size);
    }

    private static double peak(Samples samples, int length) {
        double peak = 0;
        for (int n = 0; n < length; n++) {
            peak = Math.max(peak, Math.abs(samples.at(n)));
        }
        return peak;
    }

    private static double rootMeanSquare(Samples samples, int length) {
        double sum = 0;
        for (int n = 0; n < length; n++) {
            sum += samples.at(n) * samples.at(n);
        }
        return Math.sqrt(sum / Math.max(1, length));
    }

    private float[] fitted(Signal signal) {
        double[] values = values(signal);
        if (spec.fit() == Fit.WHOLE) {
            double[] sounding = trimmed(values);
            return bandMajor(logarithms(Stretches.average(sounding, bands.count(), spec.frames())), 0, spec.frames());
        }
        double[] logarithms = logarithms(values);
        return bandMajor(logarithms, loudestRun(logarithms), spec.frames());
    }

    /** Without the frames at either end that are {@code top_db} and more below the loudest; of silence all of them. */
    private double[] trimmed(double[] values) {
        if (spec.topDb() == 0) {
            return values;
        }
        double[] loudness = new double[values.length / bands.count()];
        for (int i = 0; i < values.length; i++) {
            loudness[i / bands.count()] += values[i];
        }
        double decibels = spec.power() == 2 ? 10 : 20;
        double threshold = Arrays.stream(loudness).max().orElse(0) * StrictMath.pow(10, -spec.topDb() / decibels);
        int first = 0;
        int end = loudness.length;
        while (first < end && loudness[first] <= threshold) {
            first++;
        }
        while (end > first && loudness[end - 1] <= threshold) {
            end--;
        }
        return first == end ? values : Arrays.copyOfRange(values, first * bands.count(), end * bands.count());
    }

    /** Powers or magnitudes in the bands, frame-major. */
    private double[] values(Signal signal) {
        boolean centred = spec.padMode() != PadMode.NONE;
        int half = spec.nFft() / 2;
        int room = centred ? signal.length() + 2 * half - spec.nFft() : signal.length() - spec.winLength();
        int count = 1 + Math.max(0, room) / spec.hopLength();
        int before = centred ? half - (spec.nFft() - spec.winLength()) / 2 : 0;
        double[][] spectrum = new double[2][spec.nFft()]; // real and imaginary parts
        double[] values = new double[Math.multiplyExact(count, bands.count())];
        for (int frame = 0; frame < count; frame++) {
            transform(signal, frame * spec.hopLength() - before, spectrum);
            for (int band = 0; band < bands.count(); band++) {
                values[frame * bands.count() + band] = scale * bands.sum(band, spectrum, spec.power());
            }
        }
        return values;
    }

    /** Magnitudes do not tell where in the transform the window lies: it is always at its beginning. */
    private void transform(Signal signal, int start, double[][] spectrum) {
        double[] real = spectrum[0];
        Arrays.fill(real, 0);
        Arrays.fill(spectrum[1], 0);
        for (int n = 0; n < window.length; n++) {
            int index = index(start + n, signal.length());
            if (index >= 0) {
                real[n] = signal.samples().at(index) * signal.gain() * window[n];
            }
        }
        fourier.transform(spectrum);
    }

    /** Where the sample of an index comes from, or -1 for a zero. */
    private int index(int index, int length) {
        if (index >= 0 && index < length) {
            return index;
        }
        if (spec.padMode() != PadMode.REFLECT || length == 0) {
            return -1;
        }
        int period = Math.max(1, 2 * (length - 1));
        int inside = Math.floorMod(index, period);
        return Math.min(inside, period - inside);
    }

    private double[] logarithms(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.log(Math.max(values[i], spec.floor()));
        }
        return values;
    }

    /** The first frame of the run of {@code spec.frames()} with the largest sum; 0 where there are not so many. */
    private int loudestRun(double[] values) {
        int run = spec.frames() * bands.count();
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        int start = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] - (i >= run ? values[i - run] : 0);
            boolean complete = (i + 1) % bands.count() == 0 && i + 1 >= run;
            if (complete && sum > largest) {
                largest = sum;
                start = (i + 1 - run) / bands.count();
            }
        }
        return start;
    }

    /** So many frames from one on, those that there are not being the floor. */
    private float[] bandMajor(double[] values, int start, int frames) {
        float[] result = new float[bands.count() * frames];
        Arrays.fill(result, (float) StrictMath.log(spec.floor()));
        int count = Math.min(frames, values.length / bands.count());
        for (int frame = 0; frame < count; frame++) {
            for (int band = 0; band < bands.count(); band++) {
                result[band * frames + frame] = (float) values[(start + frame) * bands.count() + band];
            }
        }
        return result;
    }
}
