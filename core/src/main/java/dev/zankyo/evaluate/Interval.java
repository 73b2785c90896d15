package dev.zankyo.evaluate;

/** A range in which a share lies with some confidence. */
public record Interval(double low, double high) {
    /** The 97.5 % point of the standard normal distribution: an interval of 95 %. */
    private static final double Z = 1.959963984540054;

    /**
     * Wilson's score interval of 95 % for the share behind {@code successes} of {@code trials} (Wilson 1927): unlike the
     * textbook's normal one it holds for few trials and for shares near 0 and 1, where it never leaves [0, 1]. Of no trials
     * it is [0, 1].
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
}
