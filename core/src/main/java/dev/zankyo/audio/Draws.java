package dev.zankyo.audio;

import dev.zankyo.random.CounterRandom;

/**
 * A sequence of random draws from one stream, for sound synthesis. It uses only IEEE arithmetic and {@link StrictMath},
 * so the draws are the same on every machine.
 */
final class Draws {
    private final CounterRandom random;
    private long next;

    Draws(CounterRandom random) {
        this.random = random;
    }

    /** Draws a uniform number in [low, high). */
    double between(double low, double high) {
        return random.uniform(next++, low, high);
    }

    /** Draws a number between two positive bounds, uniform in its logarithm; for pitches and durations. */
    double ratioBetween(double low, double high) {
        return low * StrictMath.pow(high / low, between(0, 1));
    }

    /** Draws a level between two bounds in decibels and returns it as a factor of amplitude. */
    double decibels(double low, double high) {
        return StrictMath.pow(10, between(low, high) / 20);
    }

    /** Draws a whole number from low to high, inclusive. */
    int count(int low, int high) {
        return low + random.below(next++, high - low + 1);
    }

    /** Draws +1 or -1. */
    int sign() {
        return count(0, 1) * 2 - 1;
    }

    /**
     * Draws a sample of white noise of variance 1. It is a sum of four uniform numbers (Irwin-Hall), which sounds the
     * same as normally distributed noise.
     */
    double noise() {
        long bits = random.bits(next++);
        long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
        return (sum - 2.0 * 0xffff) / 0xffff * Math.sqrt(3);
    }
}
