package dev.zankyo.sounds;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.sounds.BandSurvey.Guess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A front end for frequencies that a given front end misses: its band reaches higher, or it resolves low frequencies.
 *
 * @param text the front end, in the syntax of {@link LogMelSpec#parse}
 * @param side the side of the given front end's band on which it misses frequencies
 * @param guess the predictions of the classes from the levels in this front end's band
 */
record OtherBand(String text, Side side, Guess guess) {
    /** A side of a front end's band. */
    enum Side {
        ABOVE,
        BELOW
    }

    /** The share of the energy that makes a band doubtful if it lies outside. */
    static final double MOST = 0.9;

    /** The step between candidates for the upper end of the band. */
    private static final double OCTAVE = 2;

    /** The least growth of the upper end that is worth a change. */
    private static final double LEAST_GROWTH = 1.1;

    /** The sample rates of front ends for low frequencies. A lower rate gives narrower mel bands. */
    private static final List<Integer> LOW_RATES = List.of(4000, 2000, 1000, 500);

    private static final double LOWEST = 5;
    private static final double LOW_WINDOW_SECONDS = 0.256;
    private static final double LOW_HOP_SECONDS = 0.016;
    private static final int LARGEST_TRANSFORM = 1 << 16;

    /**
     * Returns a better front end than the given one: with it, a simple classifier predicts much better. If no front end
     * tells the classes apart, and nearly all energy lies outside the given band, returns a front end whose band holds
     * most of the energy.
     *
     * @param text the given front end
     * @return empty if the given front end is as good as any
     */
    static Optional<OtherBand> better(String text, BandSurvey survey) {
        return Stream.of(Side.ABOVE, Side.BELOW)
                .flatMap(side -> telling(text, side, survey).stream())
                .max(Comparator.comparingDouble(other -> other.guess().accuracy()))
                .or(() -> survey.guess(LogMelSpec.parse(text)).isTelling()
                        ? Optional.empty()
                        : Stream.of(Side.ABOVE, Side.BELOW)
                                .flatMap(side -> loud(text, side, survey).stream())
                                .findFirst());
    }

    /** Returns the front end that tells the classes apart by frequencies on one side of the given front end's band. */
    static Optional<OtherBand> telling(String text, Side side, BandSurvey survey) {
        Guess now = survey.guess(LogMelSpec.parse(text));
        double end = LogMelSpec.parse(text).fMax();
        List<OtherBand> others = candidates(text, side, survey);
        double best = others.stream()
                .mapToDouble(other -> other.guess().accuracy())
                .max()
                .orElse(0);
        double tolerance = Math.sqrt(best * (1 - best) / Math.max(1, now.right().length));
        return others.stream()
                .filter(other -> other.guess().accuracy() >= best - tolerance)
                .filter(other -> other.guess().isMuchBetterThan(now))
                .filter(other -> side == Side.BELOW || hearsMore(other, end, others.getLast(), survey))
                .findFirst();
    }

    /**
     * Returns whether a candidate tells classes apart by frequencies above {@code end} hertz, while frequencies above
     * the candidate's own band tell none apart. Otherwise a class might be recognized only by silence at frequencies
     * where other classes have sound.
     */
    private static boolean hearsMore(OtherBand other, double end, OtherBand highest, BandSurvey survey) {
        LogMelSpec spec = LogMelSpec.parse(other.text());
        String rest = highest.text() + ",f_min=" + spec.fMax();
        return other.guess().isMuchBetterThan(survey.guess(spec, end))
                && (other == highest || !survey.guess(LogMelSpec.parse(rest)).isTelling());
    }

    /** Returns a front end with most of the energy, if nearly all is on one side of the given front end's band. */
    static Optional<OtherBand> loud(String text, Side side, BandSurvey survey) {
        LogMelSpec spec = LogMelSpec.parse(text);
        double outside =
                side == Side.ABOVE ? survey.share(spec.fMax(), Double.MAX_VALUE) : survey.share(0, spec.fMin());
        if (outside < MOST) {
            return Optional.empty();
        }
        List<OtherBand> others = candidates(text, side, survey);
        return others.stream()
                .filter(other -> {
                    LogMelSpec band = LogMelSpec.parse(other.text());
                    return survey.share(band.fMin(), band.fMax()) >= MOST;
                })
                .findFirst();
    }

    /** Returns a phrase that says what the given front end misses. */
    String lacking(LogMelSpec other) {
        String what = guess.isTelling() ? "what tells the classes apart" : "most of the sound";
        return side == Side.ABOVE
                ? String.format(Locale.ROOT, "%s above %.0f Hz", what, other.fMax())
                : what + " at low frequencies";
    }

    /** Returns the front ends to consider, the closest to the given one first. */
    private static List<OtherBand> candidates(String text, Side side, BandSurvey survey) {
        LogMelSpec spec = LogMelSpec.parse(text);
        List<String> changes = side == Side.ABOVE ? raised(spec, survey.commonRate()) : lowered(spec);
        return changes.stream()
                .map(change -> text + change)
                .map(other -> new OtherBand(other, side, survey.guess(LogMelSpec.parse(other))))
                .toList();
    }

    /** Returns changes that raise the upper end in octaves, up to half of {@code rate}; frames keep their duration. */
    private static List<String> raised(LogMelSpec spec, int rate) {
        List<String> changes = new ArrayList<>();
        double highest = rate / 2.0;
        double end = spec.fMax() * OCTAVE;
        while (end * LEAST_GROWTH < highest) {
            changes.add(raised(spec, end));
            end *= OCTAVE;
        }
        if (highest > spec.fMax() * LEAST_GROWTH) {
            changes.add(raised(spec, highest));
        }
        return changes;
    }

    private static String raised(LogMelSpec spec, double end) {
        int rate = (int) Math.max(spec.sampleRate(), Math.ceil(2 * end));
        double factor = (double) rate / spec.sampleRate();
        int transform = spec.nFft();
        while (transform < factor * spec.nFft() && transform <= LARGEST_TRANSFORM / 2) {
            transform *= 2;
        }
        long window = Math.min(transform, Math.round(factor * spec.winLength()));
        return String.format(
                Locale.ROOT,
                ",sample_rate=%d,f_max=%.0f,n_fft=%d,win_length=%d,hop_length=%d",
                rate,
                Math.floor(end),
                transform,
                window,
                Math.round(factor * spec.hopLength()));
    }

    /** Returns changes that resolve low frequencies by longer windows and a narrower band. */
    private static List<String> lowered(LogMelSpec spec) {
        return LOW_RATES.stream()
                .filter(rate -> rate < spec.sampleRate())
                .map(rate -> String.format(
                        Locale.ROOT,
                        ",sample_rate=%d,f_min=%.0f,f_max=%d,n_fft=%d,win_length=%d,hop_length=%d",
                        rate,
                        LOWEST,
                        rate / 2,
                        Integer.highestOneBit((int) (LOW_WINDOW_SECONDS * rate)) << 1,
                        Math.round(LOW_WINDOW_SECONDS * rate),
                        Math.round(LOW_HOP_SECONDS * rate)))
                .toList();
    }
}
