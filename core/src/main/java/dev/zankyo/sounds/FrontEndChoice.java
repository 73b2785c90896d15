package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.Preset;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.Remarks;
import dev.zankyo.data.Finding;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The front end chosen for a set of recordings. The median of their sample rates chooses a preset. Below 12 kHz, it is
 * the preset with fewer bands, because such recordings have no high frequencies. The median of their lengths chooses
 * the fit: short recordings, such as words, keep their time scale, and long ones are fitted as a whole. The preset's
 * band changes only if frequencies outside it tell the classes apart or hold nearly all energy.
 *
 * @param spec the front end
 * @param reason one line that says what was chosen and why
 * @param findings findings about sound that the front end misses; empty if the recordings were not examined
 */
public record FrontEndChoice(LogMelSpec spec, String reason, List<Finding> findings) {
    private static final int MOST_DECODED = 40;
    private static final int LOW_RATE = 12_000;
    private static final double SHORT_SECONDS = 1.5;

    public FrontEndChoice {
        findings = List.copyOf(findings);
    }

    /** Returns the front end that the user chose, in the syntax of {@link LogMelSpec#parse}. */
    public static FrontEndChoice named(String text) {
        LogMelSpec spec = LogMelSpec.parse(text);
        return new FrontEndChoice(spec, features(spec) + " (" + text + ", as asked)", List.of());
    }

    /**
     * Returns the front end that the user chose, with findings about sound that it misses in some recordings.
     *
     * @param text the front end, in the syntax of {@link LogMelSpec#parse}
     * @param threads number of recordings decoded at once
     */
    public static FrontEndChoice named(String text, List<SoundFile> files, int threads) {
        FrontEndChoice named = named(text);
        List<Recording> decoded = some(files);
        return decoded.isEmpty()
                ? named
                : new FrontEndChoice(
                        named.spec(),
                        named.reason(),
                        new FrontEndCheck(text, BandSurvey.of(files, threads), seconds(decoded)).findings());
    }

    /** Returns the front end of the model that training starts from. */
    public static FrontEndChoice kept(LogMelSpec spec) {
        return new FrontEndChoice(spec, features(spec) + " (as in the model to start from)", List.of());
    }

    /**
     * Chooses a front end from some recordings, evenly spread over the files. Files that cannot be read are ignored;
     * {@link SoundReader} reports them.
     *
     * @param threads number of recordings decoded at once
     */
    public static FrontEndChoice choose(List<SoundFile> files, int threads) {
        List<Recording> decoded = some(files);
        if (decoded.isEmpty()) {
            LogMelSpec spec = Preset.GENERAL.spec();
            return new FrontEndChoice(spec, features(spec) + " (general, as no recording could be read)", List.of());
        }
        double rate = median(decoded.stream().mapToDouble(Recording::sampleRate).toArray());
        double seconds = seconds(decoded);
        String text = usual(rate, seconds);
        BandSurvey survey = BandSurvey.of(files, threads);
        Optional<OtherBand> other = OtherBand.better(text, survey);
        String chosen = other.map(OtherBand::text).orElse(text);
        LogMelSpec spec = LogMelSpec.parse(chosen);
        return new FrontEndChoice(
                spec,
                String.format(
                        Locale.ROOT,
                        "%s (%s, chosen for %.1f s at %.0f Hz%s; change with {frontEnd})",
                        features(spec),
                        chosen,
                        seconds,
                        rate,
                        other.map(band -> " with " + band.lacking(LogMelSpec.parse(text)))
                                .orElse("")),
                new FrontEndCheck(chosen, survey, seconds).findings());
    }

    /**
     * Returns the front end for recordings of a sample rate in hertz and a length in seconds, in the syntax of {@link
     * LogMelSpec#parse}, before it is known where their classes differ.
     */
    public static String usual(double rate, double seconds) {
        return (rate < LOW_RATE ? Preset.DIGITS : Preset.GENERAL) + ",fit="
                + (seconds <= SHORT_SECONDS ? "window" : "whole");
    }

    private static String features(LogMelSpec spec) {
        return String.format(
                Locale.ROOT,
                "Features: %d mel bands x %d frames, %.0f to %.0f Hz, %s",
                spec.nMels(),
                spec.frames(),
                spec.fMin(),
                spec.fMax(),
                spec.fit() == Fit.WHOLE ? "whole clip" : String.format(Locale.ROOT, "%.2f s", spec.seconds()));
    }

    /** Returns some recordings, evenly spread over the files, without those that cannot be read. */
    private static List<Recording> some(List<SoundFile> files) {
        int count = Math.min(files.size(), MOST_DECODED);
        return IntStream.range(0, count)
                .mapToObj(i -> recording(files.get((int) ((long) i * files.size() / count))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the median length in seconds of at least one recording. */
    private static double seconds(List<Recording> recordings) {
        return median(recordings.stream().mapToDouble(Recording::seconds).toArray());
    }

    private static Optional<Recording> recording(SoundFile file) {
        try {
            return Optional.of(file.read(Remarks.to(remark -> {})));
        } catch (InputException | UncheckedIOException e) {
            return Optional.empty(); // SoundReader, which reads all files, reports it
        }
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
