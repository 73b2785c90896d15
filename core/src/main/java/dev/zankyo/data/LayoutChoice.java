package dev.zankyo.data;

/**
 * The layout that a file was read in, with the reason for the user.
 *
 * @param layout band-major or frame-major
 * @param reason a phrase, such as {@code as asked}
 */
public record LayoutChoice(Layout layout, String reason) {
    /**
     * Detects the layout by smoothness: in the right one, values that are neighbors in time or in frequency differ
     * little. Roughness is the mean squared difference of neighbors.
     */
    static LayoutChoice by(Smoothness rows, int bands, int frames) {
        if (rows.variance() == 0 || bands == frames) {
            String cause = rows.variance() == 0 ? "all values are equal" : "there are as many bands as frames";
            return new LayoutChoice(Layout.BAND_MAJOR, "assumed, as " + cause + "; change with {layout}");
        }
        boolean framesFirst = rows.frameMajor() < rows.bandMajor();
        return new LayoutChoice(framesFirst ? Layout.FRAME_MAJOR : Layout.BAND_MAJOR, "detected; change with {layout}");
    }

    /** Returns the layout and the reason, such as {@code band-major (as asked)}; settings stand in braces. */
    @Override
    public String toString() {
        return layout + " (" + reason + ")";
    }
}
