package dev.zankyo.audio;

import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.LogMelSpec.PadMode;
import dev.zankyo.audio.LogMelSpec.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A log-mel front end that turns a clip into a spectrogram, the input of the network.
 *
 * <p>It resamples the clip if necessary and scales it to the {@linkplain LogMelSpec.Level level}. Each frame is
 * multiplied by the window, padded with zeros to {@code n_fft} and Fourier transformed. A band's value is the sum of
 * the bins' powers (or magnitudes) weighted by its triangle; see {@link MelBands}. The result is the natural logarithm
 * {@code ln(max(value, floor))}. If frames are centered, a window shorter than {@code n_fft} lies in the middle of the
 * {@code n_fft} samples, as in librosa and torchaudio.
 *
 * <p>A clip shorter than one window is padded with zeros.
 *
 * <p>Instances are immutable and may be shared by threads. Results depend only on the samples and are equal bit for bit
 * on every machine, because only IEEE arithmetic and {@link StrictMath} are used.
 */
public final class LogMel {
    private static final double RMS = 0.1;

    /** The samples of a clip, float or double. */
    private interface Samples {
        double at(int index);
    }

    /** A clip with the factor that scales its samples. */
    private record Signal(Samples samples, int length, double gain) {}

    /**
     * A spectrogram with all frames of a clip, before it is fitted to a number of frames.
     *
     * @param bands number of bands
     * @param frames number of frames
     * @param values natural logarithms: (bands, frames), band-major
     */
    public record Spectrogram(int bands, int frames, float[] values) {}

    /**
     * The spectrogram of one part of a recording.
     *
     * @param start seconds from the start of the recording to the start of the part
     * @param end seconds from the start of the recording to the end of the part
     * @param from start of the first frame, in seconds from the start of the recording. It is after {@code start} if
     *     silence was trimmed or only the loudest frames were taken
     * @param to end of the last frame, likewise; it may be after {@code end} if frames were padded
     * @param values natural logarithms: (bands, frames), band-major
     */
    public record Part(double start, double end, double from, double to, float[] values) {}

    /** The spectrogram of a clip after it was fitted: the frames from {@code first} on, {@code count} of them. */
    private record Fitted(float[] values, int first, int count) {}

    /** The values of some frames of a clip: (count, bands), frame-major. */
    private record Frames(double[] values, int first, int count) {}

    private final LogMelSpec spec;
    private final double[] window;
    private final Fourier fourier;
    private final MelBands bands;
    private final double scale;

    /** Creates a front end; computes its window and filters. */
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

    /** Returns the settings of this front end. */
    public LogMelSpec spec() {
        return spec;
    }

    /** Returns the window that the samples of a frame are multiplied by: {@code win_length} values. */
    public double[] window() {
        return window.clone();
    }

    /**
     * Returns the matrix that makes the bands of a frame from the powers (or magnitudes) of its transform: (n_mels,
     * n_fft / 2 + 1). It contains the normalization.
     */
    public double[][] bandWeights() {
        double[][] weights = new double[bands.count()][];
        for (int band = 0; band < weights.length; band++) {
            weights[band] = bands.weights(band, spec.nFft() / 2 + 1);
            for (int bin = 0; bin < weights[band].length; bin++) {
                weights[band][bin] *= scale;
            }
        }
        return weights;
    }

    /** Returns the spectrogram of a recording of any rate, length and level: (n_mels, frames), band-major. */
    public float[] apply(Recording recording) {
        return fitted(signal(recording.resampled(spec.sampleRate()).samples())).values();
    }

    /** Returns the spectrogram of samples at the front end's own rate: (n_mels, frames), band-major. */
    public float[] apply(double[] samples) {
        return fitted(signal(index -> samples[index], samples.length)).values();
    }

    /** Returns every frame of a recording, without fitting it to {@code frames}. */
    public Spectrogram spectrogram(Recording recording) {
        double[] values = values(signal(recording.resampled(spec.sampleRate()).samples()));
        int count = values.length / bands.count();
        return new Spectrogram(bands.count(), count, bandMajor(logarithms(values), 0, count));
    }

    /**
     * Returns the spectrograms of a recording's parts, computed as the stream is read. Each part is scaled and fitted
     * like a separate clip. The last part ends with the recording and may overlap the previous one by more than the
     * others do. A recording of at most one part's length has one part.
     *
     * @param seconds length of a part in seconds
     * @param hopSeconds seconds from the start of one part to the start of the next
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
            return part(start, Arrays.copyOfRange(all, start, end));
        });
    }

    /**
     * Returns the same parts, bit for bit, as {@link #parts(Recording, double, double)}, but decodes the sound while
     * the stream is read: memory grows with the length of a part, not of the sound. A daemon thread decodes, and the
     * threads of the common pool compute the parts of a batch. Decoding stops when the last part has been read, when
     * reading fails, or when the stream is closed. Close a stream that is not read to its end.
     *
     * @param seconds length of a part in seconds
     * @param hopSeconds seconds from the start of one part to the start of the next
     * @param remarks called on the thread that reads the stream
     * @return the parts in time order, in batches of up to 16. For a stream or a growing file, a batch holds the parts
     *     that are complete when it is read, at least one. Reading the result throws {@link dev.zankyo.InputException}
     *     if the sound cannot be decoded
     */
    public Stream<List<Part>> parts(SoundSource source, double seconds, double hopSeconds, Remarks remarks) {
        var parts = new PartReader(source, remarks, this, seconds, hopSeconds);
        return StreamSupport.stream(parts, false).onClose(parts::close);
    }

    /** Returns a whole recording as one part; its values are those of {@link #apply(Recording)}. */
    public Part whole(Recording recording) {
        Part part = part(0, recording.resampled(spec.sampleRate()).samples());
        return new Part(0, recording.seconds(), part.from(), part.to(), part.values());
    }

    /**
     * Returns the part of a recording that consists of {@code samples}, which are at the front end's own rate.
     *
     * @param start number of the first sample, counted from the start of the recording
     */
    Part part(long start, float[] samples) {
        Fitted fitted = fitted(signal(samples));
        double rate = spec.sampleRate();
        double center = spec.padMode() == PadMode.NONE ? spec.winLength() / 2.0 : 0;
        double from = start + center + (fitted.first() - 0.5) * spec.hopLength();
        double to = from + (double) fitted.count() * spec.hopLength();
        return new Part(start / rate, (start + samples.length) / rate, from / rate, to / rate, fitted.values());
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

    private Fitted fitted(Signal signal) {
        double[] values = values(signal);
        if (spec.fit() == Fit.WHOLE) {
            Frames sounding = trimmed(values);
            double[] means = Stretches.average(sounding.values(), bands.count(), spec.frames());
            return new Fitted(bandMajor(logarithms(means), 0, spec.frames()), sounding.first(), sounding.count());
        }
        double[] logarithms = logarithms(values);
        int first = loudestRun(logarithms);
        return new Fitted(bandMajor(logarithms, first, spec.frames()), first, spec.frames());
    }

    /**
     * Removes the frames at either end that are at least {@code top_db} below the loudest. Silence is returned
     * unchanged.
     */
    private Frames trimmed(double[] values) {
        int count = values.length / bands.count();
        if (spec.topDb() == 0) {
            return new Frames(values, 0, count);
        }
        double[] loudness = new double[count];
        for (int i = 0; i < values.length; i++) {
            loudness[i / bands.count()] += values[i];
        }
        double decibels = spec.power() == 2 ? 10 : 20;
        double threshold = Arrays.stream(loudness).max().orElse(0) * StrictMath.pow(10, -spec.topDb() / decibels);
        int first = 0;
        int end = count;
        while (first < end && loudness[first] <= threshold) {
            first++;
        }
        while (end > first && loudness[end - 1] <= threshold) {
            end--;
        }
        return first == end
                ? new Frames(values, 0, count)
                : new Frames(
                        Arrays.copyOfRange(values, first * bands.count(), end * bands.count()), first, end - first);
    }

    /** Returns powers or magnitudes: (frames, bands), frame-major. */
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

    /**
     * Transforms one frame. The window always lies at the start of the transform: its position does not affect
     * magnitudes.
     */
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

    /** Returns the sample to read for {@code index}, which may lie outside the clip; -1 where the padding is zero. */
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

    /**
     * Returns the first frame of the {@code spec.frames()} consecutive frames with the largest sum; 0 if there are
     * fewer.
     */
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

    /**
     * Returns {@code frames} frames starting at {@code start}, band-major. Frames past the end are filled with the
     * floor value.
     */
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
