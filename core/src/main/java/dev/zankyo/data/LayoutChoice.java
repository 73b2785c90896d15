package dev.zankyo.data;

import java.util.Locale;

/**
 * The layout that a file was read in, and the reason.
 *
 * @param layout band-major or frame-major
 * @param reason a phrase such as {@code as asked}
 */
public record LayoutChoice(Layout layout, String reason) {
    /**
     * Returns the smoother layout: in the correct one, values that are neighbors in time or in frequency differ little.
     * The roughness is divided by the variance of the values; about 2 means that neighbors are uncorrelated.
     */
    static LayoutChoice by(Smoothness rows, int bands, int frames) {
        if (rows.variance() == 0 || bands == frames) {
            String cause = rows.variance() == 0 ? "all values are equal" : "bands and frames are equal in number";
            return new LayoutChoice(Layout.BAND_MAJOR, "cannot be told apart, as " + cause);
        }
        double bandMajor = rows.bandMajor() / rows.variance();
        double frameMajor = rows.frameMajor() / rows.variance();
        boolean framesFirst = frameMajor < bandMajor;
        return new LayoutChoice(
                framesFirst ? Layout.FRAME_MAJOR : Layout.BAND_MAJOR,
                String.format(
                        Locale.ROOT,
                        "found by smoothness: squared differences of neighbours are %.3f of the variance, as %s %.3f",
                        Math.min(bandMajor, frameMajor),
                        framesFirst ? Layout.BAND_MAJOR : Layout.FRAME_MAJOR,
                        Math.max(bandMajor, frameMajor)));
    }

    /** Returns the layout and the reason: {@code band-major (as asked)}. */
    @Override
    public String toString() {
        return layout + " (" + reason + ")";
    }
}
