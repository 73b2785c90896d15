package dev.zankyo.data;

import java.util.Locale;

/**
 * The layout a file was read in and why, for the user to see.
 *
 * @param layout band-major or frame-major
 * @param reason half a sentence, such as {@code as asked}
 */
public record LayoutChoice(Layout layout, String reason) {
    /**
     * Tells the layouts apart by smoothness: in the right one, values that are neighbours in time or in frequency differ
     * little. Roughness is given as a share of the variance of the values; about 2 means that neighbours have nothing to do
     * with each other.
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

    /** {@code band-major (as asked)} */
    @Override
    public String toString() {
        return layout + " (" + reason + ")";
    }
}
