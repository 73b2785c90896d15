package dev.zankyo.sounds;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import dev.zankyo.sounds.OtherBand.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A check whether a front end misses sound that is outside its band or too short for its frames. */
final class FrontEndCheck {
    /**
     * A sound must last at least a frame divided by this number. A shorter one is much weaker in the mean over the
     * frame.
     */
    private static final int PARTS = 4;

    private static final int MOST_FRAMES = 512;

    private final String frontEnd;
    private final LogMelSpec spec;
    private final BandSurvey survey;
    private final double seconds;

    /**
     * Prepares a check.
     *
     * @param frontEnd the front end, in the syntax of {@link LogMelSpec#parse}
     * @param seconds typical length of a recording
     */
    FrontEndCheck(String frontEnd, BandSurvey survey, double seconds) {
        this.frontEnd = frontEnd;
        this.spec = LogMelSpec.parse(frontEnd);
        this.survey = survey;
        this.seconds = seconds;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Side side : Side.values()) {
            telling(side).or(() -> loud(side)).ifPresent(findings::add);
        }
        shortSounds().ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> telling(Side side) {
        double now = survey.guess(spec).accuracy();
        return OtherBand.telling(frontEnd, side, survey).map(other -> {
            double then = other.guess().accuracy();
            String gain = String.format(
                    Locale.ROOT, "predicts %.0f %% of the classes, without it %.0f %%", 100 * then, 100 * now);
            return outside(where(side) + " tells classes apart: the level per band " + gain, other);
        });
    }

    private Optional<Finding> loud(Side side) {
        return OtherBand.loud(frontEnd, side, survey)
                .map(other -> outside(where(side) + " has most of the recordings' energy", other));
    }

    private String where(Side side) {
        return side == Side.ABOVE
                ? String.format(Locale.ROOT, "sound above %.0f Hz, the end of the front end's band,", spec.fMax())
                : String.format(
                        Locale.ROOT,
                        "sound at low frequencies, which the front end does not resolve from %.0f Hz on,",
                        spec.fMin());
    }

    private static Finding outside(String text, OtherBand other) {
        return new Finding(Kind.OUTSIDE_BAND, text + " (pass {frontEnd} " + other.text() + ")", List.of());
    }

    /**
     * Reports sounds that are much shorter than a frame. A frame is a window or, if the whole clip is fitted, an
     * interval of the clip.
     */
    private Optional<Finding> shortSounds() {
        double longest = PARTS * survey.soundSeconds();
        double window = (double) spec.winLength() / spec.sampleRate();
        double part = spec.fit() == Fit.WHOLE ? seconds / spec.frames() : 0;
        if (Math.max(window, part) <= longest) {
            return Optional.empty();
        }
        long frames = (long) Math.ceil(seconds / longest);
        String remedy = part <= longest
                ? String.format(
                        Locale.ROOT,
                        "pass {frontEnd} %s,win_length=%d,hop_length=%d",
                        frontEnd,
                        Math.max(2, (long) (longest * spec.sampleRate())),
                        Math.max(1, (long) (longest * spec.sampleRate() / 2)))
                : frames <= MOST_FRAMES
                        ? "pass {frontEnd} " + frontEnd + ",frames=" + frames
                        : "cut the recordings into shorter clips";
        return Optional.of(new Finding(
                Kind.SHORT_SOUNDS,
                String.format(
                        Locale.ROOT,
                        "the loudest sounds last %.3f s and a frame %.3f s, so they are averaged with what surrounds"
                                + " them (%s)",
                        survey.soundSeconds(),
                        Math.max(window, part),
                        remedy),
                List.of()));
    }
}
