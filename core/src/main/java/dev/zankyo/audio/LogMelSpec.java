package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.util.Locale;
import java.util.Map;

/**
 * The numbers of a log-mel front end, under the names of librosa and torchaudio. As text (in a model file, on a command line)
 * every component goes by its name there: {@code sample_rate}, {@code n_fft}, ...; see {@link #fields} and {@link #parse}.
 *
 * @param sampleRate samples a second; recordings of another rate are resampled
 * @param nFft points of the Fourier transform; a window is padded with zeros to them
 * @param winLength samples of a window
 * @param hopLength samples from one frame to the next
 * @param nMels mel bands
 * @param fMin lower end of the lowest band, hertz
 * @param fMax upper end of the highest band, hertz
 * @param melScale what mel is
 * @param norm heights of the bands' triangles
 * @param power 1 for magnitudes, 2 for powers
 * @param window the window's shape
 * @param padMode where frames lie: {@code center} and {@code pad_mode} of the two libraries in one
 * @param normalized what the magnitudes are divided by
 * @param floor the smallest value told from silence
 * @param level what the samples are scaled to first
 * @param fit how a clip of any length becomes so many frames
 * @param topDb decibels below the loudest frame from which frames at either end are left out, where the whole clip is fitted
 *     ({@code top_db} of {@code librosa.effects.trim}); 0 leaves none out
 * @param frames frames of a spectrogram
 */
public record LogMelSpec(
        int sampleRate,
        int nFft,
        int winLength,
        int hopLength,
        int nMels,
        double fMin,
        double fMax,
        MelScale melScale,
        Norm norm,
        int power,
        Window window,
        PadMode padMode,
        Normalized normalized,
        double floor,
        Level level,
        Fit fit,
        double topDb,
        int frames) {

    /** Mel as a function of hertz. */
    public enum MelScale {
        /** {@code 2595 log10(1 + f / 700)}. */
        HTK,
        /** Linear below 1 kHz, logarithmic above: M. Slaney's Auditory Toolbox. */
        SLANEY
    }

    /** Heights of the triangles. */
    public enum Norm {
        /** Every triangle has height 1. */
        NONE,
        /** Every triangle has area 1: it is divided by half its width in hertz. */
        SLANEY
    }

    /** Shapes of windows. */
    public enum Window {
        /** Periodic Hann: {@code sin^2(pi n / winLength)}, as in both libraries. */
        HANN,
        /** Hann at the middle of the samples: {@code sin^2(pi (n + 1/2) / winLength)}, symmetric. */
        HANN_MIDPOINT
    }

    /** Where frames lie. */
    public enum PadMode {
        /** The first frame begins with the first sample, and an incomplete one at the end is dropped. */
        NONE,
        /** Frames are centred on samples 0, hop, 2 hop, ...; half a transform of zeros is put at either end. */
        CONSTANT,
        /** The same, with the signal reflected at its first and last sample. */
        REFLECT
    }

    /** What the magnitudes of the transform are divided by. */
    public enum Normalized {
        /** By nothing. */
        NONE,
        /** By the root of the sum of the window's squares: torchaudio's {@code normalized=True}. */
        WINDOW,
        /** So that a sine of amplitude 1 has power 1/2: by the window's sum over the root of 2. */
        FULL_SCALE
    }

    /** What the samples of a clip are scaled to; silence stays silence. */
    public enum Level {
        /** They stay as they are. */
        NONE,
        /** A largest sample of 1. */
        PEAK,
        /** A root mean square of 0.1. */
        RMS
    }

    /** How a clip of any length becomes so many frames. */
    public enum Fit {
        /** Of more frames than wanted, the consecutive ones with the largest sum; of fewer, the rest is the floor. */
        WINDOW,
        /** The clip in so many equal stretches, over each of which power is averaged. */
        WHOLE
    }

    /** 20 bands x 50 frames of 32 ms every 16 ms, 0.82 s of sound at 8 kHz: what the original network is made for. */
    public static final LogMelSpec DEFAULT = builder().build();

    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_SIZE = 65_536;

    public LogMelSpec {
        require(sampleRate > 0 && sampleRate <= MAX_RATE, "sample_rate", "must be in 1.." + MAX_RATE, sampleRate);
        require(nFft >= 2 && nFft <= MAX_SIZE, "n_fft", "must be in 2.." + MAX_SIZE, nFft);
        require(winLength > 0 && winLength <= nFft, "win_length", "must be positive and at most n_fft", winLength);
        require(hopLength > 0 && hopLength <= MAX_RATE, "hop_length", "must be in 1.." + MAX_RATE, hopLength);
        require(nMels > 0 && nMels <= nFft, "n_mels", "must be positive and at most n_fft", nMels);
        require(fMin >= 0 && fMin < fMax, "f_min", "must be at least 0 and below f_max", fMin);
        require(fMax <= sampleRate / 2.0, "f_max", "must be at most half the sample rate", fMax);
        require(power == 1 || power == 2, "power", "must be 1 or 2", power);
        require(floor > 0 && floor < Double.POSITIVE_INFINITY, "floor", "must be positive", floor);
        require(topDb >= 0 && topDb < Double.POSITIVE_INFINITY, "top_db", "must be finite and not negative", topDb);
        require(frames > 0 && frames <= MAX_SIZE, "frames", "must be in 1.." + MAX_SIZE, frames);
        require((long) nMels * frames <= 1 << 24, "frames", "must be at most 2^24 values with n_mels", frames);
    }

    /** Returns a builder that begins with the numbers of {@link #DEFAULT}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A specification from a command line: the name of a {@link Preset}, then changes, such as {@code
     * general,n_mels=64,fit=window}; changes alone begin from the default.
     *
     * @throws InputException if it is none
     */
    public static LogMelSpec parse(String text) {
        try {
            return LogMelFields.parse(text);
        } catch (IllegalArgumentException e) {
            throw InputException.of(Subject.named("front end \"" + FileError.printable(text) + "\""), e.getMessage())
                    .because(e);
        }
    }

    /**
     * A specification from the values of its fields, all of them and no others.
     *
     * @param fields by name; numbers or their texts, and the names of constants in lower case
     * @throws IllegalArgumentException if they are none
     */
    public static LogMelSpec of(Map<String, ?> fields) {
        return LogMelFields.of(fields);
    }

    /** The fields by their names in the two libraries, in a fixed order: whole numbers, numbers, and words. */
    public Map<String, Object> fields() {
        return LogMelFields.of(this);
    }

    /** Samples from the first of the first window to the last of the last. */
    public int samples() {
        return Math.addExact(Math.multiplyExact(frames - 1, hopLength), winLength);
    }

    /** Seconds from the first sample of the first window to the last of the last. */
    public double seconds() {
        return ((frames - 1.0) * hopLength + winLength) / sampleRate;
    }

    /** In words for a line or a table: {@code 20 bands x 50 frames at 8000 Hz}. */
    public String summary() {
        return String.format(Locale.ROOT, "%d bands x %d frames at %d Hz", nMels, frames, sampleRate);
    }

    private static void require(boolean holds, String name, String rule, Number value) {
        if (!holds) {
            throw new IllegalArgumentException("log-mel: " + name + " " + rule + "; got " + value);
        }
    }

    /** The numbers of a front end by name. One that is not set is that of {@link #DEFAULT}. For one thread. */
    public static final class Builder {
        private int sampleRate = 8000;
        private int nFft = 512;
        private int winLength = 256;
        private int hopLength = 128;
        private int nMels = 20;
        private double fMin = 50;
        private double fMax = 4000;
        private MelScale melScale = MelScale.HTK;
        private Norm norm = Norm.NONE;
        private int power = 2;
        private Window window = Window.HANN_MIDPOINT;
        private PadMode padMode = PadMode.NONE;
        private Normalized normalized = Normalized.FULL_SCALE;
        private double floor = 1e-6;
        private Level level = Level.PEAK;
        private Fit fit = Fit.WINDOW;
        private double topDb;
        private int frames = 50;

        private Builder() {}

        public Builder sampleRate(int value) {
            sampleRate = value;
            return this;
        }

        public Builder nFft(int value) {
            nFft = value;
            return this;
        }

        public Builder winLength(int value) {
            winLength = value;
            return this;
        }

        public Builder hopLength(int value) {
            hopLength = value;
            return this;
        }

        public Builder nMels(int value) {
            nMels = value;
            return this;
        }

        public Builder fMin(double value) {
            fMin = value;
            return this;
        }

        public Builder fMax(double value) {
            fMax = value;
            return this;
        }

        public Builder melScale(MelScale value) {
            melScale = value;
            return this;
        }

        public Builder norm(Norm value) {
            norm = value;
            return this;
        }

        public Builder power(int value) {
            power = value;
            return this;
        }

        public Builder window(Window value) {
            window = value;
            return this;
        }

        public Builder padMode(PadMode value) {
            padMode = value;
            return this;
        }

        public Builder normalized(Normalized value) {
            normalized = value;
            return this;
        }

        public Builder floor(double value) {
            floor = value;
            return this;
        }

        public Builder level(Level value) {
            level = value;
            return this;
        }

        public Builder fit(Fit value) {
            fit = value;
            return this;
        }

        public Builder topDb(double value) {
            topDb = value;
            return this;
        }

        public Builder frames(int value) {
            frames = value;
            return this;
        }

        /**
         * Returns them as a {@link LogMelSpec}.
         *
         * @throws IllegalArgumentException if they fit neither their ranges nor one another
         */
        public LogMelSpec build() {
            return new LogMelSpec(
                    sampleRate,
                    nFft,
                    winLength,
                    hopLength,
                    nMels,
                    fMin,
                    fMax,
                    melScale,
                    norm,
                    power,
                    window,
                    padMode,
                    normalized,
                    floor,
                    level,
                    fit,
                    topDb,
                    frames);
        }
    }
}
