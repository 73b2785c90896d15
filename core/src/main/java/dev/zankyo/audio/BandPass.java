package dev.zankyo.audio;

/**
 * A second-order band-pass filter with gain 1 at its center, used to color noise. Coefficients: R. Bristow-Johnson,
 * "Cookbook formulae for audio EQ biquad filter coefficients" (BPF, constant 0 dB peak gain).
 */
final class BandPass {
    private final double b0;
    private final double a1;
    private final double a2;
    private double in1;
    private double in2;
    private double out1;
    private double out2;

    /**
     * Creates a filter.
     *
     * @param frequency center frequency in hertz
     * @param quality center frequency divided by bandwidth
     * @param sampleRate samples per second
     */
    BandPass(double frequency, double quality, int sampleRate) {
        double omega = 2 * Math.PI * frequency / sampleRate;
        double alpha = StrictMath.sin(omega) / (2 * quality);
        b0 = alpha / (1 + alpha);
        a1 = -2 * StrictMath.cos(omega) / (1 + alpha);
        a2 = (1 - alpha) / (1 + alpha);
    }

    double next(double in) {
        double out = b0 * (in - in2) - a1 * out1 - a2 * out2;
        in2 = in1;
        in1 = in;
        out2 = out1;
        out1 = out;
        return out;
    }
}
