package dev.zankyo.evaluate;

import java.util.Locale;

/** A confidence interval of a proportion. */
public record Interval(double low, double high) {
    /** The 97.5 % quantile of the standard normal distribution, for a 95 % interval. */
    private static final double Z = 1.959963984540054;

    /**
     * Returns Wilson's 95 % score interval for a proportion (Wilson 1927). Unlike the normal approximation, it is valid
     * for few trials and for proportions near 0 and 1, and stays within [0, 1]. For no trials it is [0, 1].
     */
    public static Interval wilson(int successes, int trials) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "interval: successes must be within the trials; expected 0 .. " + trials + ", got " + successes);
        }
        if (trials == 0) {
            return new Interval(0, 1);
        }
        double share = (double) successes / trials;
        double z2 = Z * Z / trials;
        double middle = (share + z2 / 2) / (1 + z2);
        double half = Z * Math.sqrt(share * (1 - share) / trials + z2 / trials / 4) / (1 + z2);
        return new Interval(successes == 0 ? 0 : middle - half, successes == trials ? 1 : middle + half);
    }

    /** Returns the bounds in percent, such as {@code 37.55 to 96.38 %}. */
    public String inPercent() {
        return String.format(Locale.ROOT, "%.2f to %.2f %%", 100 * low, 100 * high);
    }
}
