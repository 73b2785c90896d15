package dev.zankyo.audio;

/**
 * The numbers of a log-mel front end, under librosa's names.
 *
 * @param sampleRate samples a second
 * @param nFft points of the Fourier transform, a power of two; a window is padded with zeros to them
 * @param winLength samples of a window
 * @param hopLength samples from one frame to the next
 * @param nMels mel bands
 * @param fMin lower end of the lowest band, hertz
 * @param fMax upper end of the highest band, hertz
 * @param floor the smallest power told from silence, where a full-scale sine has 1/2
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
        double floor,
        int frames) {
    /** 20 bands x 50 frames of 32 ms every 16 ms, 0.82 s of sound at 8 kHz: what the network is made for. */
    public static final LogMelSpec DEFAULT = new LogMelSpec(8000, 512, 256, 128, 20, 50, 4000, 1e-6, 50);

    public LogMelSpec {
        require(sampleRate > 0, "sampleRate", "must be positive", sampleRate);
        require(nFft >= 2 && Integer.bitCount(nFft) == 1, "nFft", "must be a power of two", nFft);
        require(winLength > 0 && winLength <= nFft, "winLength", "must be positive and at most nFft", winLength);
        require(hopLength > 0, "hopLength", "must be positive", hopLength);
        require(nMels > 0, "nMels", "must be positive", nMels);
        require(fMin >= 0 && fMin < fMax, "fMin", "must be at least 0 and below fMax", fMin);
        require(fMax <= sampleRate / 2.0, "fMax", "must be at most half the sample rate", fMax);
        require(floor > 0, "floor", "must be positive", floor);
        require(frames > 0, "frames", "must be positive", frames);
    }

    /** Samples from the first of the first window to the last of the last. */
    public int samples() {
        return (frames - 1) * hopLength + winLength;
    }

    private static void require(boolean holds, String name, String rule, Number value) {
        if (!holds) {
            throw new IllegalArgumentException("log-mel: " + name + " " + rule + "; got " + value);
        }
    }
}
