package dev.zankyo.plot;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;

/**
 * The color map viridis, matplotlib's default: equal steps of value look equal, also in gray print and to the
 * color-blind. Missing values are transparent. Computed by M. Zucker's polynomials of degree six, which are in the
 * public domain.
 */
public final class ColorMap {
    private static final int COLORS = 255;
    private static final int TRANSPARENT = COLORS;

    private static final double[] RED = {
        0.2777273272234177,
        0.1050930431085774,
        -0.3308618287255563,
        -4.634230498983486,
        6.228269936347081,
        4.776384997670288,
        -5.435455855934631
    };
    private static final double[] GREEN = {
        0.005407344544966578,
        1.404613529898575,
        0.214847559468213,
        -5.799100973351585,
        14.17993336680509,
        -13.74514537774601,
        4.645852612178535
    };
    private static final double[] BLUE = {
        0.3340998053353061,
        1.384590162594685,
        0.09509516302823659,
        -19.33244095627987,
        56.69055260068105,
        -65.35303263337234,
        26.3124352495832
    };

    private static final IndexColorModel MODEL =
            new IndexColorModel(8, COLORS + 1, components(RED), components(GREEN), components(BLUE), TRANSPARENT);

    private ColorMap() {}

    /**
     * Returns an image of a spectrogram, one pixel per value: time runs to the right, low bands are at the bottom.
     *
     * @param values (bands, frames), band-major; NaN is transparent
     * @param low the value of the lowest color; lower values have it too
     * @param high the value of the highest color; higher values have it too
     */
    public static BufferedImage image(float[] values, int bands, int frames, double low, double high) {
        var image = new BufferedImage(frames, bands, BufferedImage.TYPE_BYTE_INDEXED, MODEL);
        double width = Math.max(high - low, Float.MIN_NORMAL);
        int top = COLORS - 1;
        for (int band = 0; band < bands; band++) {
            for (int frame = 0; frame < frames; frame++) {
                float value = values[band * frames + frame];
                long color = Math.clamp(Math.round(top * (value - low) / width), 0, top);
                image.getRaster().setSample(frame, bands - 1 - band, 0, Float.isNaN(value) ? TRANSPARENT : (int) color);
            }
        }
        return image;
    }

    private static byte[] components(double[] polynomial) {
        byte[] components = new byte[COLORS + 1];
        for (int i = 0; i < COLORS; i++) {
            double value = 0;
            for (int power = polynomial.length - 1; power >= 0; power--) {
                value = value * i / (COLORS - 1) + polynomial[power];
            }
            components[i] = (byte) Math.round(255 * Math.clamp(value, 0, 1));
        }
        return components;
    }
}
