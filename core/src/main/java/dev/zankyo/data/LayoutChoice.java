package dev.zankyo.data;

import java.util.List;
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
     * little. A layout's roughness is the mean squared difference between neighbours, averaged over the two axes, as a share
     * of the variance of the values; about 2 means that neighbours have nothing to do with each other.
     *
     * @param rows rows in file order, each of {@code bands * frames} values
     */
    public static LayoutChoice detect(List<float[]> rows, int bands, int frames) {
        double variance = variance(rows);
        if (variance == 0 || bands == frames) {
            String cause = variance == 0 ? "all values are equal" : "bands and frames are equal in number";
            return new LayoutChoice(Layout.BAND_MAJOR, "cannot be told apart, as " + cause);
        }
        double bandMajor = roughness(rows, bands, frames) / variance;
        double frameMajor = roughness(rows, frames, bands) / variance;
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

    /** Mean squared difference of neighbours of {@code height x width} rows: the mean of both axes' means. */
    private static double roughness(List<float[]> rows, int height, int width) {
        double across = 0;
        double down = 0;
        for (float[] row : rows) {
            for (int i = 0; i < height; i++) {
                for (int j = 0; j < width; j++) {
                    int here = i * width + j;
                    across += j + 1 < width ? square(row[here + 1] - row[here]) : 0;
                    down += i + 1 < height ? square(row[here + width] - row[here]) : 0;
                }
            }
        }
        double pairsAcross = (double) rows.size() * height * Math.max(1, width - 1);
        double pairsDown = (double) rows.size() * Math.max(1, height - 1) * width;
        return (across / pairsAcross + down / pairsDown) / 2;
    }

    private static double variance(List<float[]> rows) {
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (float[] row : rows) {
            for (float value : row) {
                double centred = value - rows.get(0)[0];
                sum += centred;
                squares += centred * centred;
            }
            count += row.length;
        }
        return Math.max(0, squares / count - square(sum / count));
    }

    private static double square(double x) {
        return x * x;
    }
}
