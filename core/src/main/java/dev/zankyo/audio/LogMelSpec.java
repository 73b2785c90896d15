package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of a log-mel front end. In text (a model file, a command line), every component has the name that
 * librosa and torchaudio use: {@code sample_rate}, {@code n_fft}, ...; see {@link #fields} and {@link #parse}.
 *
 * @param sampleRate samples per second; recordings of another rate are resampled
 * @param nFft length of the Fourier transform; windows are padded with zeros to this length
 * @param winLength samples per window
 * @param hopLength samples from one frame to the next
 * @param nMels number of mel bands
 * @param fMin lower end of the lowest band in hertz
 * @param fMax upper end of the highest band in hertz
 * @param melScale formula of the mel scale
 * @param norm height of the bands' triangles
 * @param power 1 for magnitudes, 2 for powers
 * @param window shape of the window
 * @param padMode position of the frames: combines {@code center} and {@code pad_mode} of the two libraries
 * @param normalized divisor of the magnitudes
 * @param floor minimum value before the logarithm
 * @param level scaling of the samples before the transform
 * @param fit method that gives a clip of any length the fixed number of frames
 * @param topDb level of silence, used with {@link Fit#WHOLE}: frames at either end that are at least this many decibels
 *     below the loudest frame are removed ({@code top_db} of {@code librosa.effects.trim}); 0 removes none
 * @param frames frames per spectrogram
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

    /** The formula that converts hertz to mel. */
    public enum MelScale {
        /** The HTK formula: {@code 2595 log10(1 + f / 700)}. */
        HTK,
        /** The scale of M. Slaney's Auditory Toolbox: linear below 1 kHz, logarithmic above. */
        SLANEY
    }

    /** The height of the triangles. */
    public enum Norm {
        /** Every triangle has height 1. */
        NONE,
        /** Every triangle has area 1: it is divided by half its width in hertz. */
        SLANEY
    }

    /** The shape of a window. */
    public enum Window {
        /** The periodic Hann window, {@code sin^2(pi n / winLength)}, as in torchaudio and librosa. */
        HANN,
        /** The symmetric Hann window, sampled at midpoints: {@code sin^2(pi (n + 1/2) / winLength)}. */
        HANN_MIDPOINT
    }

    /** The position of the frames. */
    public enum PadMode {
        /** The first frame starts at the first sample; an incomplete last frame is dropped. */
        NONE,
        /** Frames are centered on samples 0, hop, 2 hop, ...; half a transform of zeros is added at either end. */
        CONSTANT,
        /** Frames are centered as for CONSTANT, but the signal is reflected at its first and last sample. */
        REFLECT
    }

    /** The divisor of the transform's magnitudes. */
    public enum Normalized {
        /** No division. */
        NONE,
        /** The square root of the sum of the window's squares: torchaudio's {@code normalized=True}. */
        WINDOW,
        /** The window's sum divided by the square root of 2, so that a sine of amplitude 1 has power 1/2. */
        FULL_SCALE
    }

    /** The scaling of a clip's samples; silence stays silence. */
    public enum Level {
        /** No scaling. */
        NONE,
        /** The largest absolute sample becomes 1. */
        PEAK,
        /** The root mean square becomes 0.1. */
        RMS
    }

    /** The method that gives a clip of any length a fixed number of frames. */
    public enum Fit {
        /**
         * A longer clip is cut to the consecutive frames whose values have the largest sum. A shorter clip is padded
         * with the floor value.
         */
        WINDOW,
        /** The clip is divided into equal intervals, one per frame; each frame is the mean power of its interval. */
        WHOLE
    }

    /** The front end of the original network: 20 bands x 50 frames of 32 ms every 16 ms, 0.82 s of sound at 8 kHz. */
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

    /** Returns a builder that begins with the values of {@link #DEFAULT}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Parses a specification as a user writes it: the name of a {@link Preset}, then changes, such as
     * {@code general,n_mels=64,fit=window}. Without a name, the changes apply to the default.
     *
     * @throws InputException if the text is invalid
     */
    public static LogMelSpec parse(String text) {
        try {
            return LogMelFields.parse(text);
        } catch (IllegalArgumentException e) {
            throw InputException.of(Subject.named("front end \"" + FileError.printable(text) + "\""), e);
        }
    }

    /**
     * Returns the specification with the given fields, which must be complete.
     *
     * @param fields values by name: numbers or their texts, and the names of constants in lower case
     * @throws IllegalArgumentException if a field is missing, unknown or invalid
     */
    public static LogMelSpec of(Map<String, ?> fields) {
        return LogMelFields.of(fields);
    }

    /**
     * Returns the fields by their names in librosa and torchaudio, in a fixed order: integers, floating-point numbers,
     * and words.
     */
    public Map<String, Object> fields() {
        return LogMelFields.of(this);
    }

    /** Returns the number of samples from the start of the first window to the end of the last. */
    public int samples() {
        return Math.addExact(Math.multiplyExact(frames - 1, hopLength), winLength);
    }

    /** Returns the seconds from the start of the first window to the end of the last. */
    public double seconds() {
        return ((frames - 1.0) * hopLength + winLength) / sampleRate;
    }

    /** Returns the distance in hertz from one band's center to the next, near a given frequency in hertz. */
    public double bandStep(double hertz) {
        double step = (MelBands.mel(fMax, melScale) - MelBands.mel(fMin, melScale)) / (nMels + 1);
        return MelBands.hertz(MelBands.mel(hertz, melScale) + step, melScale) - hertz;
    }

    /**
     * Returns the position of a frequency in hertz in a picture of the bands, which are equally high: 0 is the lower
     * edge of the lowest band, 1 the upper edge of the highest. The center of band b, counted from 0, is at
     * {@code (b + 0.5) / n_mels}.
     */
    public double bandPosition(double hertz) {
        double lowest = MelBands.mel(fMin, melScale);
        double step = (MelBands.mel(fMax, melScale) - lowest) / (nMels + 1);
        return ((MelBands.mel(hertz, melScale) - lowest) / step - 0.5) / nMels;
    }

    /** Returns a short description: {@code 20 bands x 50 frames at 8000 Hz}. */
    public String summary() {
        return String.format(Locale.ROOT, "%d bands x %d frames at %d Hz", nMels, frames, sampleRate);
    }

    private static void require(boolean holds, String name, String rule, Number value) {
        if (!holds) {
            throw new IllegalArgumentException("log-mel: " + name + " " + rule + "; got " + value);
        }
    }

    /**
     * A builder of the settings of a front end. A setting that is not given has the value of {@link #DEFAULT}. For one
     * thread.
     */
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
         * Returns the specification.
         *
         * @throws IllegalArgumentException if a setting is out of range or contradicts another one
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
