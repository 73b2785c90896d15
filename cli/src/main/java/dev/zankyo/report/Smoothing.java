package dev.zankyo.report;

/** A moving average for curves of many noisy epochs. */
final class Smoothing {
    /** The fewest epochs whose curves are smoothed. */
    private static final int MANY = 20;

    /** A curve is noisy if its mean distance from its moving average is more than this share of its range. */
    private static final double NOISY = 0.02;

    private Smoothing() {}

    /**
     * Returns the mean of the values around each value, over a tenth of all values. The window is centered, and
     * narrower at the ends.
     */
    static double[] of(double[] values) {
        int reach = Math.max(1, values.length / 20);
        double[] means = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int near = Math.min(reach, Math.min(i, values.length - 1 - i));
            double sum = 0;
            for (int j = i - near; j <= i + near; j++) {
                sum += values[j];
            }
            means[i] = sum / (2 * near + 1);
        }
        return means;
    }

    /** Returns whether a curve has many values, and these differ much from their moving average. */
    static boolean isNoisy(double[] values) {
        if (values.length < MANY) {
            return false;
        }
        double[] means = of(values);
        double low = values[0];
        double high = values[0];
        double difference = 0;
        for (int i = 0; i < values.length; i++) {
            low = Math.min(low, values[i]);
            high = Math.max(high, values[i]);
            difference += Math.abs(values[i] - means[i]) / values.length;
        }
        return difference > NOISY * (high - low);
    }

    /** Returns the moving average of a noisy curve, and any other curve as it is. */
    static double[] ifNoisy(double[] values) {
        return isNoisy(values) ? of(values) : values;
    }
}
