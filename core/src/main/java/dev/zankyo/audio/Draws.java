package dev.zankyo.audio;

import dev.zankyo.random.CounterRandom;

/**
 * One draw after another from a stream of its own; what the making of a sound is told by. Only IEEE arithmetic and {@link
 * StrictMath}: the same draws on every machine.
 */
final class Draws {
    private final CounterRandom random;
    private long next;

    Draws(CounterRandom random) {
        this.random = random;
    }

    /** Uniform in [low, high). */
    double between(double low, double high) {
        return random.uniform(next++, low, high);
    }

    /** Between two positive bounds, uniform in its logarithm: for pitches and durations. */
    double ratioBetween(double low, double high) {
        return low * StrictMath.pow(high / low, between(0, 1));
    }

    /** Between two levels in decibels, as a factor of amplitude. */
    double decibels(double low, double high) {
        return StrictMath.pow(10, between(low, high) / 20);
    }

    /** A whole number from low to high, both included. */
    int count(int low, int high) {
        return low + random.below(next++, high - low + 1);
    }

    /** +1 or -1. */
    int sign() {
        return count(0, 1) * 2 - 1;
    }

    /** White noise of variance 1: the sum of four uniform variables (Irwin-Hall), near enough to a normal one to the ear. */
    double noise() {
        long bits = random.bits(next++);
        long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
        return (sum - 2.0 * 0xffff) / 0xffff * Math.sqrt(3);
    }
}
