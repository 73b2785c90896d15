package dev.zankyo.report;

import java.awt.image.IndexColorModel;

/**
 * The color map viridis, matplotlib's default: equal steps of value look equal, also in gray print and to the
 * color-blind. Computed by M. Zucker's polynomials of degree six, which are in the public domain.
 */
final class ColorMap {
    static final int COLORS = 256;

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

    /** The color model of images whose pixels are color numbers, from the lowest to the highest value. */
    static final IndexColorModel MODEL =
            new IndexColorModel(8, COLORS, components(RED), components(GREEN), components(BLUE));

    private ColorMap() {}

    private static byte[] components(double[] polynomial) {
        byte[] components = new byte[COLORS];
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
