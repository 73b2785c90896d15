package dev.zankyo.plot;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.LogMelSpec.Level;
import dev.zankyo.audio.LogMelSpec.PadMode;
import dev.zankyo.audio.LogMelSpec.Window;
import dev.zankyo.audio.Remarks;
import dev.zankyo.audio.SoundSource;
import dev.zankyo.audio.Waveform;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The spectrogram of a whole recording for the eye: from 0 Hz to half its sample rate, in {@value #BANDS} mel bands. A
 * column is the mean power of its stretch of time, so nothing of a long recording is skipped. 0 dB is the level of a
 * sine of amplitude 1 at the center of a band. The file is decoded as the columns are computed.
 */
final class Overview {
    static final int BANDS = 128;

    /** The longest window: 25 ms, but short enough for the calls of bats at high sample rates. */
    private static final int MOST_SAMPLES = 2048;

    private static final double FLOOR = 1e-12;

    /** The seconds of a part; shorter recordings are one part. */
    private static final double PART = 10;

    private Overview() {}

    /**
     * Computes the spectrogram.
     *
     * @param wave the outline of the file
     * @param columns about this many columns are returned
     */
    static Columns of(Path file, Waveform wave, int columns) {
        int parts = Math.clamp(Math.round(wave.seconds() / PART), 1, columns);
        int frames = Math.max(1, Math.round((float) columns / parts));
        LogMelSpec spec = spec(wave, frames, columns);
        var found = new Columns(spec, parts * frames, wave.seconds(), sines(spec));
        double seconds = (double) Math.ceilDiv(wave.samples(), parts) / wave.sampleRate();
        Remarks known = Remarks.to(remark -> {}); // those of the waveform
        try (Stream<List<LogMel.Part>> all = new LogMel(spec).parts(SoundSource.file(file), seconds, seconds, known)) {
            all.forEachOrdered(batch -> batch.forEach(found::add));
        }
        return found;
    }

    /** Returns the power of a sine of amplitude 1 in each band, if it lies at the center of that band. */
    private static double[] sines(LogMelSpec spec) {
        double bin = (double) spec.sampleRate() / spec.nFft();
        double resolution = (double) spec.sampleRate() / spec.winLength();
        double[] powers = new double[BANDS];
        double center = 0;
        for (int band = 0; band < BANDS; band++) {
            double below = center;
            center += spec.bandStep(center);
            double above = center + spec.bandStep(center);
            for (int i = (int) Math.ceil(below / bin); i * bin < above; i++) {
                double frequency = i * bin;
                double weight =
                        Math.min((frequency - below) / (center - below), (above - frequency) / (above - center));
                double amplitude = hann((frequency - center) / resolution);
                powers[band] += weight * amplitude * amplitude / 2;
            }
        }
        return powers;
    }

    /** Returns the spectrum of a Hann window, 1 at 0; it is 1/2 at 1 and 0 at every other whole number. */
    private static double hann(double x) {
        double distance = Math.abs(x);
        if (distance < 1e-6) {
            return 1;
        }
        return Math.abs(distance - 1) < 1e-6
                ? 0.5
                : Math.sin(Math.PI * distance) / (Math.PI * distance * (1 - distance * distance));
    }

    private static LogMelSpec spec(Waveform wave, int frames, int columns) {
        int rate = wave.sampleRate();
        int window = Math.clamp(rate / 40, 16, MOST_SAMPLES);
        int hop = Math.clamp(wave.samples() / columns, 1, window / 2);
        LogMelSpec.Builder builder = LogMelSpec.builder()
                .sampleRate(rate)
                .nFft(Math.max(window, BANDS))
                .winLength(window)
                .hopLength(hop)
                .nMels(BANDS)
                .fMin(0)
                .fMax(rate / 2.0)
                .window(Window.HANN)
                .padMode(PadMode.REFLECT)
                .level(Level.NONE)
                .floor(FLOOR)
                .fit(Fit.WHOLE)
                .frames(frames);
        // Padding puts at least two bins into the narrowest band; with less, rows would be empty.
        double narrowest = builder.build().bandStep(0);
        int points = Integer.highestOneBit((int) (2 * rate / narrowest)) << 1;
        return builder.nFft(points).build();
    }
}
