package dev.zankyo.plot;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.awt.Color;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size and colors of a picture.
 *
 * @param width width in pixels
 * @param height height of each recording in pixels; 0 for the usual height
 * @param dark whether the background is dark
 */
public record PlotStyle(int width, int height, boolean dark) {
    private static final int LEAST_WIDTH = 600;
    private static final int LEAST_HEIGHT = 500;
    private static final int MOST = 10_000;
    private static final int USUAL_WIDTH = 1200;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(?:x(\\d{1,6}))?");

    /** Returns the usual style. */
    public static PlotStyle usual() {
        return new PlotStyle(USUAL_WIDTH, 0, false);
    }

    /** Returns the style with a dark background or a light one. */
    public PlotStyle dark(boolean value) {
        return new PlotStyle(width, height, value);
    }

    /**
     * Returns the style with a size.
     *
     * @param text width, or width and height, such as {@code 1600} or {@code 1600x900}
     * @throws InputException if the text is invalid, or the size out of range
     */
    public PlotStyle size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (matcher.matches()) {
            int wide = Integer.parseInt(matcher.group(1));
            int high = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
            boolean fits = wide >= LEAST_WIDTH && wide <= MOST;
            if (fits && (matcher.group(2) == null || high >= LEAST_HEIGHT && high <= MOST)) {
                return new PlotStyle(wide, high, dark);
            }
        }
        throw InputException.of(Subject.setting("size"), "must be WIDTH or WIDTHxHEIGHT in pixels")
                .expected(LEAST_WIDTH + "x" + LEAST_HEIGHT + " to " + MOST + "x" + MOST)
                .got(FileError.printable(text));
    }

    Color background() {
        return dark ? new Color(0x14181d) : Color.WHITE;
    }

    /** Returns the color of text and lines. */
    Color ink() {
        return dark ? new Color(0xe4e9ef) : new Color(0x1c2530);
    }

    /** Returns the color of explanations; on the background, its contrast is at least 4.5. */
    Color faint() {
        return dark ? new Color(0x9aa7b5) : new Color(0x5a6675);
    }

    Color wave() {
        return dark ? new Color(0x6db3f2) : new Color(0x1f77c9);
    }

    /**
     * Returns the color of a probability.
     *
     * @param unknown whether the sound resembles no class; its cells are gray, even at probability 0
     */
    Color probability(double probability, boolean unknown) {
        return unknown
                ? mix(background(), new Color(0x707070), 0.2 + 0.8 * probability)
                : mix(background(), new Color(0x2474c4), probability);
    }

    /** Returns the color of text on a probability's color. */
    Color onProbability(double probability) {
        return dark || probability > 0.85 ? Color.WHITE : ink();
    }

    private static Color mix(Color from, Color to, double share) {
        return new Color(
                (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
                (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
                (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
    }
}
