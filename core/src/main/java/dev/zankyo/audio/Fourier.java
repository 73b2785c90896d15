package dev.zankyo.audio;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * The discrete Fourier transform of any length N, {@code X[k] = sum of x[n] exp(-2 pi i k n / N)}. Commons Math
 * computes powers of two. Any other length becomes a convolution, whose length is a power of two (L. I. Bluestein, "A
 * linear filtering approach to the computation of the discrete Fourier transform", 1970). With the chirp {@code c[n] =
 * exp(-pi i n^2 / N)}, {@code X[k] = c[k] sum of (x[n] c[n]) conj(c[k - n])}. The instance does not keep a spectrum, so
 * threads may share it.
 */
final class Fourier {
    private final int length;
    /** The length of the convolution; 0 if the length is a power of two. */
    private final int padded;

    private double[] chirpReal;
    private double[] chirpImaginary;
    /** The transform of the conjugate chirp: (real and imaginary, padded). */
    private double[][] filter;

    Fourier(int length) {
        this.length = length;
        boolean direct = Integer.bitCount(length) == 1;
        padded = direct ? 0 : Integer.highestOneBit(2 * length - 2) << 1;
        if (!direct) {
            prepareChirp();
        }
    }

    private void prepareChirp() {
        chirpReal = new double[length];
        chirpImaginary = new double[length];
        filter = new double[2][padded];
        for (int n = 0; n < length; n++) {
            // n^2 modulo 2 N keeps the angle small, where its sine is exact.
            double angle = Math.PI * ((long) n * n % (2L * length)) / length;
            chirpReal[n] = StrictMath.cos(angle);
            chirpImaginary[n] = -StrictMath.sin(angle);
            int mirrored = (padded - n) % padded;
            filter[0][n] = filter[0][mirrored] = chirpReal[n];
            filter[1][n] = filter[1][mirrored] = -chirpImaginary[n];
        }
        transform(filter, TransformType.FORWARD);
    }

    /**
     * Transforms in place.
     *
     * @param spectrum real and imaginary parts: (2, length)
     */
    void transform(double[][] spectrum) {
        if (padded == 0) {
            transform(spectrum, TransformType.FORWARD);
            return;
        }
        double[][] product = new double[2][padded];
        for (int n = 0; n < length; n++) {
            multiply(spectrum[0][n], spectrum[1][n], chirpReal[n], chirpImaginary[n], product, n);
        }
        transform(product, TransformType.FORWARD);
        for (int k = 0; k < padded; k++) {
            multiply(product[0][k], product[1][k], filter[0][k], filter[1][k], product, k);
        }
        transform(product, TransformType.INVERSE);
        for (int k = 0; k < length; k++) {
            multiply(product[0][k], product[1][k], chirpReal[k], chirpImaginary[k], spectrum, k);
        }
    }

    private static void multiply(double a, double b, double c, double d, double[][] target, int at) {
        target[0][at] = a * c - b * d;
        target[1][at] = a * d + b * c;
    }

    private static void transform(double[][] data, TransformType type) {
        FastFourierTransformer.transformInPlace(data, DftNormalization.STANDARD, type);
    }
}
